import type { CatalogColumnType, ComputedColumn } from "../../../shared/catalog.ts";
import type { Condition, Expr, Literal, PlanType, TimeBound } from "../../../shared/plan.ts";
import type { Cond } from "./conditions.ts";
import type { RowTest } from "./frame.ts";
import type { Roles } from "./roles.ts";
import type { TimeSpec } from "./time-spec.ts";
import type { Grain } from "./word.ts";

type Unit = "seconds" | "minutes" | "hours" | "days";

export function field(...path: readonly string[]): Expr {
  return { kind: "field", path };
}

export function output(name: string): Expr {
  return { kind: "output", name };
}

export function value(literal: Literal, type: PlanType, from?: string): Extract<Expr, { kind: "value" }> {
  return { kind: "value", value: literal, type, ...(from === undefined ? {} : { from }) };
}

export function divided(left: Expr, right: Expr): Expr {
  return { kind: "arithmetic", op: "/", left, right };
}

export function minus(left: Expr, right: Expr): Expr {
  return { kind: "arithmetic", op: "-", left, right };
}

/** All hold; undefined when there is nothing to hold. */
export function all(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const of = conditions.filter((condition): condition is Condition => condition !== undefined);
  return of.length > 1 ? { kind: "and", of } : of[0];
}

export function any(conditions: readonly Condition[]): Condition | undefined {
  return conditions.length > 1 ? { kind: "or", of: conditions } : conditions[0];
}

const PLAN_TYPES: Readonly<Record<CatalogColumnType, PlanType>> = {
  integer: "integer",
  number: "number",
  money: "number",
  text: "text",
  boolean: "boolean",
  timestamp: "timestamp",
  date: "date",
};

/** Something was said of one thing that only another has, and no relation leads there. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";

  constructor(from: string, to: string) {
    super(`${from} does not lead to ${to}`);
  }
}

/** Makes the expressions of a plan that reads rows of one entity. */
export class EntityExpressions {
  readonly entity: string;
  private readonly roles: Roles;
  private readonly asOf: string;

  constructor(entity: string, roles: Roles, asOf: string) {
    this.entity = entity;
    this.roles = roles;
    this.asOf = asOf;
  }

  /** Where a column of `entity`, or of what its rows belong to, is found. */
  path(entity: string, column: string): readonly string[] {
    if (entity === this.entity) return [column];
    const relation = this.roles.ownerRelation(this.entity);
    if (relation?.to.entity !== entity) throw new UnreachableError(this.entity, entity);
    return relation.to.column === column ? [relation.from.column] : [relation.name, column];
  }

  /** A column, also one that is worked out. */
  column(entity: string, column: string, unit?: Unit): Expr {
    const computed = this.roles.entity(entity).computed.find(({ name }) => name === column);
    return computed ? this.computed(entity, computed, unit) : { kind: "field", path: this.path(entity, column) };
  }

  type(entity: string, column: string): PlanType {
    const computed = this.roles.entity(entity).computed.find(({ name }) => name === column);
    if (computed) return computed.kind === "prefix" ? "text" : "number";
    return PLAN_TYPES[this.roles.column(entity, column)?.type ?? "text"];
  }

  private computed(entity: string, computed: ComputedColumn, unit?: Unit): Expr {
    if (computed.kind === "prefix") return { kind: "network", of: this.column(entity, computed.of) };
    const start = this.column(entity, computed.kind === "age" ? computed.since : computed.from);
    const end = computed.kind === "age" ? value(this.asOf, "timestamp", "now") : this.column(entity, computed.to);
    return { kind: "elapsed", unit: unit ?? computed.unit, start, end };
  }

  /** When a row of the entity came to be. */
  time(entity = this.entity): Expr {
    const column = this.roles.entity(entity).timeColumn;
    if (column === undefined) throw new Error(`${entity} has no time`);
    return { kind: "field", path: this.path(entity, column) };
  }

  grain(grain: Grain): Expr {
    const of = this.time();
    if (grain === "hourOfDay" || grain === "weekday" || grain === "dayOfMonth") return { kind: "part", part: grain, of };
    return { kind: "bucket", unit: grain, of };
  }

  condition(cond: Cond): Condition {
    const of = this.column(cond.entity, cond.column);
    const type = this.type(cond.entity, cond.column);
    const values = cond.values.map((literal) =>
      value(literal, type === "integer" && typeof literal === "number" && !Number.isInteger(literal) ? "number" : type, cond.label),
    );
    const [first] = values;
    switch (cond.op) {
      case "in":
        return { kind: "in", of, values };
      case "notIn":
        return { kind: "not", of: { kind: "in", of, values } };
      case "null":
        return { kind: "null", of };
      case "notNull":
        return { kind: "not", of: { kind: "null", of } };
      case "contains":
        return { kind: "text", mode: "starts", of, text: String(cond.values[0]) };
      default: {
        if (!first) throw new Error(`a condition on ${cond.column} has no value`);
        const format = this.roles.column(cond.entity, cond.column)?.format;
        if (cond.op === "eq" && (format === "email" || format === "person"))
          return { kind: "text", mode: "equals", of, text: String(first.value) };
        return { kind: "compare", op: cond.op === "part" ? "eq" : cond.op, left: of, right: first };
      }
    }
  }

  /** One of several times. */
  times(specs: readonly TimeSpec[], entity = this.entity): Condition | undefined {
    return any(specs.flatMap((spec) => this.within(spec, this.time(entity)) ?? []));
  }

  within({ from, to, label }: TimeSpec, of: Expr): Condition | undefined {
    const end = (bound: TimeBound | undefined, inclusive: "gte" | "lte", exclusive: "gt" | "lt"): Condition | undefined =>
      bound && { kind: "compare", op: bound.inclusive ? inclusive : exclusive, left: of, right: value(bound.at, "timestamp", label) };
    return all([end(from, "gte", "gt"), end(to, "lte", "lt")]);
  }

  /** What a row must be beside others needs stages of its own: `RowsBuilder` makes those. */
  test(test: Exclude<RowTest, { kind: "firstEver" | "average" }>): Condition {
    if (test.kind === "part") {
      const part: Expr = { kind: "part", part: test.part, of: this.time() };
      return { kind: "in", of: part, values: test.values.map((each) => value(each, "integer", test.label)) };
    }
    const owner = this.roles.owner(this.entity) ?? this.entity;
    if (test.kind === "ownerDay") {
      const day = (of: Expr): Expr => ({ kind: "bucket", unit: "day", of });
      return { kind: "compare", op: "eq", left: day(this.time()), right: day(this.time(owner)) };
    }
    if (test.kind === "ownerColumn") {
      return {
        kind: "compare",
        op: test.differs ? "ne" : "eq",
        left: this.column(this.entity, test.column),
        right: this.column(owner, test.ownerColumn),
      };
    }
    return { kind: "compare", op: "lte", left: this.time(), right: { kind: "shift", of: this.time(owner), by: test.n, unit: test.unit } };
  }
}
