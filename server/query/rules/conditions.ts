import type { CatalogFilter } from "../../../shared/catalog.ts";
import type { Literal } from "../../../shared/plan.ts";

export type ConditionOp = "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in" | "notIn" | "null" | "notNull" | "contains" | "part";

/** A condition on one column, as the question has it. */
export interface Cond {
  readonly entity: string;
  readonly column: string;
  readonly op: ConditionOp;
  readonly values: readonly Literal[];
  /** How the interpretation says it. */
  readonly label: string;
}

export function condOfFilter(entity: string, filter: CatalogFilter, label: string): Cond {
  const base = { entity, column: filter.column, label };
  switch (filter.op) {
    case "in":
      return { ...base, op: "in", values: filter.values };
    case "not_in":
      return { ...base, op: "notIn", values: filter.values };
    case "is_null":
      return { ...base, op: "null", values: [] };
    case "not_null":
      return { ...base, op: "notNull", values: [] };
    default:
      return { ...base, op: filter.op, values: [filter.value] };
  }
}

const OPPOSITE: Readonly<Record<ConditionOp, ConditionOp | undefined>> = {
  eq: "ne",
  ne: "eq",
  gt: "lte",
  gte: "lt",
  lt: "gte",
  lte: "gt",
  in: "notIn",
  notIn: "in",
  null: "notNull",
  notNull: "null",
  contains: undefined,
  part: undefined,
};

/** The condition that holds where this one does not. */
export function negated(cond: Cond): Cond {
  const op = OPPOSITE[cond.op];
  if (op === undefined) return cond;
  const flipped = cond.op === "eq" && typeof cond.values[0] === "boolean" ? { values: [!cond.values[0]], op: "eq" as const } : { op };
  return { ...cond, ...flipped, label: `not ${cond.label}` };
}

/** Two equalities on one column are a choice between their values. */
export function merged(conds: readonly Cond[]): Cond[] {
  const result: Cond[] = [];
  for (const cond of conds) {
    const index = result.findIndex((other) => sameColumn(other, cond) && isChoice(other) && isChoice(cond));
    const other = result[index];
    if (!other) result.push(cond);
    else if (!other.values.some((value) => cond.values.includes(value))) {
      result[index] = { ...other, op: "in", values: [...other.values, ...cond.values], label: `${other.label} or ${cond.label}` };
    }
  }
  return result;
}

/** Whether two conditions are of one column. */
export function sameColumn(a: Cond, b: Cond): boolean {
  return a.entity === b.entity && a.column === b.column;
}

function isChoice({ op }: Cond): boolean {
  return op === "eq" || op === "in";
}

/** Whether two conditions name the same values. */
export function sameValues(a: Cond, b: Cond): boolean {
  return JSON.stringify(a.values) === JSON.stringify(b.values);
}
