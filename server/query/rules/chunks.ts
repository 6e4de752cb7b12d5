import type { CompareOp } from "../../../shared/plan.ts";
import type { CalendarUnit } from "./calendar.ts";
import type { Sense } from "./lexicon.ts";
import type { TimeSpec } from "./time-spec.ts";
import type { Word } from "./word.ts";

/** `over $500`, `at least 3`, `between 1k and 5k`, `more than 2 hours`; without a value in `more than they deposited`. */
export interface Comparison {
  readonly op: CompareOp;
  readonly value: number;
  /** Of a range: its other end, included. */
  readonly high?: number;
  readonly unit: "plain" | "times" | "money" | "percent" | CalendarUnit;
  readonly currency?: string;
}

export type Chunk = { readonly text: string; readonly at: number } & (
  | Word
  | { readonly tag: "compare"; readonly comparison: Comparison }
  | { readonly tag: "number"; readonly value: number; readonly ordinal: boolean }
  | { readonly tag: "span"; readonly n: number; readonly unit: CalendarUnit }
  | { readonly tag: "literal"; readonly type: "ip" | "email" | "quoted" | "name"; readonly value: string }
  | { readonly tag: "time"; readonly spec: TimeSpec }
  | { readonly tag: "future" }
  /** Hours of the day 0–23, days of the week 1–7. */
  | { readonly tag: "part"; readonly part: "hourOfDay" | "weekday"; readonly values: readonly number[] }
  | { readonly tag: "comma" }
  /** With spaces around it: "less" between two things, else a pause. */
  | { readonly tag: "dash" }
  | { readonly tag: "data"; readonly senses: readonly Sense[]; readonly words: readonly Word[] }
  | { readonly tag: "unknown"; readonly capital: boolean }
);
