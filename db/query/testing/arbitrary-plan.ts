import fc from "fast-check";
import type { Join, Measure, Order, Output, Plan, PlanType, Stage, TimeRange, WindowOutput } from "../../../shared/plan.ts";
import { checkedPlan } from "../check.ts";
import type { PlanSchema } from "../schema.ts";
import {
  arbitraryCondition,
  arbitraryExpr,
  chance,
  type Draw,
  type Known,
  type KnownStage,
  many,
  oneOf,
  type Surroundings,
  types,
} from "./arbitrary-expressions.ts";

const planTypeOf = (type: string) => (type === "money" ? "number" : type) as PlanType;

function entityFields(schema: PlanSchema, name: string, prefix: readonly string[] = []): Known[] {
  const entity = schema.entities.get(name);
  const own = [...(entity?.columns ?? [])].map(
    ([column, { type }]): Known => ({ expr: { kind: "field", path: [...prefix, column] }, type: planTypeOf(type) }),
  );
  const further = [...(entity?.relations ?? [])].flatMap(([relation, { entity: to }]) => entityFields(schema, to, [...prefix, relation]));
  return [...own, ...further];
}

const stageFields = ({ columns }: KnownStage): Known[] =>
  columns.map(({ name, type }) => ({ expr: { kind: "field", path: [name] }, type }));

function arbitraryJoin(around: Surroundings, as: string): { join: Join; known: Known[] } | undefined {
  const { g, stages, known } = around;
  const stage = oneOf(g, stages);
  const keys = stage.columns.filter(({ type, nullable }) => !nullable && known.some((name) => name.type === type));
  if (keys.length === 0) return undefined;
  const key = oneOf(g, keys);
  const left = oneOf(
    g,
    known.filter(({ type }) => type === key.type),
  ).expr;
  const join: Join = { as, stage: stage.id, kind: oneOf(g, ["inner", "left", "left", "full"] as const), on: [{ left, right: key.name }] };
  return { join, known: stage.columns.map(({ name, type }) => ({ expr: { kind: "joined", join: as, column: name }, type })) };
}

interface Rows {
  readonly from: Stage["from"];
  readonly joins: Join[];
  readonly known: Known[];
}

function arbitraryRows(schema: PlanSchema, g: Draw, stages: readonly KnownStage[]): Rows {
  const of = stages.length > 0 && chance(g, 55) ? oneOf(g, stages) : undefined;
  const entity = oneOf(g, [...schema.entities.keys()]);
  let known = of ? stageFields(of) : entityFields(schema, entity);
  const joins: Join[] = [];
  for (const [index] of many(g, 0, stages.length > 0 ? 2 : 0).entries()) {
    const added = arbitraryJoin({ g, known, stages }, `j${index}`);
    if (!added) continue;
    joins.push(added.join);
    known = [...known, ...added.known];
  }
  return { from: of ? { stage: of.id } : { entity }, joins, known };
}

const output = (around: Surroundings, name: string, type: PlanType, depth: number): Output => ({
  name,
  label: name,
  expr: arbitraryExpr(around, type, depth),
});

function arbitraryMeasure(around: Surroundings, name: string): Measure {
  const { g } = around;
  const where = chance(g, 35) ? { where: arbitraryCondition(around, 1) } : {};
  const fn = oneOf(g, ["count", "count", "countDistinct", "sum", "avg", "min", "max", "percentile"] as const);
  if (fn === "count" && chance(g, 60)) return { name, label: name, fn, ...where };
  const numeric = ["sum", "avg", "percentile"].includes(fn);
  const choices = numeric ? (["integer", "number"] as const) : types.filter((type) => type !== "boolean" || fn.startsWith("count"));
  const of = arbitraryExpr(around, oneOf(g, choices), 1);
  return { name, label: name, fn, of, ...(fn === "percentile" && { p: oneOf(g, [0, 0.25, 0.5, 0.9, 1]) }), ...where };
}

/** Windows that depend on the order of rows where rows that look the same have no order. */
const orderless = ["rank", "share", "total"] as const;
const ordered = ["rowNumber", "lag", "running", "movingAverage", ...orderless] as const;

function arbitraryWindow(around: Surroundings, name: string, names: readonly string[], unique: boolean): WindowOutput {
  const { g } = around;
  const fn = oneOf<(typeof ordered)[number]>(g, unique ? ordered : orderless);
  const type = fn === "lag" ? oneOf(g, types) : oneOf(g, ["integer", "number"] as const);
  return {
    name,
    label: name,
    fn,
    ...(fn !== "rowNumber" && fn !== "rank" && { of: arbitraryExpr(around, type, 1) }),
    ...(chance(g, 50) && { partitionBy: [oneOf(g, names)] }),
    ...(fn !== "share" && fn !== "total" && { orderBy: fn === "rank" ? [order(g, oneOf(g, names))] : totalOrder(g, names) }),
    ...((fn === "lag" || fn === "movingAverage") && chance(g, 60) && { size: g(fc.integer, { min: 1, max: 4 }) }),
  };
}

const order = (g: Draw, by: string): Order => ({ by, direction: oneOf(g, ["asc", "desc"] as const) });

/** By every output, so that rows that change places are the same. */
function totalOrder(g: Draw, names: readonly string[]): Order[] {
  const first = g(fc.shuffledSubarray<string>, [...names], { maxLength: Math.min(2, names.length) });
  return [...first, ...names.filter((name) => !first.includes(name))].map((name) => order(g, name));
}

