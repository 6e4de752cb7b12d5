import type { CatalogMeasure } from "../../../shared/catalog.ts";
import type { Chunk, Comparison } from "./chunks.ts";
import type { Cond } from "./conditions.ts";
import type { RowTest } from "./frame.ts";
import type { TimeSpec } from "./time-spec.ts";
import type { Aggregate, Grain, Word } from "./word.ts";

type Ask = Extract<Word, { tag: "ask" }>["ask"];

/** A value as it was said: it may be of several columns until it is known what it is said of. Each option is a set of conditions. */
export interface Value {
  readonly options: readonly { readonly entity: string; readonly conds: readonly Cond[] }[];
  readonly negated: boolean;
  readonly text: string;
  /** Its position among the chunks. */
  readonly at?: number;
  /** Whether a preposition led to it: "in Germany", "by card". */
  readonly led?: boolean;
}

/** What stands before a thing and says something about it. */
export interface Before {
  ask?: Ask;
  aggregate?: Aggregate;
  /** "average and total": the others. */
  aggregates?: Aggregate[];
  superlative?: { direction: "asc" | "desc"; of: "amount" | "count" | "time" | "either" };
  number?: number;
  comparison?: Comparison;
  values: Value[];
  count?: boolean;
  distinct?: boolean;
  share?: boolean;
  negated?: boolean;
  /** The negation is of the values alone: "non-USD". */
  adjectival?: boolean;
  group?: "by" | "each";
  preposition?: string;
  link?: "and" | "or" | "but" | "comma";
  both?: boolean;
  all?: boolean;
  first?: boolean;
  last?: boolean;
  relative?: boolean;
  times?: TimeSpec[];
  running?: boolean;
  within?: { n: number; unit: "seconds" | "minutes" | "hours" | "days" };
  minus?: boolean;
  versus?: boolean;
  same?: boolean;
}

export type MentionKind = "rows" | "actor" | "verb" | "column" | "measure" | "grain" | "elapsed";

/** A thing that the question speaks of, with what is said of it. Filled while the question is read. */
export interface Mention {
  readonly kind: MentionKind;
  /** The position among the chunks. */
  readonly at: number;
  readonly end: number;
  readonly text: string;
  readonly label: string;
  /** Of rows, actors and verbs. */
  entity?: string;
  where: Cond[];
  readonly happening: boolean;
  /** Of columns: of which entities it may be one. */
  readonly columns: readonly { readonly entity: string; readonly column: string; readonly label: string }[];
  readonly measure?: CatalogMeasure;
  readonly grain?: Grain;
  readonly adverb: boolean;
  readonly elapsed?: "seconds" | "minutes" | "hours" | "days";
  readonly before: Before;
  /** Said behind it. */
  values: Value[];
  times: TimeSpec[];
  comparisons: Comparison[];
  /** The number that the name itself is of: "deposit volume" is the sum of the deposits' amounts. */
  readonly amount?: { readonly entity: string; readonly column: string };
  counted: boolean;
  /** `transactions by value`: what follows the superlative or the count. */
  shared: boolean;
  readonly plural: boolean;
  /** Not named: values alone were. */
  readonly implied?: boolean;
}

/** Everything that the chunks say, in order. */
export interface Reading {
  readonly mentions: readonly Mention[];
  readonly flags: ReadonlySet<Flag>;
  readonly change: "up" | "down" | "any" | undefined;
  readonly vague: readonly { readonly index: number; readonly text: string }[];
  readonly absent: readonly string[];
  readonly unknown: readonly string[];
  readonly future: boolean;
  /** Words that ask how things are, rather than for something. */
  readonly talk: readonly { readonly text: string; readonly mild: boolean }[];
  /** Hours of the day, days of the week. */
  readonly parts: readonly RowTest[];
  /** Times that stand before anything they could be said of. */
  readonly leading: readonly TimeSpec[];
  readonly asks: readonly Ask[];
  readonly order?: "asc" | "desc";
  /** What was said and stands before nothing: "the top ten". */
  readonly rest: Before;
  readonly chunks: readonly Chunk[];
}

export type Flag =
  | "running"
  | "growth"
  | "trend"
  | "same"
  | "versus"
  | "each"
  | "those"
  | "they"
  | "both"
  | "total"
  | "only"
  | "between"
  | "less"
  /** Within one day. */
  | "perDay"
  /** A sum of money is asked for, in the comparable currency or in the row's own. */
  | "money"
  | "ownMoney"
  /** The number is asked for beside another figure. */
  | "counted"
  /** Two values of one column, joined by "and", of which somebody has rows of each. */
  | "eachValue"
  /** Each on its own. */
  | "apart"
  /** Of one row, not of all together. */
  | "oneGo"
  /** More of one than of another. */
  | "more"
  /** In another country than the owner's. */
  | "abroad";
