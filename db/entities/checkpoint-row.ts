import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

/** The engine's state after the entry `seq` of the log. */
export interface CheckpointRow {
  seq: number;
  at: number;
  format: string;
  state: Buffer;
}

export const checkpointRow = new EntitySchema<CheckpointRow>({
  name: "CheckpointRow",
  tableName: "checkpoints",
  columns: { seq: bigint({ primary: true }), at: bigint(), format: text(), state: { type: "blob" } },
});
