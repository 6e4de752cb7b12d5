import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

/** One frame of a stored channel. */
export interface OutboxRow {
  channel: string;
  seq: number;
  at: number;
  event: string;
  payload: string;
}

export const outboxRow = new EntitySchema<OutboxRow>({
  name: "OutboxRow",
  tableName: "outbox",
  withoutRowid: true,
  columns: { channel: text({ primary: true }), seq: bigint({ primary: true }), at: bigint(), event: text(), payload: text() },
});
