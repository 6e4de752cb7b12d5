import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface ScanRow {
  id: string;
  status: string;
  startedAt: number;
  finishedAt: number | null;
  /** The report as far as it has come, as JSON. */
  body: string;
  /** What the history lists, as JSON. */
  summary: string;
}

export const scanRow = new EntitySchema<ScanRow>({
  name: "ScanRow",
  tableName: "scans",
  columns: {
    id: text({ primary: true }),
    status: text(),
    startedAt: bigint({ name: "started_at" }),
    finishedAt: bigint({ name: "finished_at", nullable: true }),
    body: text(),
    summary: text(),
  },
  indices: [{ name: "scans_by_start", columns: ["startedAt", "id"] }],
});
