import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface SilenceRow {
  id: string;
  startsAt: number;
  endsAt: number;
  body: string;
}

export const silenceRow = new EntitySchema<SilenceRow>({
  name: "SilenceRow",
  tableName: "silences",
  columns: { id: text({ primary: true }), startsAt: bigint({ name: "starts_at" }), endsAt: bigint({ name: "ends_at" }), body: text() },
  indices: [{ name: "silences_by_end", columns: ["endsAt"] }],
});
