import type { CompareOp } from "../../../shared/plan.ts";
import type { Cond } from "./conditions.ts";
import type { TimeSpec } from "./time-spec.ts";
import type { Aggregate, Grain } from "./word.ts";

/** Rows of an entity: those that meet `where`, at one of `times`, with what is said of rows that belong to them. Plain data. */
export interface RowSet {
  readonly entity: string;
  /** Of the entity itself or of the one that its rows belong to. */
  readonly where: readonly Cond[];
  readonly times: readonly TimeSpec[];
  /** Of the one that the rows belong to, when that came to be. */
  readonly ownerTimes: readonly TimeSpec[];
  readonly relations: readonly Relation[];
  readonly tests: readonly RowTest[];
  /** What they are called in an interpretation. */
  readonly noun: string;
}

/** What a row must be beside others or beside its owner. */
export type RowTest =
  /** Within so long of its owner's beginning. */
  | { readonly kind: "within"; readonly n: number; readonly unit: "seconds" | "minutes" | "hours" | "days" }
  /** A column that both have differs, or is the same. */
  | { readonly kind: "ownerColumn"; readonly column: string; readonly ownerColumn: string; readonly differs: boolean }
  /** The first such row that its owner ever had. */
  | { readonly kind: "firstEver" }
  /** Larger or smaller than the average of others. */
  | { readonly kind: "average"; readonly column: string; readonly op: CompareOp; readonly fn: Aggregate; readonly rows: RowSet }
  /** On the day of its owner's beginning. */
  | { readonly kind: "ownerDay" }
  /** The hour of day, or the day of the week, is one of these. */
  | { readonly kind: "part"; readonly part: "hourOfDay" | "weekday"; readonly values: readonly number[]; readonly label: string };

/** Something that is said of an owner by rows that belong to it. */
export interface Relation {
  readonly rows: RowSet;
  readonly negated: boolean;
  readonly test: RelationTest;
  /** Relations of the same number are alternatives. */
  readonly anyOf?: number;
}

export type RelationTest =
  | { readonly kind: "exists" }
  | { readonly kind: "count"; readonly op: CompareOp; readonly value: number; readonly perDay?: boolean; readonly minus?: RowSet }
  | {
      readonly kind: "sum" | "avg" | "max" | "min";
      readonly column: string;
      readonly op: CompareOp;
      readonly value: number;
      readonly high?: number;
      readonly minus?: RowSet;
    }
  | {
      readonly kind: "distinct";
      readonly entity: string;
      readonly column: string;
      /** Of the periods in which rows are, instead of a column. */
      readonly grain?: Grain;
      readonly op: CompareOp;
      readonly value: number;
      readonly perDay?: boolean;
    }
  /** Has a row of each of the values. */
  | { readonly kind: "all"; readonly entity: string; readonly column: string }
  /** In so many of the values of `column`, the sum of `of` passes the bound. */
  | {
      readonly kind: "groups";
      readonly entity: string;
      readonly column: string;
      readonly count: number;
      readonly of: string;
      readonly op: CompareOp;
      readonly value: number;
    }
  /** Has such a row on the same day as one of `other`, or within so long after one. */
  | { readonly kind: "sameDay"; readonly other: RowSet }
  | { readonly kind: "after"; readonly other: RowSet; readonly n: number; readonly unit: "minutes" | "hours" | "days" }
  /** The first such row ever is in the time of `rows`. */
  | { readonly kind: "first" };

export type Group =
  | { readonly kind: "column"; readonly entity: string; readonly column: string; readonly label: string }
  | { readonly kind: "grain"; readonly grain: Grain }
  /** Each of an entity's own rows: per customer. */
  | { readonly kind: "entity"; readonly entity: string }
  /** Stretches of a number: below the first bound, between two, from the last on. */
  | { readonly kind: "bins"; readonly entity: string; readonly column: string; readonly bounds: readonly number[] };

export type MeasureKind = "count" | "distinct" | "elapsed" | "share" | "difference" | "relationShare" | "ratio" | Aggregate;

/** One figure. */
export interface MeasureAsk {
  readonly kind: MeasureKind;
  /** Of which rows; those of the frame when left out. */
  readonly rows?: RowSet;
  /** What is aggregated: a column of the rows' entity, or of their owner. */
  readonly entity?: string;
  readonly column?: string;
  /** `distinct`: of the periods in which rows are, instead of a column. */
  readonly grain?: Grain;
  /** `share`: of the rows (or, with `column`, of their sum), those that meet this. */
  readonly where?: readonly Cond[];
  readonly relations?: readonly Relation[];
  /** `share` of the total, when the part is known by its rank: the ten largest. */
  readonly top?: { readonly n: number; readonly per: string };
  /** `difference` and `ratio`: the other rows. */
  readonly minus?: RowSet;
  /** `elapsed`: from the owner's beginning to its first row of `rows`, or from the row's time until now. */
  readonly unit?: "seconds" | "minutes" | "hours" | "days";
  readonly since?: "owner" | "now";
  /** How the rows of `elapsed` are put together. */
  readonly fn?: Aggregate;
  readonly label: string;
}

export interface Having {
  readonly measure: number;
  readonly op: CompareOp;
  readonly value: number;
  readonly high?: number;
}

export interface Rank {
  readonly n: number;
  readonly direction: "asc" | "desc";
  /** By the measure of this number, by a column, or by the time of the rows. */
  readonly by: { readonly measure: number } | { readonly column: string } | "time";
  /** So many of each of these groups, instead of all. */
  readonly per?: readonly Group[];
}

export interface Comparison {
  /** `side`: both figures; `percent`: relative change; `difference`; `rose`, `fell`: the groups where it did. */
  readonly mode: "side" | "percent" | "difference" | "rose" | "fell";
  readonly before: TimeSpec;
  readonly after: TimeSpec;
  /** Only groups with rows in both. */
  readonly both?: boolean;
}

/** A question once it is understood: what is asked of which rows. Plain data, kept for the next turn of a conversation. */
export interface Frame {
  readonly ask: "measure" | "rows" | "values" | "columns";
  readonly rows: RowSet;
  readonly measures: readonly MeasureAsk[];
  readonly groups: readonly Group[];
  /** The aggregate of the first measure over this finer group. */
  readonly outer?: { readonly fn: Aggregate; readonly per: Group; readonly divisor?: number };
  readonly having: readonly Having[];
  readonly rank?: Rank;
  readonly compare?: Comparison;
  readonly running?: boolean;
  readonly growth?: boolean;
  /** `columns`: those asked for. */
  readonly columns: readonly { readonly entity: string; readonly column: string }[];
  /** `rows`: whether each was asked with its number ("how many of each"). */
  readonly withOwner?: boolean;
}
