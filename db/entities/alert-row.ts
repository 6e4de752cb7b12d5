import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

/** The condition of the index over open alerts; a query has to repeat it word for word to be answered from there. */
export const OPEN_ALERTS = "status IN ('pending', 'firing', 'acknowledged')";

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
    // Wide enough for filters to be decided in the index, whose order is the order of every list.
    { name: "alert_history_by_start", columns: ["startedAt", "id", "status", "severity", "domain"] },
    { name: "alert_history_open", columns: ["startedAt", "id", "status", "severity"], where: OPEN_ALERTS },
    { name: "alert_history_open_by_metric", columns: ["metricId", "status"], where: OPEN_ALERTS },
    { name: "alert_history_by_metric", columns: ["metricId", "startedAt", "id", "status"] },
  ],
});
