import type { CompareOp, Condition, Expr, Join, Measure, Output, Stage, TimeRange } from "../../../shared/plan.ts";
import { all, any, EntityExpressions, field, minus, output, value } from "./expressions.ts";
import type { Relation, RelationTest, RowSet, RowTest } from "./frame.ts";
import type { Roles } from "./roles.ts";

/** What rows must meet, as a stage takes it. */
export interface RowsPart {
  readonly where?: Condition;
  readonly time?: TimeRange;
  readonly joins: readonly Join[];
  /** Figures of relations that rows were chosen by. */
  readonly figures: readonly Output[];
}

type BoundTest = Extract<RelationTest, { op: CompareOp }>;

/** Adds the stages that relations need, and says what rows must be beside them. */
export class RowsBuilder {
  readonly stages: Stage[] = [];
  private readonly roles: Roles;
  private readonly asOf: string;

  constructor(roles: Roles, asOf: string) {
    this.roles = roles;
    this.asOf = asOf;
  }

  /** What "now" is, as an ISO 8601 instant. */
  get now(): string {
    return this.asOf;
  }

  expressions(entity: string): EntityExpressions {
    return new EntityExpressions(entity, this.roles, this.asOf);
  }

  add(stage: Omit<Stage, "id">, name: string): string {
    const id = `${name}_${this.stages.length + 1}`.slice(0, 30);
    this.stages.push({ id, ...stage });
    return id;
  }

  /** The conditions on rows of a stage that reads the rows' entity. A single time is kept apart, as it has a name. */
  part(rows: RowSet): RowsPart {
    const make = this.expressions(rows.entity);
    const owner = this.roles.owner(rows.entity);
    const [only, ...more] = rows.times;
    const kept = only && more.length === 0 && (only.from || only.to);
    const joins: Join[] = [];
    const figures: Output[] = [];
    const relations = this.relations(rows, make, joins, figures);
    const where = all([
      ...rows.where.map((cond) => make.condition(cond)),
      kept ? undefined : make.times(rows.times),
      owner === undefined ? undefined : make.times(rows.ownerTimes, owner),
      ...rows.tests.map((test) => this.test(rows, test, make, joins)),
      ...relations,
    ]);
    const time = kept ? { time: rangeOf(only, make.time()) } : {};
    return { ...(where ? { where } : {}), ...time, joins, figures };
  }

  private test(rows: RowSet, test: RowTest, make: EntityExpressions, joins: Join[]): Condition {
    if (test.kind === "firstEver") return this.isFirst(rows, make, joins);
    if (test.kind !== "average") return make.test(test);
    const of = make.column(rows.entity, test.column);
    const measure: Measure = {
      name: "average",
      label: "average",
      of,
      ...(test.fn === "median" ? { fn: "percentile", p: 0.5 } : { fn: test.fn }),
    };
    const { where, time } = this.part(test.rows);
    const stage = this.add(
      { from: { entity: rows.entity }, ...(where ? { where } : {}), ...(time ? { time } : {}), measures: [measure] },
      "average",
    );
    return { kind: "compare", op: test.op, left: of, right: { kind: "scalar", stage, column: "average" } };
  }

  /** No row of its owner that meets the same conditions, whenever it was, is earlier. */
  private isFirst(rows: RowSet, make: EntityExpressions, joins: Join[]): Condition {
    const firstAt: Measure = { name: "first_at", label: "first", fn: "min", of: make.time() };
    const stage = this.add({ ...this.perOwner({ ...rows, times: [], tests: [], relations: [] }), measures: [firstAt] }, "firsts");
    joins.push({ as: "first_row", stage, kind: "inner", on: [{ left: field(this.ownerKey(rows.entity)), right: "owner" }] });
    return { kind: "compare", op: "eq", left: make.time(), right: { kind: "joined", join: "first_row", column: "first_at" } };
  }

  private relations(rows: RowSet, make: EntityExpressions, joins: Join[], figures: Output[]): Condition[] {
    const owner = this.roles.owner(rows.entity) ?? rows.entity;
    const key = { kind: "field", path: make.path(owner, this.roles.entity(owner).key) } as const;
    const groups = new Map<number, Condition[]>();
    const conditions: Condition[] = [];
    for (const [index, relation] of rows.relations.entries()) {
      const condition = this.relation(relation, key, index, relation.anyOf === undefined ? joins : undefined, figures);
      if (relation.anyOf === undefined) conditions.push(condition);
      else groups.set(relation.anyOf, [...(groups.get(relation.anyOf) ?? []), condition]);
    }
    for (const alternatives of groups.values())
      conditions.push(...[any(alternatives)].filter((each): each is Condition => each !== undefined));
    return conditions;
  }

