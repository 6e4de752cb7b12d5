import { EntitySchema } from "typeorm";
import { bigint, integer, text } from "./columns.ts";

/** Heads the engine's state after the entry `seq` of the log; written last, so that what has a head is whole. */
export interface CheckpointRow {
  seq: number;
  at: number;
  format: string;
  parts: number;
}

export const checkpointRow = new EntitySchema<CheckpointRow>({
  name: "CheckpointRow",
  tableName: "checkpoints",
  columns: { seq: bigint({ primary: true }), at: bigint(), format: text(), parts: integer() },
});
