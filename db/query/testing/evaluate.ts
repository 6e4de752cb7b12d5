import type { Expr, Join, Measure, Output, Plan, Stage, TimeRange, WindowOutput } from "../../../shared/plan.ts";
import type { PlanSchema } from "../schema.ts";
import { type Data, evaluateExpr, type Here, holds, spend } from "./evaluate-expressions.ts";
import { addUp, groupRows, keyOf, measureValues, type Row, sortRows, type Value } from "./evaluate-values.ts";

type Base = Pick<Here, "schema" | "data" | "results" | "budget">;

/** Rows that a plan may look at; a joined row counts as so many, since every expression of the stage is worked out for it. */
const BUDGET = 1_000_000;
const JOINED_ROW = 20;

const valuesOf = (row: Row, names: readonly string[]) => names.map((name) => row.get(name) ?? null);

function sourceRows(base: Base, { from }: Stage): Here[] {
  if ("stage" in from) return (base.results.get(from.stage) ?? []).map((row) => ({ ...base, row, joins: new Map() }));
  return (base.data[from.entity] ?? []).map((row) => ({ ...base, entity: from.entity, row, joins: new Map() }));
}

function joinRows(base: Base, rows: readonly Here[], { as, stage, kind, on }: Join): Here[] {
  const others = base.results.get(stage) ?? [];
  const used = new Set<Row>();
  const beside = (here: Here, row: Row | undefined): Here => ({ ...here, joins: new Map(here.joins).set(as, row) });
  spend(base.budget, rows.length * others.length);
  const joined = rows.flatMap((here) => {
    const lefts = on.map(({ left }) => evaluateExpr(here, left));
    const matching = lefts.includes(null) ? [] : others.filter((row) => on.every(({ right }, index) => row.get(right) === lefts[index]));
    spend(base.budget, matching.length * JOINED_ROW);
    for (const row of matching) used.add(row);
    if (matching.length === 0) return kind === "inner" ? [] : [beside(here, undefined)];
    return matching.map((row) => beside(here, row));
  });
  const alone = kind === "full" ? others.filter((row) => !used.has(row)) : [];
  return [...joined, ...alone.map((row) => beside({ ...base, row: undefined, joins: new Map() }, row))];
}

function inTime(here: Here, { field, from, to }: TimeRange): boolean {
  const value = evaluateExpr(here, field);
  if (value === null) return false;
  const at = Date.parse(String(value));
  const after = !from || (from.inclusive ? at >= Date.parse(from.at) : at > Date.parse(from.at));
  return after && (!to || (to.inclusive ? at <= Date.parse(to.at) : at < Date.parse(to.at)));
}

function rowOf(here: Here, outputs: readonly Output[]): Row {
  return new Map(outputs.map(({ name, expr }) => [name, evaluateExpr(here, expr)]));
}

function measureOf(rows: readonly Here[], measure: Measure): Value {
  const { of, where } = measure;
  const part = where ? rows.filter((here) => holds(here, where) === true) : rows;
  const values = part.map((here) => (of ? evaluateExpr(here, of) : true)).filter((value) => value !== null);
  return measureValues(measure, values);
}

function baseRows(rows: readonly Here[], stage: Stage): Row[] {
  if (stage.columns) {
    const all = rows.map((here) => rowOf(here, stage.columns ?? []));
    return stage.distinct ? groupRows(all, (row) => keyOf([...row.values()])).flatMap(([first]) => (first ? [first] : [])) : all;
  }
  const { groupBy = [], measures = [] } = stage;
  const keyed = rows.map((here) => ({ here, keys: rowOf(here, groupBy) }));
  const groups = groupBy.length === 0 ? [keyed] : groupRows(keyed, ({ keys }) => keyOf([...keys.values()]));
  return groups.map((group) => {
    const members = group.map(({ here }) => here);
    const measured = measures.map((measure): [string, Value] => [measure.name, measureOf(members, measure)]);
    return new Map([...(group[0]?.keys ?? []), ...measured]);
  });
}

