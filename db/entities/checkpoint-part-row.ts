import { EntitySchema } from "typeorm";
import { bigint, integer } from "./columns.ts";

export interface CheckpointPartRow {
  seq: number;
  part: number;
  bytes: Buffer;
}

export const checkpointPartRow = new EntitySchema<CheckpointPartRow>({
  name: "CheckpointPartRow",
  tableName: "checkpoint_parts",
  columns: { seq: bigint({ primary: true }), part: integer({ primary: true }), bytes: { type: "blob" } },
});
