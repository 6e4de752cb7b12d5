import type { CalendarUnit, Period } from "./calendar.ts";
import type { TimeSpec } from "./time-spec.ts";
import { UNITS } from "./time-words.ts";
import { entryOf, type Token } from "./token.ts";

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
  spanAt(index: number): Span | undefined {
    const token = this.tokens[index];
    if (token?.kind === "span" && token.value !== undefined) return sane({ n: token.value, unit: unitOf(token), next: index + 1 });
    const few = ["a", "an", "one"].includes(token?.text ?? "") ? 1 : undefined;
    const n = token?.kind === "number" && token.unit === undefined ? token.value : few;
    const full = this.skip(index + 1, "full", "calendar", "consecutive");
    const unit = entryOf(UNITS, this.text(full));
    if (n === undefined || unit === undefined || !Number.isInteger(n)) return undefined;
    return sane({ n: this.text(full) === "fortnight" ? n * 2 : n, unit, next: full + 1 });
  }
}

interface Span {
  readonly n: number;
  readonly unit: CalendarUnit;
  readonly next: number;
}

/** Nothing that is asked about is further away: a year has 525,600 minutes. */
const MOST: Readonly<Record<CalendarUnit, number>> = {
  minute: 52_560_000,
  hour: 876_000,
  day: 36_500,
  week: 5_200,
  month: 1_200,
  quarter: 400,
  year: 100,
};

function sane(span: Span): Span | undefined {
  return span.n <= MOST[span.unit] ? span : undefined;
}

export function unitOf(token: Token): CalendarUnit {
  return entryOf(UNITS, token.unit ?? "day") ?? "day";
}
