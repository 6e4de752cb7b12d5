import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface WorkerRow {
  id: string;
  startedAt: number;
  heartbeatAt: number;
}

export const workerRow = new EntitySchema<WorkerRow>({
  name: "WorkerRow",
  tableName: "workers",
  columns: { id: text({ primary: true }), startedAt: bigint({ name: "started_at" }), heartbeatAt: bigint({ name: "heartbeat_at" }) },
});
