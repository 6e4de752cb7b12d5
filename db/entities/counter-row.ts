import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

/** A named count that outlives the process. */
export interface CounterRow {
  name: string;
  value: number;
}

export const counterRow = new EntitySchema<CounterRow>({
  name: "CounterRow",
  tableName: "counters",
  columns: { name: text({ primary: true }), value: bigint() },
});
