import type { EntitySchemaColumnOptions } from "typeorm";

/** Postgres hands 64-bit integers out as strings; all of ours are below 2^53. */
const asNumber = {
  to: (value: number | null | undefined) => value,
  from: (value: number | string | null) => (value === null ? null : Number(value)),
};

export function text(options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions {
  return { type: "text", ...options };
}

export function integer(options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions {
  return { type: "integer", ...options };
}

/** A 64-bit integer: a seq, a count or epoch milliseconds. */
export function bigint(options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions {
  return { type: "bigint", transformer: asNumber, ...options };
}
