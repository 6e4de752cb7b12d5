import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

/** A metric as it is now. The name is not unique here: the log decides which names stand, a projection may not refuse it. */
export interface MetricRow {
  id: string;
  name: string;
  version: number;
  /** The whole metric as JSON. */
  body: string;
  updatedAt: number;
}

export const metricRow = new EntitySchema<MetricRow>({
  name: "MetricRow",
  tableName: "metrics",
  columns: { id: text({ primary: true }), name: text(), version: integer(), body: text(), updatedAt: bigint({ name: "updated_at" }) },
  indices: [{ name: "metrics_by_name", columns: ["name"] }],
});
