import type { Expr, Literal, PlanType } from "../../../shared/plan.ts";
import type { FlatStage } from "./flat-plan.ts";

type Value = Extract<Expr, { kind: "value" }>;

function typeOf(value: Exclude<Literal, null>): PlanType {
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "boolean") return "boolean";
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return "timestamp";
  return /^\d{4}-\d\d-\d\d$/.test(value) ? "date" : "text";
}

export function literal(value: Literal): Value {
  return value === null ? { kind: "value", value, type: "text" } : { kind: "value", value, type: typeOf(value) };
}

type Maker = (first: Expr, second: Expr) => Expr;
const BUCKETS = ["hour", "day", "week", "month", "quarter", "year"] as const;
const PARTS = ["hourOfDay", "weekday", "dayOfMonth"] as const;
const SPANS = ["seconds", "minutes", "hours", "days"] as const;

/** What can be written around a column, by name. */
const FUNCTIONS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ...BUCKETS.map((unit): [string, Maker] => [unit, (of) => ({ kind: "bucket", unit, of })]),
  ...PARTS.map((part): [string, Maker] => [part, (of) => ({ kind: "part", part, of })]),
  ...SPANS.map((unit): [string, Maker] => [unit, (start, end) => ({ kind: "elapsed", unit, start, end })]),
  ["network", (of) => ({ kind: "network", of })],
  ["absolute", (of) => ({ kind: "absolute", of })],
]);

/** A longer reference is no reference. */
const MOST_CHARACTERS = 200;

/** `a, b` at the first comma outside of brackets. */
function halves(text: string): [string, string] {
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "," && depth === 0) return [text.slice(0, index), text.slice(index + 1)];
  }
  return [text, ""];
}

/** What a reference means in one stage: an output of its own, a column of a join, else a column of what the stage reads. */
export class References {
  private readonly joins: ReadonlySet<string>;
  private readonly outputs: ReadonlySet<string>;

  constructor(stage: FlatStage, outputs: readonly string[] = []) {
    this.joins = new Set(stage.joins.map((join) => join.as));
    this.outputs = new Set(outputs);
  }

  /** Reads `amount_usd`, `user.country`, `month(created_at)`, `hours(a, b)`, `scalar(stage.column)`, `12.5`, `'text'`. Any text is something. */
  read(text: string): Expr {
    const trimmed = text.slice(0, MOST_CHARACTERS).trim();
    const call = /^(\w+)\((.*)\)$/s.exec(trimmed);
    if (call) return this.call(call[1] ?? "", call[2] ?? "");
    if (/^-?\d{1,15}(\.\d{1,15})?$/.test(trimmed)) return literal(Number(trimmed));
    const quoted = /^'(.*)'$/s.exec(trimmed);
    return quoted ? literal(quoted[1] ?? "") : this.name(trimmed);
  }

  private call(name: string, inside: string): Expr {
    if (name === "scalar") {
      const [stage = "", ...column] = inside.split(".");
      return { kind: "scalar", stage: stage.trim(), column: column.join(".").trim() };
    }
    const make = FUNCTIONS.get(name);
    if (!make) return this.name(`${name}(${inside})`);
    const [first, second] = halves(inside);
    return make(this.read(first), this.read(second));
  }

  private name(name: string): Expr {
    const [first = "", ...rest] = name.split(".");
    if (this.joins.has(first) && rest.length > 0) return { kind: "joined", join: first, column: rest.join(".") };
    return this.outputs.has(name) ? { kind: "output", name } : { kind: "field", path: [first, ...rest] };
  }
}
