import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

/** The newest number a channel gave out; it outlives the frames. */
export interface OutboxPositionRow {
  channel: string;
  seq: number;
}

export const outboxPositionRow = new EntitySchema<OutboxPositionRow>({
  name: "OutboxPositionRow",
  tableName: "outbox_positions",
  columns: { channel: text({ primary: true }), seq: bigint() },
});
