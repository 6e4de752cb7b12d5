import type { MigrationInterface, QueryRunner } from "typeorm";
import { keyOrderedTable, table } from "./columns.ts";

const TABLES = [
  table("channels", ["id text key", "kind text", "body text", "created_at bigint"]),
  keyOrderedTable("outbox", ["channel text key", "seq bigint key", "at bigint", "event text", "payload text"]),
  table("outbox_positions", ["channel text key", "seq bigint"]),
];

/** The frames of the stored channels, and who is notified. */
export class Delivery1763900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
