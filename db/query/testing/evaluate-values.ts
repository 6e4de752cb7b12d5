import type { Literal, Measure, Order } from "../../../shared/plan.ts";

/** Timestamps are ISO instants with milliseconds, dates days. */
export type Value = Literal;
export type Row = ReadonlyMap<string, Value>;

/** Thrown for a plan of which working it out by hand says nothing about the SQL. */
export class UnfitPlan extends Error {}

/** Two roundings of one figure may differ in the last digits of a double. */
export const closeNumbers = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Text by its code points, false before true. */
function compareKnown(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") {
    const [left, right] = [[...a], [...b]].map((letters) => letters.map((letter) => letter.codePointAt(0) ?? 0));
    for (let i = 0; ; i++) {
      const [x, y] = [left?.[i] ?? -1, right?.[i] ?? -1];
      if (x !== y) return x - y;
      if (x === -1) return 0;
    }
  }
  const difference = Number(a) - Number(b);
  if (difference !== 0 && closeNumbers(Number(a), Number(b))) throw new UnfitPlan("rounding decides which of two numbers is larger");
  return difference;
}

/** SQL's comparison: unknown beside a null. */
export function compareValues(a: Value, b: Value): number | null {
  return a === null || b === null ? null : compareKnown(a, b);
}

function compareOrdered(a: Value, b: Value, direction: "asc" | "desc"): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return direction === "asc" ? compareKnown(a, b) : compareKnown(b, a);
}

export function sortRows(rows: readonly Row[], order: readonly Order[]): Row[] {
  const compare = (a: Row, b: Row) => {
    for (const { by, direction } of order) {
      const result = compareOrdered(a.get(by) ?? null, b.get(by) ?? null, direction);
      if (result !== 0) return result;
    }
    return 0;
  };
  return rows.toSorted(compare);
}

const DIGITS = 12;
const scaled = (value: number) => BigInt(value.toFixed(DIGITS).replace(".", ""));

function unscaled(total: bigint): number {
  const digits = String(total < 0n ? -total : total).padStart(DIGITS + 1, "0");
  return Number(`${total < 0n ? "-" : ""}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`);
}

/** As on paper, in decimals. */
export function addUp(values: readonly number[]): number {
  return unscaled(values.reduce((total, value) => total + scaled(value), 0n));
}

export const keyOf = (values: readonly Value[]) => JSON.stringify(values);

export function groupRows<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}

function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = p * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.floor(place) + 1] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

const least = (values: readonly Value[], sign: 1 | -1) =>
  values.reduce((best, value) => (compareKnown(value, best) * sign < 0 ? value : best));

/** A measure of the values that take part, none of them null. */
export function measureValues({ fn, p = 0 }: Pick<Measure, "fn" | "p">, values: readonly Value[]): Value {
  if (fn === "count") return values.length;
  if (fn === "countDistinct") return new Set(values.map((value) => keyOf([value]))).size;
  if (values.length === 0) return null;
  if (fn === "min") return least(values, 1);
  if (fn === "max") return least(values, -1);
  const numbers = values.map(Number);
  if (fn === "percentile") return percentile(numbers, p);
  return fn === "sum" ? addUp(numbers) : addUp(numbers) / numbers.length;
}
