import type { Condition, Expr } from "../../../shared/plan.ts";
import type { PlanSchema } from "../schema.ts";
import { addUp, compareValues, type Row, UnfitPlan, type Value } from "./evaluate-values.ts";

/** The rows of every table, by entity. */
export type Data = Readonly<Record<string, readonly Row[]>>;

/** How many rows may still be looked at, in all of a plan. */
interface Budget {
  left: number;
}

/** Notes that so many rows are about to be looked at. */
export function spend(budget: Budget, rows: number): void {
  budget.left -= rows;
  if (budget.left < 0) throw new UnfitPlan("its rows multiply beyond what is worth waiting for");
}

/** The row that an expression is evaluated for. */
export interface Here {
  readonly schema: PlanSchema;
  readonly data: Data;
  readonly results: ReadonlyMap<string, readonly Row[]>;
  readonly budget: Budget;
  /** The entity of `row`, if it is one's. */
  readonly entity?: string;
  readonly row?: Row | undefined;
  readonly joins?: ReadonlyMap<string, Row | undefined>;
  readonly outputs?: Row;
  readonly outer?: Here;
}

function fieldOf(here: Here, path: readonly string[]): Value {
  let row = here.row ?? here.outputs;
  let entity = here.entity;
  for (const name of path.slice(0, -1)) {
    const relation = here.schema.entities.get(entity ?? "")?.relations.get(name);
    const key = row?.get(relation?.from ?? "") ?? null;
    entity = relation?.entity;
    row = key === null ? undefined : here.data[entity ?? ""]?.find((candidate) => candidate.get(relation?.to ?? "") === key);
  }
  return row?.get(path.at(-1) ?? "") ?? null;
}

function calculate(op: "+" | "-" | "*" | "/", a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  const [left, right] = [Number(a), Number(b)];
  if (op === "*") return left * right;
  if (op === "/") return right === 0 ? null : left / right;
  return addUp([left, op === "+" ? right : -right]);
}

const DAY_MS = 86_400_000;
const unitMs = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: DAY_MS };

function bucketOf(unit: Extract<Expr, { kind: "bucket" }>["unit"], value: Value): Value {
  if (value === null) return null;
  const at = new Date(String(value));
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const iso = (...parts: [number, number, number]) => new Date(Date.UTC(...parts)).toISOString().slice(0, 10);
  const starts = {
    hour: () => `${at.toISOString().slice(0, 13)}:00:00.000Z`,
    day: () => iso(year, month, day),
    week: () => iso(year, month, day - ((at.getUTCDay() + 6) % 7)),
    month: () => iso(year, month, 1),
    quarter: () => iso(year, month - (month % 3), 1),
    year: () => iso(year, 0, 1),
  };
  return starts[unit]();
}

function partOf(part: Extract<Expr, { kind: "part" }>["part"], value: Value): Value {
  if (value === null) return null;
  const at = new Date(String(value));
  return { hourOfDay: at.getUTCHours(), weekday: at.getUTCDay() || 7, dayOfMonth: at.getUTCDate() }[part];
}

const network = (value: Value) =>
  typeof value === "string" && value.split(".").length === 4 && value.split(".").every((part) => /^[0-9]+$/.test(part))
    ? [...value.split(".").slice(0, 3), "0/24"].join(".")
    : value;

export function evaluateExpr(here: Here, expr: Expr): Value {
  const of = (part: Expr) => evaluateExpr(here, part);
  switch (expr.kind) {
    case "field":
      return fieldOf(here, expr.path);
    case "joined":
      return here.joins?.get(expr.join)?.get(expr.column) ?? null;
    case "output":
      return here.outputs?.get(expr.name) ?? null;
    case "outer":
      return here.outer ? fieldOf(here.outer, expr.path) : null;
    case "value":
      return expr.type === "timestamp" && expr.value !== null ? new Date(String(expr.value)).toISOString() : expr.value;
    case "scalar":
      return here.results.get(expr.stage)?.[0]?.get(expr.column) ?? null;
    case "arithmetic":
      return calculate(expr.op, of(expr.left), of(expr.right));
    case "case":
      return of(expr.when.find((branch) => holds(here, branch.if) === true)?.then ?? expr.else);
    case "bucket":
      return bucketOf(expr.unit, of(expr.of));
    case "part":
      return partOf(expr.part, of(expr.of));
    case "elapsed": {
      const [start, end] = [of(expr.start), of(expr.end)];
      return start === null || end === null
        ? null
        : (Date.parse(String(end)) - Date.parse(String(start))) / 1_000 / (unitMs[expr.unit] / 1_000);
    }
    case "wholeSpans": {
      const [start, end] = [of(expr.start), of(expr.end)];
      const ms = Date.parse(String(end)) - Date.parse(String(start));
      return start === null || end === null ? null : Math.floor(ms / (expr.seconds * 1_000));
    }
    case "shift": {
      const start = of(expr.of);
      return start === null ? null : new Date(Date.parse(String(start)) + expr.by * unitMs[expr.unit]).toISOString();
    }
    case "network":
      return network(of(expr.of));
    case "absolute": {
      const value = of(expr.of);
      return value === null ? null : Math.abs(Number(value));
    }
    case "coalesce":
      return expr.of.map(of).find((value) => value !== null) ?? null;
  }
}

/** True, false or, beside a null, unknown. */
type Truth = boolean | null;

const invert = (truth: Truth) => (truth === null ? null : !truth);
const all = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true);

function compares(op: Extract<Condition, { kind: "compare" }>["op"], order: number | null): Truth {
  if (order === null) return null;
  return { eq: order === 0, ne: order !== 0, gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[op];
}

function matches(mode: Extract<Condition, { kind: "text" }>["mode"], value: Value, text: string): Truth {
  if (value === null) return null;
  const [haystack, needle] = [String(value).toLowerCase(), text.toLowerCase()];
  const found = {
    contains: haystack.includes(needle),
    starts: haystack.startsWith(needle),
    ends: haystack.endsWith(needle),
    equals: haystack === needle,
  };
  return found[mode];
}

function exists(here: Here, { stage, on, where }: Extract<Condition, { kind: "exists" }>): boolean {
  const { schema, data, results, budget } = here;
  const lefts = on.map(({ left }) => evaluateExpr(here, left));
  if (lefts.includes(null)) return false;
  const rows = results.get(stage) ?? [];
  spend(budget, rows.length);
  return rows.some((row) => {
    const same = on.every(({ right }, index) => row.get(right) === lefts[index]);
    return same && (!where || holds({ schema, data, results, budget, row, outer: here }, where) === true);
  });
}

export function holds(here: Here, condition: Condition): Truth {
  const of = (expr: Expr) => evaluateExpr(here, expr);
  switch (condition.kind) {
    case "and":
      return all(condition.of.map((part) => holds(here, part)));
    case "or":
      return invert(all(condition.of.map((part) => invert(holds(here, part)))));
    case "not":
      return invert(holds(here, condition.of));
    case "compare":
      return compares(condition.op, compareValues(of(condition.left), of(condition.right)));
    case "in": {
      const value = of(condition.of);
      return value === null ? null : condition.values.some((option) => compareValues(value, of(option)) === 0);
    }
    case "null":
      return of(condition.of) === null;
    case "text":
      return matches(condition.mode, of(condition.of), condition.text);
    case "exists":
      return exists(here, condition);
  }
}
