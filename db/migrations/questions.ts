import type { MigrationInterface, QueryRunner } from "typeorm";
import { keyOrderedTable, table } from "./columns.ts";

const TABLES = [
  table(
    "conversations",
    ["id text key", "body text", "created_at bigint", "updated_at bigint"],
    [["conversations_by_update", ["updated_at"]]],
  ),
  table(
    "dashboards",
    ["id text key", "name text", "body text", "created_at bigint", "updated_at bigint"],
    [["dashboards_by_creation", ["created_at", "id"]]],
  ),
  table(
    "scans",
    ["id text key", "status text", "started_at bigint", "finished_at bigint null", "body text"],
    [["scans_by_start", ["started_at", "id"]]],
  ),
  keyOrderedTable("scan_events", ["scan_id text key", "seq integer key", "at bigint", "event text", "payload text"]),
];

/** Conversations, dashboards and scans. */
export class Questions1763900000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