  private relation(relation: Relation, key: Expr, index: number, joins: Join[] | undefined, figures: Output[]): Condition {
    const { test, negated } = relation;
    if (joins && !negated && hasBound(test) && test.kind !== "groups" && !("perDay" in test && test.perDay))
      return this.joined(relation, test, key, index, joins, figures);
    const stage = this.ownersOf(relation);
    const exists: Condition = { kind: "exists", stage, on: [{ left: key, right: "owner" }] };
    return negated ? { kind: "not", of: exists } : exists;
  }

  /** The figure beside each owner: an owner without rows has 0, which only "fewer than" asks for. */
  private joined({ rows }: Relation, test: BoundTest, key: Expr, index: number, joins: Join[], figures: Output[]): Condition {
    const read = differs(rows, test) ? { ...rows, times: [] } : rows;
    const stage = this.add({ ...this.perOwner(read), measures: [this.figure(rows, test)], ...this.minusFigure(rows, test) }, "per_owner");
    const isLow = test.op === "lt" || test.op === "lte" || (test.op === "eq" && test.value === 0);
    const as = `r${index + 1}`;
    joins.push({ as, stage, kind: isLow ? "left" : "inner", on: [{ left: key, right: "owner" }] });
    const column = "minus" in test && test.minus ? "difference" : "figure";
    const joined: Expr = { kind: "joined", join: as, column };
    const figure: Expr = isLow ? { kind: "coalesce", of: [joined, value(0, "number")] } : joined;
    const label = this.figureLabel(rows, test);
    figures.push({
      name: figures.length === 0 ? "figure" : `figure_${figures.length + 1}`,
      label,
      expr: figure,
      ...(test.kind === "count" || test.kind === "distinct" ? { unit: "count" } : { unit: "usd" }),
    });
    return bounded(figure, test);
  }

  private figureLabel(rows: RowSet, test: BoundTest): string {
    if (test.kind === "count") return `number of ${rows.noun}`;
    if (test.kind === "distinct") return `number of different ${test.column.replaceAll("_", " ")}s`;
    return `${rows.noun} amount`;
  }

  private ownerKey(entity: string): string {
    return this.roles.ownerRelation(entity)?.from.column ?? this.roles.entity(entity).key;
  }

  private perOwner(rows: RowSet, ...more: readonly Output[]): Pick<Stage, "from" | "where" | "time" | "joins" | "groupBy"> {
    const { where, time, joins } = this.part(rows);
    return {
      from: { entity: rows.entity },
      ...(joins.length > 0 ? { joins } : {}),
      ...(where ? { where } : {}),
      ...(time ? { time } : {}),
      groupBy: [{ name: "owner", label: "owner", expr: field(this.ownerKey(rows.entity)) }, ...more],
    };
  }

  private figure(rows: RowSet, test: BoundTest): Measure {
    const make = this.expressions(rows.entity);
    const base = { name: "figure", label: "figure" };
    if (test.kind === "count") return { ...base, fn: "count" };
    if (test.kind === "distinct")
      return { ...base, fn: "countDistinct", of: test.grain ? make.grain(test.grain) : make.column(test.entity, test.column) };
    if (test.kind === "groups") return { ...base, fn: "sum", of: make.column(rows.entity, test.of) };
    return { ...base, fn: test.kind, of: make.column(rows.entity, test.column) };
  }

  /** Of one owner, the one sum less the other: rows of both are read, each sum takes its own. */
  private minusFigure(rows: RowSet, test: BoundTest): Partial<Pick<Stage, "where" | "measures" | "derived">> {
    if (!("minus" in test) || !test.minus) return {};
    const make = this.expressions(rows.entity);
    const apart = differs(rows, test);
    const sides = [rows, test.minus].map((side) =>
      all([...side.where.map((cond) => make.condition(cond)), apart ? make.times(side.times) : undefined]),
    );
    const of = test.kind === "count" ? ({ fn: "count" } as const) : ({ fn: "sum", of: make.column(rows.entity, test.column) } as const);
    const sum = (name: string, where: Condition | undefined): Measure => ({
      name,
      label: name,
      ...of,
      ...(where ? { where } : {}),
    });
    const zero = (name: string): Expr => ({ kind: "coalesce", of: [output(name), value(0, "number")] });
    const where = any(sides.filter((side): side is Condition => side !== undefined));
    return {
      ...(where ? { where } : {}),
      measures: [sum("figure", sides[0]), sum("less", sides[1])],
      derived: [{ name: "difference", label: "difference", expr: minus(zero("figure"), zero("less")) }],
    };
  }

