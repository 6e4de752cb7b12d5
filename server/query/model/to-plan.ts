import type { Expr, Join, Measure, Output, Plan, PlanIssue, Stage, TimeRange, Unit, WindowOutput } from "../../../shared/plan.ts";
import { fieldErrors } from "../../../shared/problems.ts";
import { conditionOf } from "./conditions.ts";
import {
  type FlatMeasure,
  type FlatOutput,
  type FlatStage,
  type FlatTime,
  type FlatWindow,
  type Proposal,
  proposalSchema,
} from "./flat-plan.ts";
import { literal, References } from "./references.ts";

/** Keys without a value are left out. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}

function unitOf(unit: Unit | null): { unit?: Unit } {
  return unit === null ? {} : { unit };
}

function listOf<K extends string, T>(key: K, items: readonly T[]): { [P in K]?: readonly T[] } {
  return items.length > 0 ? ({ [key]: items } as { [P in K]?: readonly T[] }) : {};
}

function banded(of: Expr, bands: NonNullable<FlatOutput["bands"]>): Expr {
  const bounded = bands.flatMap(({ below, label }) => (below === null ? [] : [{ below, label }]));
  const rest = bands.find(({ below }) => below === null)?.label ?? null;
  const when = bounded.map(({ below, label }) => ({
    if: { kind: "compare", op: "lt", left: of, right: literal(below) } as const,
    // biome-ignore lint/suspicious/noThenProperty: a branch of the plan's case is called so, and nobody awaits it
    then: literal(label),
  }));
  return when.length > 0 ? { kind: "case", when, else: literal(rest) } : of;
}

function outputOf({ name, label, of, bands, unit }: FlatOutput, names: References): Output {
  const expr = names.read(of);
  return { name, label, expr: bands ? banded(expr, bands) : expr, ...unitOf(unit) };
}

function measureOf({ name, label, fn, of, p, filters, unit }: FlatMeasure, names: References): Measure {
  const where = conditionOf(filters, names);
  return {
    name,
    label,
    fn,
    ...(of !== null && { of: names.read(of) }),
    ...(p !== null && fn === "percentile" && { p }),
    ...(where && { where }),
    ...unitOf(unit),
  };
}

function windowOf({ name, label, fn, of, partitionBy, orderBy, size, unit }: FlatWindow): WindowOutput {
  return {
    name,
    label,
    fn,
    ...(of !== null && { of: { kind: "output", name: of } as const }),
    ...listOf("partitionBy", partitionBy),
    ...listOf("orderBy", orderBy),
    ...(size !== null && { size }),
    ...unitOf(unit),
  };
}

function timeOf({ field, from, to, fromInclusive, toInclusive, label, kind }: FlatTime, names: References): TimeRange {
  return {
    field: names.read(field),
    ...(from !== null && { from: { at: from, inclusive: fromInclusive } }),
    ...(to !== null && { to: { at: to, inclusive: toInclusive } }),
    label,
    kind,
  };
}

function joinsOf({ joins }: FlatStage, names: References): Join[] {
  return joins.map(({ as, stage, kind, on }) => ({
    as,
    stage,
    kind,
    on: on.map(({ left, right }) => ({ left: names.read(left), right })),
  }));
}

/** What the stage makes before its derived outputs, by name. */
function made({ columns, groupBy, measures }: FlatStage): string[] {
  return [...columns, ...groupBy, ...measures].map(({ name }) => name);
}

function derivedOf(stage: FlatStage): Output[] {
  return stage.derived.map(({ name, label, left, op, right, unit }, index) => {
    const names = new References(stage, [...made(stage), ...stage.derived.slice(0, index).map((before) => before.name)]);
    return { name, label, expr: { kind: "arithmetic", op, left: names.read(left), right: names.read(right) }, ...unitOf(unit) };
  });
}

function shapeOf(stage: FlatStage, names: References): Pick<Stage, "columns" | "distinct" | "groupBy" | "measures"> {
  const groupBy = stage.groupBy.map((output) => outputOf(output, names));
  const measures = stage.measures.map((measure) => measureOf(measure, names));
  if (groupBy.length > 0 || measures.length > 0) return { groupBy, measures };
  const columns = stage.columns.map((output) => outputOf(output, names));
  return { columns, ...(stage.distinct && { distinct: true }) };
}

function stageOf(stage: FlatStage): Stage {
  const names = new References(stage);
  const outputs = new References(stage, [...made(stage), ...stage.derived.map(({ name }) => name)]);
  return present({
    id: stage.id,
    from: stage.entity === null ? { stage: stage.stage ?? "" } : { entity: stage.entity },
    ...listOf("joins", joinsOf(stage, names)),
    where: conditionOf(stage.filters, names),
    time: stage.time ? timeOf(stage.time, names) : undefined,
    ...shapeOf(stage, names),
    ...listOf("derived", derivedOf(stage)),
    having: conditionOf(stage.having, outputs),
    ...listOf("windows", stage.windows.map(windowOf)),
    ...listOf("order", stage.order),
    limit: stage.limit ? { n: stage.limit.n, ...listOf("per", stage.limit.per) } : undefined,
  }) as Stage;
}

/** The plan that the flat stages stand for; whether it makes sense is for the checker to say. */
export function planOf(stages: readonly FlatStage[]): Plan {
  return { stages: stages.map(stageOf) };
}

function issuesOf({ kind, stages }: Proposal): PlanIssue[] {
  if (kind === "plan" && stages.length === 0) return [{ path: "stages", reason: "a plan has at least one stage" }];
  return stages.flatMap((stage, index) =>
    (stage.entity === null) === (stage.stage === null)
      ? [{ path: `stages.${index}`, reason: "a stage reads either an entity or an earlier stage: one of `entity` and `stage` is null" }]
      : [],
  );
}

export type ReadProposal =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly issues: readonly PlanIssue[] };

/** Any JSON as a proposal, or what is wrong with it. */
export function readProposal(json: unknown): ReadProposal {
  const parsed = proposalSchema.safeParse(json);
  if (!parsed.success) return { ok: false, issues: fieldErrors(parsed.error).map(({ path, message }) => ({ path, reason: message })) };
  const issues = issuesOf(parsed.data);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, proposal: parsed.data };
}
