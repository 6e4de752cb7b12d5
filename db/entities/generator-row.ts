import { EntitySchema } from "typeorm";
import { bigint, text } from "./columns.ts";

export interface GeneratorRow {
  id: string;
  scenario: string;
  body: string;
  createdAt: number;
}

export const generatorRow = new EntitySchema<GeneratorRow>({
  name: "GeneratorRow",
  tableName: "generators",
  columns: { id: text({ primary: true }), scenario: text(), body: text(), createdAt: bigint({ name: "created_at" }) },
});
