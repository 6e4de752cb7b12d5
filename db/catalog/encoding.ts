import type { CatalogColumn } from "../../shared/catalog.ts";
import { quoted, type Reader } from "./reader.ts";

export type Encoding = CatalogColumn["encoding"];

const NATIVE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** Later than any second count of this century, earlier than most millisecond counts since 1973. */
const MILLISECONDS_FROM = 1e11;

/** How a value keeps its time; undefined when it keeps none. */
export function encodingOf(value: unknown): Encoding | undefined {
  if (typeof value === "string") return NATIVE.test(value) || DAY.test(value) ? "native" : ISO.test(value) ? "iso" : undefined;
  if (typeof value !== "number" || value < 1e8) return undefined;
  return value >= MILLISECONDS_FROM ? "epoch_milliseconds" : "epoch_seconds";
}

/** How a SQLite column keeps its times, by one of them; undefined when it has none. */
export async function readEncoding(
  reader: Reader,
  table: string,
  column: string,
): Promise<{ readonly encoding: Encoding | undefined } | undefined> {
  const [row] = await reader.rows(`SELECT ${quoted(column)} AS value FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL LIMIT 1`);
  return row && { encoding: encodingOf(row.value) };
}

/** ISO 8601 UTC of a stored time; undefined when it is none. */
export function isoOf(value: unknown, encoding: Encoding): string | undefined {
  if (value === null || value === undefined) return undefined;
  const date = value instanceof Date ? value : dateOf(value, encoding);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function dateOf(value: unknown, encoding: Encoding): Date {
  if (encoding === "epoch_seconds") return new Date(Number(value) * 1_000);
  if (encoding === "epoch_milliseconds") return new Date(Number(value));
  const text = String(value).replace(" ", "T");
  const zoned = DAY.test(text) || /(Z|[+-]\d\d(:?\d\d)?)$/.test(text);
  return new Date(zoned ? text : `${text}Z`);
}
