import { sql } from "kysely";
import type { Output, Stage } from "../../../shared/plan.ts";
import type { ColumnInfo, Scope, StageInfo, StageScope } from "../check/scope.ts";
import { rowScope } from "../check/source.ts";
import { compileCondition } from "./conditions.ts";
import { compileExpr } from "./expressions.ts";
import { type Compilation, type Frame, Names } from "./frame.ts";
import { compileRows, rowFrame } from "./rows.ts";
import { column, commas, nothing, type Sql } from "./sql.ts";
import { compileOrder, compileWindow, partitionOf } from "./windows.ts";

/**
 * Names that an expression or condition refers to outputs by. Beneath one `exists` that is `outer`; `depth` counts them, since beneath
 * two an `outer` is of the row that the first of them looks for.
 */
function outputsIn(node: object, depth = 0): string[] {
  const kind = "kind" in node ? node.kind : undefined;
  if (kind === "output" && "name" in node) return [String(node.name)];
  if (kind === "outer" && "path" in node) return depth === 1 ? [String(node.path)] : [];
  return Object.entries(node).flatMap(([name, child]) => {
    if (typeof child !== "object" || child === null) return [];
    return outputsIn(child, kind === "exists" && name === "where" ? depth + 1 : depth);
  });
}

/** Derived outputs by level: each needs only what is before its level, as SQL does not know a column in the list that makes it. */
function levelsOf(derived: readonly Output[]): Output[][] {
  const level = new Map<string, number>();
  for (const { name, expr } of derived) {
    const needed = outputsIn(expr).map((output) => level.get(output) ?? 0);
    level.set(name, Math.max(0, ...needed) + 1);
  }
  const last = Math.max(0, ...level.values());
  return Array.from({ length: last }, (_, index) => derived.filter(({ name }) => level.get(name) === index + 1));
}

/** A frame over rows whose columns are outputs. */
function outputFrame(compilation: Compilation, base: StageScope, outputs: ReadonlyMap<string, ColumnInfo>, alias: string): Frame {
  const names = new Names();
  names.take(alias);
  const scope: Scope = { ...base, joins: new Map(), outputs };
  return { compilation, scope, names, alias, joinAliases: new Map(), relations: new Map() };
}

/** Adds steps around a SELECT, keeping the names of its columns. */
class Steps {
  #rows: Sql;
  readonly #columns: string[];
  readonly #frame: Frame;

  constructor(rows: Sql, columns: readonly string[], frame: Frame) {
    this.#rows = rows;
    this.#columns = [...columns];
    this.#frame = frame;
  }

  get rows(): Sql {
    return this.#rows;
  }

  add(more: readonly (readonly [name: string, value: Sql])[], rest: Sql): void {
    const { alias } = this.#frame;
    const list = [...this.#columns.map((name) => column(alias, name)), ...more.map(([name, value]) => sql`${value} as ${sql.id(name)}`)];
    this.#rows = sql`select ${commas(list)} from (${this.#rows}) as ${sql.id(alias)}${rest}`;
    this.#columns.push(...more.map(([name]) => name));
  }

  /** The first rows of each group, by a column that is left out again. */
  first(n: Sql, per: readonly string[], order: Sql): void {
    const place = new Names();
    for (const name of this.#columns) place.take(name);
    const name = place.take("place");
    const kept = [...this.#columns];
    this.add([[name, sql`row_number() over (${partitionOf(this.#frame, per)}${order})`]], nothing);
    this.#columns.splice(0, this.#columns.length, ...kept);
    this.add([], sql` where ${column(this.#frame.alias, name)} <= ${n}`);
  }
}

/** What a plan's last stage leaves to the SELECT that reads it: its order and its limit. */
export interface StageSql {
  readonly rows: Sql;
  readonly tail: Sql;
}

function tailOf(frame: Frame, { order, limit }: Stage): Sql {
  const ordered = order?.length ? sql` ${compileOrder(frame, order)}` : nothing;
  const { dialect, bind } = frame.compilation;
  return limit && !limit.per ? sql`${ordered} limit ${dialect.operand(bind, limit.n, "integer")}` : ordered;
}

/** The SQL of one stage; `last` is read in order, with this alias. */
export function compileStage(compilation: Compilation, base: StageScope, stage: Stage, info: StageInfo, lastAlias?: string): StageSql {
  const scope = rowScope(base, stage, "", () => {});
  const frame = outputFrame(compilation, base, info.columns, "rows");
  const first = [...(stage.columns ?? []), ...(stage.groupBy ?? []), ...(stage.measures ?? [])].map(({ name }) => name);
  const steps = new Steps(compileRows(rowFrame(compilation, scope, stage), stage), first, frame);
  for (const level of levelsOf(stage.derived ?? [])) {
    steps.add(
      level.map(({ name, expr }) => [name, compileExpr(frame, expr)]),
      nothing,
    );
  }
  if (stage.having || stage.windows?.length) {
    const windows = (stage.windows ?? []).map((window) => [window.name, compileWindow(frame, window)] as const);
    steps.add(windows, stage.having ? sql` where ${compileCondition(frame, stage.having)}` : nothing);
  }
  const { dialect, bind } = compilation;
  if (stage.limit?.per && stage.order)
    steps.first(dialect.operand(bind, stage.limit.n, "integer"), stage.limit.per, compileOrder(frame, stage.order));
  if (lastAlias !== undefined) return { rows: steps.rows, tail: tailOf(outputFrame(compilation, base, info.columns, lastAlias), stage) };
  if (stage.limit && !stage.limit.per) steps.add([], tailOf(frame, stage));
  return { rows: steps.rows, tail: nothing };
}
