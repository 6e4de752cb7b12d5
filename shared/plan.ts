/**
 * The one language in which every planner says what it wants from the data. A plan is frozen data in the terms of the catalog:
 * entities, their columns, and the to-one relations that lead from one to the other. The checker holds it against the catalog, the
 * compiler makes SQL of it; nothing else does.
 *
 * A plan is a list of stages. A stage reads an entity or an earlier stage, and makes rows of it; the last one is the answer. What is to
 * be aggregated at a grain of its own (deposits and logins of a user) is a stage of its own that another one joins.
 */
export interface Plan {
  readonly stages: readonly Stage[];
}

/** What an expression yields. A `date` is the first day of a period, `YYYY-MM-DD`. */
export type PlanType = "integer" | "number" | "text" | "boolean" | "timestamp" | "date";

export interface Stage {
  /** Names it for later stages: lower-case letters, digits and `_`, at most 30. */
  readonly id: string;
  readonly from: { readonly entity: string } | { readonly stage: string };
  readonly joins?: readonly Join[];
  /** Over rows of `from` and the joins, before any aggregation. */
  readonly where?: Condition;
  /** A further condition on rows, kept apart because it has a name and a previous period. */
  readonly time?: TimeRange;
  /** The rows as they are, these columns of them. A stage has either `columns`, or `groupBy` and `measures` (one may be empty). */
  readonly columns?: readonly Output[];
  /** Of `columns`: equal rows once. */
  readonly distinct?: boolean;
  readonly groupBy?: readonly Output[];
  readonly measures?: readonly Measure[];
  /** Arithmetic over the outputs before, one's own predecessors in this list included. */
  readonly derived?: readonly Output[];
  /** Over outputs; rows that do not meet it are gone before windows are computed. */
  readonly having?: Condition;
  /** Over outputs. To filter or compute with one, read this stage by another. */
  readonly windows?: readonly WindowOutput[];
  readonly order?: readonly Order[];
  readonly limit?: Limit;
}

/** Rows of an earlier stage beside those of `from`; `full` needs keys that are never null on either side. */
export interface Join {
  /** Names it within this stage. */
  readonly as: string;
  readonly stage: string;
  readonly kind: "inner" | "left" | "full";
  /** Equalities; `right` is a column of the joined stage. At least one. */
  readonly on: readonly { readonly left: Expr; readonly right: string }[];
}

