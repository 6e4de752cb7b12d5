import { sql } from "kysely";
import type { Condition, Expr } from "../../../shared/plan.ts";
import { checkExpr } from "../check/expressions.ts";
import { routeOf, type Scope, type ValueInfo } from "../check/scope.ts";
import type { PlanColumn, PlanEntity, PlanRelation } from "../schema.ts";
import type { SqlDialect } from "./dialect.ts";
import { type Bind, column, type Sql } from "./sql.ts";

/** Hands out names that are used once, whatever case SQL sees them in. */
export class Names {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** What is the same in all of a compilation. */
export interface Compilation {
  readonly dialect: SqlDialect;
  readonly bind: Bind;
  /** What each stage is called in WITH. */
  readonly stageNames: ReadonlyMap<string, string>;
  /** Expressions hold conditions and conditions expressions; this is the way back, so that the modules are no circle. */
  readonly compileCondition: (frame: Frame, condition: Condition) => Sql;
}

/** A relation that some field of a stage goes by, joined once. */
export interface RelationJoin {
  readonly relation: PlanRelation;
  readonly entity: PlanEntity;
  readonly from: string;
  readonly alias: string;
}

/** Where the names of a scope stand in the SQL. Fields note the relations that they need. */
export interface Frame {
  readonly compilation: Compilation;
  readonly scope: Scope;
  readonly names: Names;
  /** The alias of the source, or of the rows that hold the outputs. */
  readonly alias: string;
  readonly joinAliases: ReadonlyMap<string, string>;
  readonly relations: Map<string, RelationJoin>;
  readonly outer?: Frame;
}

/** What a checked expression yields. */
export function infoOf(scope: Scope, expr: Expr): ValueInfo {
  const info = checkExpr(scope, expr, "", (_path, reason) => {
    throw new Error(`an unchecked expression: ${reason}`);
  });
  if (!info) throw new Error("an unchecked expression");
  return info;
}

function aliasOfRelation(frame: Frame, path: string, from: string, name: string, relation: PlanRelation, entity: PlanEntity): string {
  const known = frame.relations.get(path);
  if (known) return known.alias;
  const alias = frame.names.take(name);
  frame.relations.set(path, { relation, entity, from, alias });
  return alias;
}

/** Where a field of an entity is stored. */
export function storedField(frame: Frame, path: readonly string[]): { readonly raw: Sql; readonly stored: PlanColumn } | undefined {
  const { source, schema } = frame.scope;
  if (!source || !("entity" in source)) return undefined;
  const route = routeOf(schema, source.entity, path);
  if (typeof route === "string") throw new Error(route);
  const alias = route.relations.reduce((from, { relation, entity }, index) => {
    const names = path.slice(0, index + 1);
    return aliasOfRelation(frame, names.join("."), from, names.join("_"), relation, entity);
  }, frame.alias);
  return { raw: column(alias, route.column.column), stored: route.column };
}

/** A field of the rows, or, where rows are outputs, an output. */
export function compileField(frame: Frame, path: readonly string[]): Sql {
  const field = storedField(frame, path);
  if (field) return frame.compilation.dialect.stored(field.raw, field.stored);
  return column(frame.alias, path[0] ?? "");
}

export function stageRef(compilation: Compilation, id: string): Sql {
  return sql.id(compilation.stageNames.get(id) ?? id);
}
