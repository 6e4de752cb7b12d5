import type { CompareOp } from "../../../shared/plan.ts";

export type Aggregate = "avg" | "median" | "sum" | "max" | "min";
export type Grain = "hour" | "day" | "week" | "month" | "quarter" | "year" | "hourOfDay" | "weekday" | "dayOfMonth";

/** What a word of the language itself, rather than of the data, does in a question. */
export type Word =
  | { readonly tag: "ask"; readonly ask: "howMany" | "howMuch" | "which" | "who" | "show" | "when" | "whether" | "howLong" }
  | { readonly tag: "aggregate"; readonly fn: Aggregate }
  | { readonly tag: "count" }
  | { readonly tag: "distinct" }
  | { readonly tag: "share" }
  | { readonly tag: "superlative"; readonly direction: "asc" | "desc"; readonly of: "amount" | "count" | "time" | "either" }
  | { readonly tag: "compareOp"; readonly op: CompareOp }
  | { readonly tag: "orMore"; readonly op: CompareOp }
  | { readonly tag: "group"; readonly each: boolean }
  | { readonly tag: "grain"; readonly grain: Grain; readonly adverb?: boolean }
  | { readonly tag: "negation" }
  | { readonly tag: "and" | "or" | "but" | "both" | "either" }
  | { readonly tag: "relative" }
  | { readonly tag: "preposition"; readonly word: string }
  | { readonly tag: "first" | "last" }
  | { readonly tag: "moneyUnit" | "rather" | "apart" | "oneGo" }
  | { readonly tag: "more"; readonly direction: "up" | "down" }
  | { readonly tag: "vagueTalk"; readonly mild?: boolean }
  | { readonly tag: "running" | "growth" | "trend" | "same" | "between" | "less" | "all" | "only" }
  | { readonly tag: "change"; readonly direction: "up" | "down" | "any" }
  | { readonly tag: "versus" }
  | { readonly tag: "elapsed"; readonly unit: "minutes" | "hours" | "days" | "seconds" }
  | { readonly tag: "pronoun"; readonly word: "they" | "those" }
  | { readonly tag: "order"; readonly direction: "asc" | "desc" }
  | { readonly tag: "noise" };

/** Each entry: what it does, and the phrases that do it, separated by `|`. */
export type WordTable = readonly (readonly [Word, string])[];