export interface Output {
  /** Unique within the stage: lower-case letters, digits and `_`, at most 60. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly expr: Expr;
  readonly unit?: Unit;
}

/** How a number is to be shown; the data have it as it is (a `percent` as a fraction from 0 to 1). */
export type Unit = "usd" | "percent" | "count" | "seconds" | "minutes" | "hours" | "days" | "currency";

export type MeasureFunction = "count" | "countDistinct" | "sum" | "avg" | "min" | "max" | "percentile";

export interface Measure {
  readonly name: string;
  readonly label: string;
  readonly fn: MeasureFunction;
  /** What is aggregated; only `count` may do without, and then counts rows. Rows where it is null do not take part. */
  readonly of?: Expr;
  /** 0 to 1, of `percentile`: by linear interpolation between the two nearest ranks; 0.5 is the median. */
  readonly p?: number;
  /** Only rows that meet this take part. */
  readonly where?: Condition;
  readonly unit?: Unit;
}

/** `rank` gives ties the same place; `share` is of the partition's total; `running` includes the row itself. */
export type WindowFunction = "rowNumber" | "rank" | "lag" | "running" | "share" | "total" | "movingAverage";

export interface WindowOutput {
  readonly name: string;
  readonly label: string;
  readonly fn: WindowFunction;
  /** Left out of `rowNumber` and `rank` only. */
  readonly of?: Expr;
  /** Names of outputs. */
  readonly partitionBy?: readonly string[];
  /** Of all but `share` and `total`. */
  readonly orderBy?: readonly Order[];
  /** Rows back of `lag` (1), rows of `movingAverage` with this one (7). */
  readonly size?: number;
  readonly unit?: Unit;
}

/** By the name of an output; nulls come last in either direction, text by its code points. */
export interface Order {
  readonly by: string;
  readonly direction: "asc" | "desc";
}

/** The first `n` rows in the stage's order; with `per`, the first `n` of each combination of these outputs. */
export interface Limit {
  readonly n: number;
  readonly per?: readonly string[];
}

/** One end of a time range: an ISO 8601 instant in UTC, and whether it belongs to the range. */
export interface TimeBound {
  readonly at: string;
  readonly inclusive: boolean;
}

export interface TimeRange {
  readonly field: Expr;
  readonly from?: TimeBound;
  readonly to?: TimeBound;
  /** For people: `October 2026`, `the last 7 days`. */
  readonly label: string;
  /** `rolling`: (asOf − N, asOf]; `current`: [start, asOf]; `whole`: [start, end); `open`: one end, or two that were given. */
  readonly kind: "rolling" | "current" | "whole" | "open";
  /** The same length just before, to compare with. */
  readonly previous?: { readonly from: TimeBound; readonly to: TimeBound; readonly label: string };
}

export type Literal = string | number | boolean | null;

export type Expr =
  /** A column of `from`: of an entity by way of its to-one relations (`["user", "country"]`), of a stage by its name. */
  | { readonly kind: "field"; readonly path: readonly string[] }
  /** A column of a joined stage. */
  | { readonly kind: "joined"; readonly join: string; readonly column: string }
  /** An output of this very stage, in `derived`, `having` and `windows`. */
  | { readonly kind: "output"; readonly name: string }
  /** In the condition of an `exists`: a field of the row outside. */
  | { readonly kind: "outer"; readonly path: readonly string[] }
  /** `from` tells what in the question it was made of. A timestamp is an ISO 8601 instant. */
  | { readonly kind: "value"; readonly value: Literal; readonly type: PlanType; readonly from?: string }
  /** The only cell of a stage that has one row; null when it has none. */
  | { readonly kind: "scalar"; readonly stage: string; readonly column: string }
  /** Numbers; a division by zero is null, and never an integer division. */
  | { readonly kind: "arithmetic"; readonly op: "+" | "-" | "*" | "/"; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "case"; readonly when: readonly { readonly if: Condition; readonly then: Expr }[]; readonly else: Expr }
  /** The period that holds a timestamp (UTC, weeks from Monday), as its first day; `hour` as a timestamp. */
  | { readonly kind: "bucket"; readonly unit: "hour" | "day" | "week" | "month" | "quarter" | "year"; readonly of: Expr }
  /** `hourOfDay` 0–23, `weekday` 1 (Monday) to 7, `dayOfMonth` 1–31. */
  | { readonly kind: "part"; readonly part: "hourOfDay" | "weekday" | "dayOfMonth"; readonly of: Expr }
  /** Time from one timestamp to another, fractions included. */
  | { readonly kind: "elapsed"; readonly unit: "seconds" | "minutes" | "hours" | "days"; readonly start: Expr; readonly end: Expr }
  /** How many whole spans of `seconds` (1 to 31,536,000) lie between two timestamps, as an integer; towards minus infinity. */
  | { readonly kind: "wholeSpans"; readonly seconds: number; readonly start: Expr; readonly end: Expr }
  /** A timestamp moved by a whole number of units, which may be negative. */
  | { readonly kind: "shift"; readonly of: Expr; readonly by: number; readonly unit: "seconds" | "minutes" | "hours" | "days" }
  /** The network of an IPv4 address, `203.0.113.0/24`; other text as it is. */
  | { readonly kind: "network"; readonly of: Expr }
  | { readonly kind: "absolute"; readonly of: Expr }
  /** The first that is not null. */
  | { readonly kind: "coalesce"; readonly of: readonly Expr[] };

export type CompareOp = "eq" | "ne" | "gt" | "gte" | "lt" | "lte";

export type Condition =
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "compare"; readonly op: CompareOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "in"; readonly of: Expr; readonly values: readonly Extract<Expr, { kind: "value" }>[] }
  | { readonly kind: "null"; readonly of: Expr }
  /** Text, without regard to case. */
  | { readonly kind: "text"; readonly mode: "contains" | "starts" | "ends" | "equals"; readonly of: Expr; readonly text: string }
  /** An earlier stage has a row whose columns `right` equal `left`, and that meets `where` (fields are those of that stage). */
  | {
      readonly kind: "exists";
      readonly stage: string;
      readonly on: readonly { readonly left: Expr; readonly right: string }[];
      readonly where?: Condition;
    };

/** What is wrong with a plan: where in it (`stages.1.measures.0.of`), and why. */
export interface PlanIssue {
  readonly path: string;
  readonly reason: string;
}
