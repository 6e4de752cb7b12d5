import type { Condition, PlanType, Unit } from "../../../shared/plan.ts";
import type { PlanColumn, PlanEntity, PlanRelation, PlanSchema } from "../schema.ts";
import type { Report } from "./report.ts";

/** What is known of a value before it is computed. */
export interface ValueInfo {
  readonly type: PlanType;
  /** True when it is known that it may be missing; of stored columns that is not known. */
  readonly nullable: boolean;
  /** Of numbers: to how many decimals a sum of them is exact. Of timestamps: 3 where they may have fractions of a second. */
  readonly decimals: number;
}

/** Decimals of money, exact to the smallest unit of every currency there is. */
export const MONEY_DECIMALS = 8;
/** Decimals of whatever was divided or multiplied, or is not known to be money. */
export const NUMBER_DECIMALS = 12;

export interface ColumnInfo extends ValueInfo {
  readonly name: string;
  readonly label: string;
  readonly unit?: Unit;
}

export interface StageInfo {
  readonly id: string;
  /** In the order of the stage: columns or dimensions, measures, derived, windows. */
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  /** Whether it has at most one row, whatever the data. */
  readonly oneRow: boolean;
}

export type Source = { readonly entity: PlanEntity } | { readonly stage: StageInfo };

export interface JoinInfo {
  readonly stage: StageInfo;
  /** Whether its row may be missing. */
  readonly optional: boolean;
}

/** What is the same in all of a stage. */
export interface StageScope {
  readonly schema: PlanSchema;
  /** The stages before this one. */
  readonly stages: ReadonlyMap<string, StageInfo>;
  /** Expressions hold conditions and conditions expressions; this is the way back, so that the modules are no circle. */
  readonly checkCondition: (scope: Scope, condition: Condition, at: string, report: Report) => void;
}

/** What names mean at one place of a plan. */
export interface Scope extends StageScope {
  /** Rows that `field` reads; none where only outputs may be used. */
  readonly source?: Source;
  /** Whether the row of the source may be missing, beside a full join. */
  readonly sourceOptional?: boolean;
  readonly joins: ReadonlyMap<string, JoinInfo>;
  /** Outputs that may be used; none where rows are read. */
  readonly outputs?: ReadonlyMap<string, ValueInfo>;
  /** The row around an `exists`. */
  readonly outer?: Scope;
}

const storedInfo = ({ type, encoding }: PlanColumn): ValueInfo => {
  if (type === "money") return { type: "number", nullable: false, decimals: MONEY_DECIMALS };
  const fine = type === "timestamp" && (encoding === "iso" || encoding === "epoch_milliseconds");
  return { type, nullable: false, decimals: type === "number" ? NUMBER_DECIMALS : fine ? 3 : 0 };
};

/** A column of an entity and the relations that lead to it. */
export interface FieldRoute {
  readonly relations: readonly { readonly relation: PlanRelation; readonly entity: PlanEntity }[];
  readonly column: PlanColumn;
  readonly info: ValueInfo;
}

const listed = (names: Iterable<string>) => [...names].join(", ") || "none";

/** Follows `path` from an entity; a text says why it leads nowhere. */
export function routeOf(schema: PlanSchema, start: PlanEntity, path: readonly string[]): FieldRoute | string {
  const relations: { relation: PlanRelation; entity: PlanEntity }[] = [];
  let entity = start;
  for (const name of path.slice(0, -1)) {
    const relation = entity.relations.get(name);
    const next = relation && schema.entities.get(relation.entity);
    if (!relation || !next) return `unknown relation "${name}"; ${entity.table} has ${listed(entity.relations.keys())}`;
    relations.push({ relation, entity: next });
    entity = next;
  }
  const name = path.at(-1) ?? "";
  const column = entity.columns.get(name);
  if (!column) return `unknown column "${name}"; ${entity.table} has ${listed(entity.columns.keys())}`;
  return { relations, column, info: storedInfo(column) };
}

/** A column of a stage; a text says why there is none. */
export function stageColumn(stage: StageInfo, name: string): ColumnInfo | string {
  return stage.columns.get(name) ?? `stage "${stage.id}" has no column "${name}"; it has ${listed(stage.columns.keys())}`;
}

/** What a `field` of this scope is; a text says why it is nothing. */
export function fieldInfo(scope: Scope, path: readonly string[]): ValueInfo | string {
  if (!scope.source) return "only outputs of the stage may be used here, not fields of its rows";
  if (path.length === 0) return "an empty path";
  if (path.length > 6) return "a path of more than 6 names";
  const info = infoFrom(scope, scope.source, path);
  return typeof info !== "string" && scope.sourceOptional ? { ...info, nullable: true } : info;
}

function infoFrom(scope: Scope, source: Source, path: readonly string[]): ValueInfo | string {
  if ("entity" in source) {
    const route = routeOf(scope.schema, source.entity, path);
    return typeof route === "string" ? route : route.info;
  }
  if (path.length > 1) return `columns of stage "${source.stage.id}" have a path of one name`;
  return stageColumn(source.stage, path[0] ?? "");
}
