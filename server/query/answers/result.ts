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

export function measuresOf({ columns }: Result): ResultColumn[] {
  return columns.filter(isMeasure);
}

/** A number of a row, undefined where there is none. */
export function numberOf(row: Row, column: ResultColumn): number | undefined {
  const cell = row[column.name];
  return typeof cell === "number" ? cell : undefined;
}

/** Whether the column steps through time: a day, a week, a month. */
export function isPeriod(column: ResultColumn): boolean {
  return column.lineage.bucket !== undefined;
}
