import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

/** A notification target. */
export interface ChannelRow {
  id: string;
  kind: string;
  body: string;
  createdAt: number;
}

export const channelRow = new EntitySchema<ChannelRow>({
  name: "ChannelRow",
  tableName: "channels",
  columns: { id: text({ primary: true }), kind: text(), body: text(), createdAt: bigint({ name: "created_at" }) },
});
