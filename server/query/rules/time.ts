import type { CalendarUnit } from "./calendar.ts";
import { singleAt } from "./periods-by-name.ts";
import { boundedAt, toDateAt } from "./time-bounds.ts";
import { rangeAt } from "./time-ranges.ts";
import { agoAt, relativeAt } from "./time-relative.ts";
import type { TimeSpec } from "./time-spec.ts";
import { type TimeReading, TimeText } from "./time-text.ts";
import { UNITS } from "./time-words.ts";
import { entryOf, type Token } from "./token.ts";

/** Reads expressions of time, relative to `asOf` (epoch ms), by calendar rules in UTC. */
export class TimeReader {
  private readonly words: TimeText;
  private last: TimeSpec | undefined;

  constructor(tokens: readonly Token[], asOf: number) {
    this.words = new TimeText(tokens, asOf);
  }

  /** The expression that begins at `index`, prepositions before it included; undefined when there is none. */
  at(index: number): TimeReading | undefined {
    const reading = this.beforeThat(index) ?? this.read(index);
    if (reading && "spec" in reading) this.last = reading.spec;
    return reading;
  }

  private read(index: number): TimeReading | undefined {
    return (
      rangeAt(this.words, index) ??
      boundedAt(this.words, index) ??
      toDateAt(this.words, index) ??
      relativeAt(this.words, index) ??
      agoAt(this.words, index) ??
      singleAt(this.words, index)
    );
  }

  /** "the 7 days before that", "the week before", "the previous 7 days" behind "the last 7 days". */
  private beforeThat(index: number): TimeReading | undefined {
    const { last } = this;
    if (!last?.previous) return undefined;
    const at = this.words.skip(index, "the", "in", "during", "with");
    const led = ["previous", "prior", "preceding"].includes(this.words.text(at));
    const span = this.words.spanAt(led ? at + 1 : at);
    const unit = span ? undefined : entryOf(UNITS, this.words.text(led ? at + 1 : at));
    const sameSpan = span !== undefined && span.n === last.span?.n && span.unit === last.span.unit;
    const sameUnit = unit !== undefined && (unit === last.unit || (last.span?.n === 1 && unit === last.span.unit));
    const next = span ? span.next : at + (led ? 2 : 1);
    const behind = ["before", "prior", "preceding", "earlier"].includes(this.words.text(next));
    if ((!sameSpan && !sameUnit) || (!led && !behind)) return undefined;
    const { from, to, label } = last.previous;
    return {
      spec: { kind: "whole", from, to, label },
      next: behind ? this.words.skip(next + 1, "that", "it", "this", "those", "them") : next,
    };
  }

  /** `7 days`, `7d`, `24 hours`. */
  spanAt(index: number): { n: number; unit: CalendarUnit; next: number } | undefined {
    return this.words.spanAt(index);
  }
}