  /** A stage whose column `owner` has those of whom the relation holds. */
  private ownersOf({ rows, test }: Relation): string {
    const make = this.expressions(rows.entity);
    const day: Output = {
      name: "day",
      label: "day",
      expr: rows.times.length >= 0 && this.roles.entity(rows.entity).timeColumn !== undefined ? make.grain("day") : value(null, "date"),
    };
    switch (test.kind) {
      case "exists":
        return this.add(this.columns(rows), "owners");
      case "first":
        return this.firsts(rows);
      case "sameDay":
        return this.sameDay(rows, test.other, day);
      case "after":
        return this.after(rows, test);
      case "all":
        return this.add(
          {
            ...this.perOwner(rows),
            measures: [{ name: "figure", label: "figure", fn: "countDistinct", of: make.column(test.entity, test.column) }],
            having: {
              kind: "compare",
              op: "eq",
              left: output("figure"),
              right: value(this.valueCount(test.entity, test.column), "integer"),
            },
          },
          "owners",
        );
      case "groups":
        return this.groupsPassed(rows, test);
      default: {
        const perDay = "perDay" in test && test.perDay ? [day] : [];
        return this.add(
          { ...this.perOwner(rows, ...perDay), measures: [this.figure(rows, test)], having: bounded(output("figure"), test) },
          "owners",
        );
      }
    }
  }

  private valueCount(entity: string, column: string): number {
    return this.roles.column(entity, column)?.values.length ?? 0;
  }

  private columns(rows: RowSet, ...more: readonly Output[]): Omit<Stage, "id"> {
    const { groupBy = [], ...rest } = this.perOwner(rows, ...more);
    return { ...rest, columns: groupBy };
  }

  private firsts(rows: RowSet): string {
    const make = this.expressions(rows.entity);
    const conditions = rows.times.flatMap((spec) => make.within(spec, output("first_at")) ?? []);
    const having = any(conditions);
    return this.add(
      {
        ...this.perOwner({ ...rows, times: [] }),
        measures: [{ name: "first_at", label: "first", fn: "min", of: make.time() }],
        ...(having ? { having } : {}),
      },
      "firsts",
    );
  }

  private sameDay(rows: RowSet, other: RowSet, day: Output): string {
    const otherDay: Output = { ...day, expr: this.expressions(other.entity).grain("day") };
    const times = rows.times.length > 0 ? rows.times : other.times;
    const left = this.add({ ...this.columns({ ...rows, times }, day), distinct: true }, "days");
    const right = this.add(
      { ...this.columns({ ...other, times: other.times.length > 0 ? other.times : times }, otherDay), distinct: true },
      "days",
    );
    const on = [
      { left: field("owner"), right: "owner" },
      { left: field("day"), right: "day" },
    ];
    return this.add(
      {
        from: { stage: left },
        joins: [{ as: "other", stage: right, kind: "inner", on }],
        columns: [{ name: "owner", label: "owner", expr: field("owner") }],
      },
      "owners",
    );
  }

  private after(rows: RowSet, { other, n, unit }: Extract<RelationTest, { kind: "after" }>): string {
    const at = (set: RowSet): Output => ({ name: "at", label: "at", expr: this.expressions(set.entity).time() });
    const first = this.add(this.columns(other, at(other)), "before");
    const then = this.add(this.columns(rows, at(rows)), "after");
    const outer: Expr = { kind: "outer", path: ["at"] };
    const where = all([
      { kind: "compare", op: "lte", left: field("at"), right: outer },
      { kind: "compare", op: "gte", left: field("at"), right: { kind: "shift", of: outer, by: -n, unit } },
    ]);
    return this.add(
      {
        from: { stage: then },
        where: { kind: "exists", stage: first, on: [{ left: field("owner"), right: "owner" }], ...(where ? { where } : {}) },
        columns: [{ name: "owner", label: "owner", expr: field("owner") }],
      },
      "owners",
    );
  }

  private groupsPassed(rows: RowSet, test: Extract<RelationTest, { kind: "groups" }>): string {
    const make = this.expressions(rows.entity);
    const group: Output = { name: "value", label: "value", expr: make.column(test.entity, test.column) };
    const inner = this.add(
      { ...this.perOwner(rows, group), measures: [this.figure(rows, test)], having: bounded(output("figure"), test) },
      "per_value",
    );
    return this.add(
      {
        from: { stage: inner },
        groupBy: [{ name: "owner", label: "owner", expr: field("owner") }],
        measures: [{ name: "passed", label: "passed", fn: "count" }],
        having: { kind: "compare", op: "gte", left: output("passed"), right: value(test.count, "integer") },
      },
      "owners",
    );
  }
}

/** Whether the two sums are of different times. */
function differs(rows: RowSet, test: BoundTest): boolean {
  return "minus" in test && test.minus !== undefined && JSON.stringify(rows.times) !== JSON.stringify(test.minus.times);
}

function hasBound(test: RelationTest): test is BoundTest {
  return "op" in test;
}

export function bounded(
  of: Expr,
  { op, value: low, high }: { readonly op: CompareOp; readonly value: number; readonly high?: number },
): Condition {
  const compare = (each: CompareOp, n: number): Condition => ({ kind: "compare", op: each, left: of, right: value(n, "number") });
  return high === undefined ? compare(op, low) : { kind: "and", of: [compare("gte", low), compare("lte", high)] };
}

export function rangeOf({ kind, from, to, label, previous }: RowSet["times"][number], fieldExpr: Expr): TimeRange {
  return { field: fieldExpr, kind, label, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(previous ? { previous } : {}) };
}