const numbersOf = (values: readonly Value[]) => values.filter((value) => value !== null).map(Number);
const sumOf = (values: readonly Value[]) => (numbersOf(values).length === 0 ? null : addUp(numbersOf(values)));

function windowValues({ fn, orderBy = [], size }: WindowOutput, rows: readonly Row[], values: readonly Value[]): Value[] {
  const orderKey = (row: Row) =>
    keyOf(
      valuesOf(
        row,
        orderBy.map(({ by }) => by),
      ),
    );
  const keys = rows.map(orderKey);
  const total = fn === "share" || fn === "total" ? sumOf(values) : null;
  return rows.map((_row, index) => {
    const value = values[index] ?? null;
    if (fn === "rowNumber") return index + 1;
    if (fn === "rank") return keys.indexOf(keys[index] ?? "") + 1;
    if (fn === "lag") return values[index - (size ?? 1)] ?? null;
    if (fn === "running") return sumOf(values.slice(0, index + 1));
    if (fn === "total") return total;
    if (fn === "movingAverage")
      return measureValues({ fn: "avg" }, numbersOf(values.slice(Math.max(0, index + 1 - (size ?? 7)), index + 1)));
    return value === null || total === null || total === 0 ? null : Number(value) / total;
  });
}

function withWindow(base: Base, rows: readonly Row[], window: WindowOutput): ReadonlyMap<Row, Value> {
  const all = new Map<Row, Value>();
  for (const group of groupRows(rows, (row) => keyOf(valuesOf(row, window.partitionBy ?? [])))) {
    const sorted = sortRows(group, window.orderBy ?? []);
    const of = (expr: Expr | undefined, outputs: Row) => (expr ? evaluateExpr({ ...base, outputs }, expr) : null);
    const results = windowValues(
      window,
      sorted,
      sorted.map((row) => of(window.of, row)),
    );
    sorted.forEach((row, index) => {
      all.set(row, results[index] ?? null);
    });
  }
  return all;
}

function limited(rows: readonly Row[], { order = [], limit }: Stage): Row[] {
  const sorted = sortRows(rows, order);
  if (!limit) return sorted;
  if (!limit.per) return sorted.slice(0, limit.n);
  const seen = new Map<string, number>();
  return sorted.filter((row) => {
    const key = keyOf(valuesOf(row, limit.per ?? []));
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return (seen.get(key) ?? 0) <= limit.n;
  });
}

function stageRows(base: Base, stage: Stage): Row[] {
  const joined = (stage.joins ?? []).reduce((rows, join) => joinRows(base, rows, join), sourceRows(base, stage));
  const kept = joined.filter((here) => (!stage.where || holds(here, stage.where) === true) && (!stage.time || inTime(here, stage.time)));
  const derived = (stage.derived ?? []).reduce(
    (rows, { name, expr }) => rows.map((row) => new Map(row).set(name, evaluateExpr({ ...base, outputs: row }, expr))),
    baseRows(kept, stage),
  );
  const having = derived.filter((outputs) => !stage.having || holds({ ...base, outputs }, stage.having) === true);
  const windows = (stage.windows ?? []).map((window) => [window.name, withWindow(base, having, window)] as const);
  const full = having.map((row) => new Map([...row, ...windows.map(([name, values]): [string, Value] => [name, values.get(row) ?? null])]));
  return limited(full, stage);
}

/** The rows of a plan as one would work them out by hand, in as many loops as it takes: what the compiler's SQL is held against. */
export function evaluatePlan(schema: PlanSchema, plan: Plan, data: Data): Row[] {
  const results = new Map<string, readonly Row[]>();
  const budget = { left: BUDGET };
  for (const stage of plan.stages) results.set(stage.id, stageRows({ schema, data, results: new Map(results), budget }, stage));
  return [...(results.get(plan.stages.at(-1)?.id ?? "") ?? [])];
}
