import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface AnomalyRow {
  id: string;
  metricId: string;
  at: number;
  body: string;
  feedback: string | null;
}

export const anomalyRow = new EntitySchema<AnomalyRow>({
  name: "AnomalyRow",
  tableName: "anomaly_history",
  columns: {
    id: text({ primary: true }),
    metricId: text({ name: "metric_id" }),
    at: bigint(),
    body: text(),
    feedback: text({ nullable: true }),
  },
  indices: [
    { name: "anomaly_history_by_time", columns: ["at", "id"] },
    { name: "anomaly_history_by_metric", columns: ["metricId", "at"] },
  ],
});
