import { sql } from "kysely";
import type { Condition, Join, Output, Stage, TimeBound, TimeRange } from "../../../shared/plan.ts";
import type { Scope } from "../check/scope.ts";
import { compileCondition } from "./conditions.ts";
import { compileExpr } from "./expressions.ts";
import { type Compilation, type Frame, infoOf, Names, type RelationJoin, stageRef } from "./frame.ts";
import { compileMeasure, compileMeasured, measuredColumns } from "./measures.ts";
import { column, commas, nothing, type Sql } from "./sql.ts";

/** The frame of the rows that a stage reads. */
export function rowFrame(compilation: Compilation, scope: Scope, stage: Stage): Frame {
  const names = new Names();
  const wanted = "entity" in stage.from ? stage.from.entity : stage.from.stage;
  const alias = names.take(wanted);
  const joinAliases = new Map((stage.joins ?? []).map(({ as }) => [as, names.take(as)]));
  return { compilation, scope, names, alias, joinAliases, relations: new Map() };
}

const table = (name: string): Sql => sql.table(name);

function fromSource({ compilation, scope, alias }: Frame, stage: Stage): Sql {
  if (scope.source && "entity" in scope.source) return sql`${table(scope.source.entity.table)} as ${sql.id(alias)}`;
  return sql`${stageRef(compilation, "stage" in stage.from ? stage.from.stage : "")} as ${sql.id(alias)}`;
}

const relationJoin = ({ relation, entity, from, alias }: RelationJoin): Sql =>
  sql` left join ${table(entity.table)} as ${sql.id(alias)} on ${column(alias, relation.to)} = ${column(from, relation.from)}`;

function stageJoin(frame: Frame, { as, stage, kind, on }: Join): Sql {
  const alias = frame.joinAliases.get(as) ?? as;
  const keys = on.map(({ left, right }) => sql`${compileExpr(frame, left)} = ${column(alias, right)}`);
  const word = { inner: sql`inner`, left: sql`left`, full: sql`full` }[kind];
  return sql` ${word} join ${stageRef(frame.compilation, stage)} as ${sql.id(alias)} on ${sql.join(keys, sql` and `)}`;
}

/** FROM with its joins. Last of all, when every field has noted the relations that it needs. */
function compileFrom(frame: Frame, stage: Stage): Sql {
  const stages = (stage.joins ?? []).map((join) => stageJoin(frame, join));
  const relations = [...frame.relations.values()].map(relationJoin);
  // Relations first, since the keys of the other joins may be fields by way of them.
  return sql` from ${fromSource(frame, stage)}${sql.join([...relations, ...stages], nothing)}`;
}

const midnight = (iso: string) => new Date(iso).toISOString().endsWith("T00:00:00.000Z");
const DAY_MS = 86_400_000;
const dayOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);

/** The first or last day whose midnight is within a bound. */
function boundDay(end: "from" | "to", { at, inclusive }: TimeBound): string {
  const time = Date.parse(at);
  if (end === "from") return dayOf(midnight(at) && inclusive ? time : time + (midnight(at) ? DAY_MS : DAY_MS - (time % DAY_MS)));
  return dayOf(midnight(at) && !inclusive ? time - DAY_MS : time);
}

function boundCondition(frame: Frame, time: TimeRange, end: "from" | "to"): Condition[] {
  const bound = time[end];
  if (!bound) return [];
  const op = end === "from" ? "gt" : "lt";
  if (infoOf(frame.scope, time.field).type === "date") {
    const value = { kind: "value", value: boundDay(end, bound), type: "date" } as const;
    return [{ kind: "compare", op: `${op}e`, left: time.field, right: value }];
  }
  const value = { kind: "value", value: bound.at, type: "timestamp" } as const;
  return [{ kind: "compare", op: bound.inclusive ? `${op}e` : op, left: time.field, right: value }];
}

function compileWhere(frame: Frame, { where, time }: Stage): Sql {
  const range = time ? [...boundCondition(frame, time, "from"), ...boundCondition(frame, time, "to")] : [];
  const all = [...(where ? [where] : []), ...range].map((condition) => compileCondition(frame, condition));
  return all.length > 0 ? sql` where ${sql.join(all, sql` and `)}` : nothing;
}

const named = (value: Sql, name: string): Sql => sql`${value} as ${sql.id(name)}`;
const compileOutput = (frame: Frame, { name, expr }: Output): Sql => named(compileExpr(frame, expr), name);

/** By number: an expression with parameters in it would be another one each time it is written. */
const groupNumbers = (count: number): Sql =>
  count > 0 ? sql` group by ${commas(Array.from({ length: count }, (_, index) => sql.lit(index + 1)))}` : nothing;

function compileColumns(frame: Frame, stage: Stage, columns: readonly Output[]): Sql {
  const list = commas(columns.map((output) => compileOutput(frame, output)));
  const where = compileWhere(frame, stage);
  return sql`select ${stage.distinct ? sql`distinct ` : nothing}${list}${compileFromAfter(frame, stage)}${where}`;
}

/** FROM after the conditions have been compiled too: see {@link compileFrom}. */
function compileFromAfter(frame: Frame, stage: Stage): Sql {
  // The keys of joins may need relations themselves.
  for (const join of stage.joins ?? []) for (const { left } of join.on) compileExpr(frame, left);
  return compileFrom(frame, stage);
}

function compileGroups(frame: Frame, stage: Stage): Sql {
  const groups = (stage.groupBy ?? []).map((output) => compileOutput(frame, output));
  const measures = (stage.measures ?? []).map((measure) => named(compileMeasure(frame, measure), measure.name));
  const where = compileWhere(frame, stage);
  return sql`select ${commas([...groups, ...measures])}${compileFromAfter(frame, stage)}${where}${groupNumbers(groups.length)}`;
}

/** Two steps: the rows with the place of each in its group, then the groups. */
function compileRanked(frame: Frame, stage: Stage): Sql {
  const { groupBy = [], measures = [] } = stage;
  const keys = groupBy.map(({ expr }) => compileExpr(frame, expr));
  const keyColumns = keys.map((key, index) => named(key, `k${index}`));
  const inner = [...keyColumns, ...measures.flatMap((measure, index) => measuredColumns(frame, measure, index, keys))];
  const where = compileWhere(frame, stage);
  const rows = sql`select ${commas(inner)}${compileFromAfter(frame, stage)}${where}`;
  const alias = "ranked";
  const outer = [
    ...groupBy.map(({ name }, index) => named(column(alias, `k${index}`), name)),
    ...measures.map((measure, index) => named(compileMeasured(frame, measure, index, alias), measure.name)),
  ];
  return sql`select ${commas(outer)} from (${rows}) as ${sql.id(alias)}${groupNumbers(groupBy.length)}`;
}

/** The rows of a stage before anything is derived of them. */
export function compileRows(frame: Frame, stage: Stage): Sql {
  if (stage.columns) return compileColumns(frame, stage, stage.columns);
  return stage.measures?.some(({ fn }) => fn === "percentile") ? compileRanked(frame, stage) : compileGroups(frame, stage);
}