function arbitraryTime(around: Surroundings): TimeRange {
  const { g } = around;
  const ends = ["2025-12-29T00:00:00Z", "2026-03-01T00:00:00Z", "2026-05-17T23:00:01Z", "2026-10-31T23:59:59Z"];
  const [from, to] = [oneOf(g, ends), oneOf(g, ends)].sort();
  const bound = (at = "") => ({ at, inclusive: chance(g, 50) });
  const field = arbitraryExpr(around, oneOf(g, ["timestamp", "timestamp", "date"] as const), 1);
  return { field, ...(chance(g, 80) && { from: bound(from) }), to: bound(to), label: "then", kind: "open" };
}

function arbitraryBase(around: Surroundings): Pick<Stage, "columns" | "distinct" | "groupBy" | "measures"> {
  const { g } = around;
  const outputs = (min: number, max: number) => many(g, min, max).map((_, n) => output(around, `o${n}`, oneOf(g, types), 2));
  if (chance(g, 40)) return { columns: outputs(1, 4), ...(chance(g, 40) && { distinct: true }) };
  const groupBy = outputs(0, 3);
  return { groupBy, measures: many(g, groupBy.length === 0 ? 1 : 0, 3).map((_, n) => arbitraryMeasure(around, `m${n}`)) };
}

interface Grown {
  readonly stage: Stage;
  readonly names: string[];
}

/** The columns that a stage has so far. */
function columnsOf(schema: PlanSchema, before: readonly Stage[], stage: Stage): KnownStage {
  const result = checkedPlan(schema, { stages: [...before, stage] });
  if (!result.ok) throw new Error(`the generator made a wrong plan: ${JSON.stringify(result.issues)} ${JSON.stringify(stage)}`);
  return { id: stage.id, columns: result.checked.columns, oneRow: result.checked.stages.at(-1)?.oneRow ?? false };
}

/** Takes back full joins whose keys may be null, which only the checker can tell. */
function withPossibleJoins(schema: PlanSchema, before: readonly Stage[], stage: Stage): Stage {
  const result = checkedPlan(schema, { stages: [...before, stage] });
  if (result.ok || !result.issues.every(({ path }) => path.includes(".joins."))) return stage;
  return { ...stage, joins: (stage.joins ?? []).map((join) => ({ ...join, kind: join.kind === "full" ? "left" : join.kind })) };
}

function withOutputs(schema: PlanSchema, g: Draw, before: readonly Stage[], stages: readonly KnownStage[], start: Stage): Grown {
  let stage = start;
  const around = (): Surroundings => ({
    g,
    stages,
    known: columnsOf(schema, before, stage).columns.map(({ name, type }): Known => ({ expr: { kind: "output", name }, type })),
  });
  for (const [n] of many(g, 0, 2).entries()) {
    const derived = output(around(), `d${n}`, oneOf(g, types), 2);
    stage = { ...stage, derived: [...(stage.derived ?? []), derived] };
  }
  const names = columnsOf(schema, before, stage).columns.map(({ name }) => name);
  const windows = chance(g, 40)
    ? many(g, 1, 2).map((_, n) => arbitraryWindow(around(), `w${n}`, names, !stage.columns || stage.distinct === true))
    : [];
  const having = chance(g, 15) ? { having: arbitraryCondition(around(), 1) } : {};
  return { stage: { ...stage, ...having, ...(windows.length > 0 && { windows }) }, names: [...names, ...windows.map(({ name }) => name)] };
}

function arbitraryStage(schema: PlanSchema, g: Draw, id: string, before: readonly Stage[], stages: readonly KnownStage[]): Stage {
  const { from, joins, known } = arbitraryRows(schema, g, stages);
  const around: Surroundings = { g, known, stages };
  const start: Stage = withPossibleJoins(schema, before, {
    id,
    from,
    ...(joins.length > 0 && { joins }),
    ...(chance(g, 30) && { where: arbitraryCondition(around, 2) }),
    ...(chance(g, 12) && { time: arbitraryTime(around) }),
    ...arbitraryBase(around),
  });
  const { stage, names } = withOutputs(schema, g, before, stages, start);
  const limit = { n: g(fc.integer, { min: 1, max: 6 }), ...(chance(g, 40) && { per: [oneOf(g, names)] }) };
  return { ...stage, order: totalOrder(g, names), ...(chance(g, 35) && { limit }) };
}

/** Plans over a schema that the checker takes, with every feature of the language, the rows of the last stage in one order only. */
function arbitraryPlan(schema: PlanSchema): fc.Arbitrary<Plan> {
  return fc.gen().map((g) => {
    const stages: Stage[] = [];
    const known: KnownStage[] = [];
    for (const [index] of many(g, 1, 3).entries()) {
      const stage = arbitraryStage(schema, g, `s${index}`, stages, known);
      known.push(columnsOf(schema, stages, stage));
      stages.push(stage);
    }
    return { stages };
  });
}

/** Tries a claim on so many plans. Shrinking would ask both databases thousands of times; the seed is enough to find a plan again. */
export async function forAnyPlan(schema: PlanSchema, runs: number, claim: (plan: Plan) => Promise<void> | void): Promise<void> {
  const property = fc.asyncProperty(arbitraryPlan(schema), async (plan) => {
    await claim(plan);
  });
  await fc.assert(property, { numRuns: runs, endOnFailure: true });
}
