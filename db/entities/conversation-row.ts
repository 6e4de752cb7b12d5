import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface ConversationRow {
  id: string;
  body: string;
  createdAt: number;
  updatedAt: number;
}

export const conversationRow = new EntitySchema<ConversationRow>({
  name: "ConversationRow",
  tableName: "conversations",
  columns: {
    id: text({ primary: true }),
    body: text(),
    createdAt: bigint({ name: "created_at" }),
    updatedAt: bigint({ name: "updated_at" }),
  },
  indices: [{ name: "conversations_by_update", columns: ["updatedAt"] }],
});
