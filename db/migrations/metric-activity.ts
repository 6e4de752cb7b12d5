import { type MigrationInterface, type QueryRunner, TableIndex } from "typeorm";

const OLD = { name: "alert_history_by_metric", columnNames: ["metric_id", "started_at", "id"] };
const WIDER = { ...OLD, columnNames: [...OLD.columnNames, "status"] };
const OPEN = {
  name: "alert_history_open_by_metric",
  columnNames: ["metric_id", "status"],
  where: "status IN ('pending', 'firing', 'acknowledged')",
};

/** Lets the alerts of a metric be counted by status in an index, without reading their bodies. */
export class MetricActivity1763900000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex("alert_history", OLD.name);
    for (const index of [WIDER, OPEN]) await runner.createIndex("alert_history", new TableIndex(index));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [OPEN, WIDER]) await runner.dropIndex("alert_history", name);
    await runner.createIndex("alert_history", new TableIndex(OLD));
  }
}
