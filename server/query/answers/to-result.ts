import { readCell } from "../../../db/query/cells.ts";
import type { CompiledColumn } from "../../../db/query/compile.ts";
import type { Column, Row } from "../../../shared/answers.ts";
import type { Plan, PlanType } from "../../../shared/plan.ts";
import { type Lineage, lineageOf, primaryOf } from "./lineage.ts";
import { isMeasure, type Result, type ResultColumn } from "./result.ts";

const UNKNOWN: Lineage = { role: "detail", additive: false, running: false, share: false, derived: false, sources: [] };

const ANSWER_TYPES: Readonly<Record<PlanType, Column["type"]>> = {
  integer: "number",
  number: "number",
  text: "string",
  boolean: "boolean",
  timestamp: "timestamp",
  date: "date",
};

/** How answers call the types of a plan's columns. */
export function answerTypes(columns: readonly CompiledColumn[]): Column["type"][] {
  return columns.map(({ type }) => ANSWER_TYPES[type]);
}

/** The rows of a plan's SQL with what is known of their columns. */
export function toResult(plan: Plan, columns: readonly CompiledColumn[], rows: readonly Row[], truncated: boolean): Result {
  const lineage = lineageOf(plan);
  const known: ResultColumn[] = columns.map(({ name, label, type, unit }) => ({
    name,
    label,
    type: ANSWER_TYPES[type],
    lineage: lineage.get(name) ?? UNKNOWN,
    ...(unit && { unit }),
  }));
  const read = (row: Row): Row => Object.fromEntries(columns.map(({ name, type }) => [name, readCell(row[name], type)]));
  const primary = primaryOf(plan, known.filter(isMeasure))?.name;
  return { columns: known, rows: rows.map(read), truncated, ...(primary !== undefined && { primary }) };
}
