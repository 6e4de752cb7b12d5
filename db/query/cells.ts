import type { PlanType } from "../../shared/plan.ts";

export type Cell = string | number | boolean | null;

/** Fifteen digits are what a double holds of any decimal: 0.30000000000000004 is 0.3. */
function readNumber(value: unknown): number | null {
  const number = Number(Number(value).toPrecision(15));
  // Minus zero is a zero that JSON would show.
  return Number.isFinite(number) ? number + 0 : null;
}

const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[ T]([\d:.]+))?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** ISO 8601 with milliseconds of what either driver makes of a timestamp; a text without a zone is UTC. */
function readInstant(value: unknown): string | null {
  const [, day = "", time = "00:00:00", zone = "Z"] = INSTANT.exec(value instanceof Date ? value.toISOString() : String(value)) ?? [];
  const at = new Date(`${day}T${time}${zone.length === 3 ? `${zone}:00` : zone}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

const readers: Readonly<Record<PlanType, (value: unknown) => Cell>> = {
  integer: readNumber,
  number: readNumber,
  text: String,
  boolean: (value) => value === true || value === 1 || value === 1n || value === "t",
  timestamp: readInstant,
  date: (value) => String(value).slice(0, 10),
};

/** A value of a compiled plan's row as answers have it, the same from either database: JSON numbers, true and false, ISO 8601 instants, days. */
export function readCell(value: unknown, type: PlanType): Cell {
  return value === null || value === undefined ? null : readers[type](value);
}
