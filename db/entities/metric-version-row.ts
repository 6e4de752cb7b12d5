import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

/** A metric as one change left it. Kept when the metric is deleted. */
export interface MetricVersionRow {
  metricId: string;
  version: number;
  body: string;
  actor: string;
  at: number;
}

export const metricVersionRow = new EntitySchema<MetricVersionRow>({
  name: "MetricVersionRow",
  tableName: "metric_versions",
  columns: {
    metricId: text({ name: "metric_id", primary: true }),
    version: integer({ primary: true }),
    body: text(),
    actor: text(),
    at: bigint(),
  },
});
