import type { Cell, Column, Row } from "../../../shared/answers.ts";

type ColumnType = Column["type"];

/** A column as a driver tells it. */
export interface RawColumn {
  readonly name: string;
  /** What the database says of it; without it the values tell. */
  readonly type?: ColumnType | undefined;
}

const INSTANT = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/;

function toInstant(text: string): string {
  const [, date, minutes, seconds = ":00", fraction = "", zone = "Z"] = INSTANT.exec(text) ?? [];
  if (date === undefined) return text;
  const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;
  const at = new Date(`${date}T${minutes}${seconds}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

function toNumber(value: Cell): Cell {
  if (typeof value === "boolean") return Number(value);
  const number = Number(value);
  if (typeof value === "string" && (value.trim() === "" || (Number.isNaN(number) && value !== "NaN"))) return value;
  return Number.isFinite(number) ? number : null;
}

function toBoolean(value: Cell): Cell {
  if (typeof value === "number") return value !== 0;
  if (value === "t" || value === "true") return true;
  return value === "f" || value === "false" ? false : value;
}

/** One form for each type, whatever the database makes of it. A value that is not of its column's type stays what it is. */
const CONVERT: Readonly<Record<ColumnType, (value: Cell) => Cell>> = {
  number: toNumber,
  boolean: toBoolean,
  timestamp: (value) => (typeof value === "string" ? toInstant(value) : value),
  date: (value) => (typeof value === "string" && /^\d{4}-\d\d-\d\d([ T]|$)/.test(value) ? value.slice(0, 10) : value),
  string: (value) => (typeof value === "number" && !Number.isFinite(value) ? null : value),
};

/** A number where every value is one, otherwise text. */
function inferred(values: readonly (readonly Cell[])[], index: number): ColumnType {
  const given = values.map((row) => row[index] ?? null).filter((value) => value !== null);
  if (given.length > 0 && given.every((value) => typeof value === "number")) return "number";
  return given.length > 0 && given.every((value) => typeof value === "boolean") ? "boolean" : "string";
}

/** Names as they are, later ones of the same name with a number: rows are objects. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name}_${number}`;
    taken.add(unique);
    return unique;
  });
}

/** Rows of any driver in the one form that answers have: JSON numbers, true and false, ISO 8601 in UTC. */
export function normalise(
  columns: readonly RawColumn[],
  values: readonly (readonly Cell[])[],
  types: readonly ColumnType[] = [],
): { columns: Column[]; rows: Row[] } {
  const names = uniqueNames(columns.map(({ name }) => name));
  const normal = columns.map(({ name, type }, index) => ({
    name: names[index] ?? name,
    type: types[index] ?? type ?? inferred(values, index),
    label: name,
  }));
  const rows = values.map((row) =>
    // A column may be called `__proto__`, which an assignment would not make a property of.
    Object.fromEntries(normal.map(({ name, type }, index) => [name, convert(type, row[index] ?? null)])),
  );
  return { columns: normal, rows };
}

function convert(type: ColumnType, value: Cell): Cell {
  return value === null ? null : CONVERT[type](value);
}
