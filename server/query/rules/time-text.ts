import type { CalendarUnit, Period } from "./calendar.ts";
import type { TimeSpec } from "./time-spec.ts";
import { UNITS } from "./time-words.ts";
import type { Token } from "./token.ts";

export type TimeReading =
  | { readonly spec: TimeSpec; readonly next: number }
  /** A time that has not come. */
  | { readonly future: true; readonly next: number };

/** A period of the calendar, and where the text goes on behind it. */
export interface PeriodReading {
  readonly period: Period;
  readonly next: number;
}

/** A day, in ms. */
export const DAY = 86_400_000;

/** The words of a question, for those who read times in them. `asOf` is epoch ms; calendar rules are those of UTC. */
export class TimeText {
  readonly tokens: readonly Token[];
  readonly asOf: number;

  constructor(tokens: readonly Token[], asOf: number) {
    this.tokens = tokens;
    this.asOf = asOf;
  }

  text(index: number): string {
    const token = this.tokens[index];
    return token === undefined || token.kind === "quoted" ? "" : token.text;
  }

  skip(index: number, ...words: readonly string[]): number {
    let next = index;
    while (words.includes(this.text(next))) next++;
    return next;
  }

  /** `7 days`, `7d`, `24 hours`. */
  spanAt(index: number): { n: number; unit: CalendarUnit; next: number } | undefined {
    const token = this.tokens[index];
    if (token?.kind === "span" && token.value !== undefined) return { n: token.value, unit: unitOf(token), next: index + 1 };
    const few = ["a", "an", "one"].includes(token?.text ?? "") ? 1 : undefined;
    const n = token?.kind === "number" && token.unit === undefined ? token.value : few;
    const full = this.skip(index + 1, "full", "calendar", "consecutive");
    const unit = UNITS[this.text(full)];
    if (n === undefined || unit === undefined || !Number.isInteger(n)) return undefined;
    return { n: this.text(full) === "fortnight" ? n * 2 : n, unit, next: full + 1 };
  }
}

export function unitOf(token: Token): CalendarUnit {
  return UNITS[token.unit ?? "day"] ?? "day";
}
