import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { table } from "./columns.ts";

const AUDIT_LOG = new Table({
  name: "audit_log",
  columns: [
    { name: "id", type: "integer", isPrimary: true, isGenerated: true, generationStrategy: "increment" },
    { name: "at", type: "bigint" },
    { name: "actor", type: "text" },
    { name: "action", type: "text" },
    { name: "target", type: "text" },
    { name: "detail", type: "text" },
  ],
  indices: [{ name: "audit_log_by_time", columnNames: ["at"] }],
});

const TABLES = [
  table("generators", ["id text key", "scenario text", "body text", "created_at bigint"]),
  table("workers", ["id text key", "started_at bigint", "heartbeat_at bigint"]),
  table("counters", ["name text key", "value bigint"]),
  table("checkpoints", ["seq bigint key", "at bigint", "format text", "parts integer"]),
  table("checkpoint_parts", ["seq bigint key", "part integer key", "bytes blob"]),
  table("progress", ["id integer key", "applied_seq bigint", "applied_at bigint", "evaluated bigint", "late bigint"]),
  AUDIT_LOG,
];

/** What the engine and its keepers need to go on after a restart. */
export class Operation1763900000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
    await runner.query("INSERT INTO progress (id, applied_seq, applied_at, evaluated, late) VALUES (1, 0, 0, 0, 0)");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
