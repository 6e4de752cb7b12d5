import { EntitySchema } from "typeorm";
import { bigint, integer } from "./columns.ts";

/** How far the engine's effects are committed: a single row, 1. */
export interface ProgressRow {
  id: number;
  appliedSeq: number;
  appliedAt: number;
  evaluated: number;
  late: number;
}

export const progressRow = new EntitySchema<ProgressRow>({
  name: "ProgressRow",
  tableName: "progress",
  columns: {
    id: integer({ primary: true }),
    appliedSeq: bigint({ name: "applied_seq" }),
    appliedAt: bigint({ name: "applied_at" }),
    evaluated: bigint(),
    late: bigint(),
  },
});
