import type { Column, Row } from "../../../shared/answers.ts";
import type { Unit } from "../../../shared/plan.ts";
import type { Lineage } from "./lineage.ts";

/** A column of a result with what is known of it besides its form. */
export interface ResultColumn extends Column {
  readonly unit?: Unit;
  readonly lineage: Lineage;
}

/** What a plan's SQL gave, the same on every database. */
export interface Result {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Whether there are more rows than were asked for. */
  readonly truncated: boolean;
  /** The measure that the question is about, by name. */
  readonly primary?: string;
}

export function isMeasure(column: ResultColumn): boolean {
  return column.type === "number" && column.lineage.role === "measure";
}

/** A text, a day or the like that the rows are about; ids only where there is nothing else. */
export function isLabel(column: ResultColumn): boolean {
  return !isMeasure(column);
}

/** Labels without numbers that are nothing but keys, as long as another label is left. */
export function labelsOf({ columns }: Result): ResultColumn[] {
  const labels = columns.filter(isLabel);
  const named = labels.filter(({ type, lineage }) => type !== "number" || lineage.role === "group");
  const words = named.filter(({ type, lineage }) => type !== "number" || lineage.part !== undefined);
  return words.length > 0 ? words : labels;
}

/** The figures, the one that the question is about first. */
export function measuresOf({ columns, primary }: Result): ResultColumn[] {
  const measures = columns.filter(isMeasure);
  return [...measures.filter(({ name }) => name === primary), ...measures.filter(({ name }) => name !== primary)];
}

/** A number of a row, undefined where there is none. */
export function numberOf(row: Row, column: ResultColumn): number | undefined {
  const cell = row[column.name];
  return typeof cell === "number" ? cell : undefined;
}

/** Whether the rows step through time by this column: a day, a week, a month, the older before the newer. */
export function isPeriod({ rows }: Result, { name, lineage }: ResultColumn): boolean {
  const steps = rows.map((row) => String(row[name]));
  return lineage.bucket !== undefined && steps.every((step, index) => index === 0 || step >= (steps[index - 1] ?? ""));
}

/** With a capital letter at the beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
