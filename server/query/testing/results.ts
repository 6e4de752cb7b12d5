import type { Column, Row } from "../../../shared/answers.ts";
import type { Unit } from "../../../shared/plan.ts";
import type { Lineage } from "../answers/lineage.ts";
import type { Result, ResultColumn } from "../answers/result.ts";

type Kind = "label" | "id" | "period" | "hour" | "weekday" | "count" | "money" | "rate" | "running" | "share" | "flag";

const PLAIN: Lineage = { role: "detail", additive: false, running: false, share: false, derived: false, sources: [] };

const KINDS: Readonly<Record<Kind, { type: Column["type"]; unit?: Unit; lineage: Partial<Lineage> }>> = {
  label: { type: "string", lineage: { role: "group" } },
  id: { type: "number", lineage: {} },
  period: { type: "date", lineage: { role: "group", bucket: "day" } },
  hour: { type: "number", lineage: { role: "group", part: "hourOfDay" } },
  weekday: { type: "number", lineage: { role: "group", part: "weekday" } },
  count: { type: "number", unit: "count", lineage: { role: "measure", additive: true } },
  money: { type: "number", unit: "usd", lineage: { role: "measure", additive: true } },
  rate: { type: "number", unit: "percent", lineage: { role: "measure" } },
  running: { type: "number", unit: "usd", lineage: { role: "measure", running: true } },
  share: { type: "number", unit: "percent", lineage: { role: "measure", share: true } },
  flag: { type: "boolean", lineage: {} },
};

/** A result with columns of the given kinds, called a, b, c …, and these cells. */
export function result(kinds: readonly Kind[], cells: readonly (readonly Row[string][])[], truncated = false): Result {
  const columns = kinds.map((kind, index): ResultColumn => {
    const name = String.fromCharCode(97 + index);
    const { type, unit, lineage } = KINDS[kind];
    return { name, label: name.toUpperCase(), type, lineage: { ...PLAIN, ...lineage }, ...(unit && { unit }) };
  });
  const rows = cells.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  return { columns, rows, truncated };
}

/** A day of October 2026. */
export const day = (number: number): string => `2026-10-${String(number).padStart(2, "0")}`;
