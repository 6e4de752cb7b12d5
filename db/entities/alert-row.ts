import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

/** An alert whole in `body`; the other columns are what lists filter and order by. */
export interface AlertRow {
  id: string;
  revision: number;
  metricId: string;
  domain: string;
  severity: string;
  status: string;
  startedAt: number;
  /** Metric name, summary and group values in lower case. */
  search: string;
  body: string;
}

export const alertRow = new EntitySchema<AlertRow>({
  name: "AlertRow",
  tableName: "alert_history",
  columns: {
    id: text({ primary: true }),
    revision: integer(),
    metricId: text({ name: "metric_id" }),
    domain: text(),
    severity: text(),
    status: text(),
    startedAt: bigint({ name: "started_at" }),
    search: text(),
    body: text(),
  },
  indices: [
    { name: "alert_history_by_start", columns: ["startedAt", "id"] },
    { name: "alert_history_by_status", columns: ["status", "startedAt"] },
    { name: "alert_history_by_metric", columns: ["metricId", "startedAt"] },
  ],
});
