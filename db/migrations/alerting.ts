import type { MigrationInterface, QueryRunner } from "typeorm";
import { table } from "./columns.ts";

const TABLES = [
  table("metrics", ["id text key", "name text", "version integer", "body text", "updated_at bigint"], [["metrics_by_name", ["name"]]]),
  table("metric_versions", ["metric_id text key", "version integer key", "body text", "actor text", "at bigint"]),
  table(
    "alert_history",
    [
      "id text key",
      "revision integer",
      "metric_id text",
      "domain text",
      "severity text",
      "status text",
      "started_at bigint",
      "search text",
      "body text",
    ],
    [
      ["alert_history_by_start", ["started_at", "id", "status", "severity", "domain"]],
      ["alert_history_open", ["started_at", "id", "status", "severity"], "status IN ('pending', 'firing', 'acknowledged')"],
      ["alert_history_by_metric", ["metric_id", "started_at", "id"]],
    ],
  ),
  table(
    "anomaly_history",
    ["id text key", "metric_id text", "at bigint", "body text", "feedback text null"],
    [
      ["anomaly_history_by_time", ["at", "id"]],
      ["anomaly_history_by_metric", ["metric_id", "at"]],
    ],
  ),
  table("silences", ["id text key", "starts_at bigint", "ends_at bigint", "body text"], [["silences_by_end", ["ends_at"]]]),
];

/** Metrics, alerts, anomalies and silences. */
export class Alerting1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
