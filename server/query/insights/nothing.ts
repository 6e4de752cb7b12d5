import type { Insight } from "../../../shared/answers.ts";
import type { Condition, Expr, Measure, Plan, Stage } from "../../../shared/plan.ts";
import type { Result } from "../answers/result.ts";
import { figure, insight, words } from "./wording.ts";

/** So many of the values that have some are named. */
const MOST_VALUES = 3;

/** No row, or one row that counts nothing. */
export function isNothing({ rows, columns }: Result): boolean {
  if (rows.length !== 1) return rows.length === 0;
  const measures = columns.filter(({ lineage }) => lineage.role === "measure");
  return measures.length === columns.length && measures.every(({ name }) => rows[0]?.[name] === 0 || rows[0]?.[name] === null);
}

/** Looks where something is, when there is nothing where the plan looked: a plan, and what its rows say. */
export interface Probe {
  readonly plan: Plan;
  readonly tell: (result: Result) => Insight[];
}

const count: Measure = { name: "n", label: "Rows", fn: "count" };

/** The stages that another one reads, and the stage itself without what is done to its rows. */
function upTo(plan: Plan, stage: Stage, changes: Partial<Stage>): Plan {
  const { id, from, joins, where } = stage;
  const bare: Stage = { id, from, ...(joins && { joins }), ...(where && { where }), ...changes };
  return { stages: [...plan.stages.slice(0, plan.stages.indexOf(stage)), bare] };
}

function and(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const all = conditions.filter((each) => each !== undefined);
  return all.length > 1 ? { kind: "and", of: all } : all[0];
}

function instant(at: string): Expr {
  return { kind: "value", value: at, type: "timestamp" };
}

/** The last before the period and the first after it, with all other conditions. */
function nearestPeriod(plan: Plan): Probe | undefined {
  const stage = plan.stages.find(({ time, from }) => time !== undefined && "entity" in from);
  const time = stage?.time;
  if (!stage || !time) return undefined;
  const at = (name: string, fn: "min" | "max", op: "lt" | "gt", bound: string | undefined): Measure[] =>
    bound === undefined
      ? []
      : [{ name, label: name, fn, of: time.field, where: { kind: "compare", op, left: time.field, right: instant(bound) } }];
  const measures = [...at("before", "max", "lt", time.from?.at), ...at("after", "min", "gt", time.to?.at)];
  if (measures.length === 0) return undefined;
  return { plan: upTo(plan, stage, { groupBy: [], measures }), tell: tellPeriod };
}

function tellPeriod({ rows }: Result): Insight[] {
  const { before, after } = rows[0] ?? {};
  if (typeof before === "string") return [insight("nearest")`The nearest one before is of ${words("before", before)}.`];
  return typeof after === "string" ? [insight("nearest")`The nearest one after is of ${words("after", after)}.`] : [];
}

type Equality = Extract<Condition, { kind: "compare" }>;

function isEquality(condition: Condition): condition is Equality {
  return condition.kind === "compare" && condition.op === "eq" && condition.left.kind === "field" && condition.right.kind === "value";
}

/** Which values there are where the one that was asked for is not: the last equality gives way, the others stay. */
function nearestValue(plan: Plan): Probe | undefined {
  const stage = plan.stages.find(({ where, from }) => where !== undefined && "entity" in from);
  const all = stage?.where?.kind === "and" ? stage.where.of : stage?.where ? [stage.where] : [];
  const dropped = all.findLast(isEquality);
  if (!stage || !dropped) return undefined;
  const rest = and(all.filter((condition) => condition !== dropped));
  const { where: _all, ...open } = stage;
  const probe = upTo(plan, open, {
    ...(rest && { where: rest }),
    ...(stage.time && { time: stage.time }),
    groupBy: [{ name: "value", label: "Value", expr: dropped.left }],
    measures: [count],
    order: [
      { by: "n", direction: "desc" },
      { by: "value", direction: "asc" },
    ],
    limit: { n: MOST_VALUES },
  });
  const stages = [...plan.stages.slice(0, plan.stages.indexOf(stage)), ...probe.stages.slice(-1)];
  return { plan: { stages }, tell: (result) => tellValues(result, dropped) };
}

function columnOf({ left }: Equality): string {
  return left.kind === "field" ? (left.path.at(-1) ?? "").replaceAll("_", " ") : "value";
}

function tellValues({ rows }: Result, dropped: Equality): Insight[] {
  return rows.slice(0, 1).map(({ value, n }) => {
    const found = words("value", value ?? null);
    return insight("nearest")`There are ${figure("count", Number(n))} with the ${columnOf(dropped)} ${found}.`;
  });
}

/** Where to look instead, the nearer first. */
export function probesOf(plan: Plan): Probe[] {
  return [nearestPeriod(plan), nearestValue(plan)].filter((probe) => probe !== undefined);
}

/** What was looked for, in the words of the interpretation. */
export function lookedFor(interpretation: string): Insight {
  return insight("nothing")`Nothing was found. Looked for: ${words("lookedFor", interpretation)}`;
}
