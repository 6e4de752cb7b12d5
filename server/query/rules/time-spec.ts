import type { TimeRange } from "../../../shared/plan.ts";
import { bound, type CalendarUnit, momentLabel, moved, type Period, periodAt, startOf } from "./calendar.ts";
import type { Grain } from "./word.ts";

/** When something happened, as it was asked: a plan's time range without its field. */
export interface TimeSpec extends Omit<TimeRange, "field"> {
  /** Of a rolling range: how long it is. */
  readonly span?: { readonly n: number; readonly unit: CalendarUnit };
  /** Of a calendar period. */
  readonly unit?: CalendarUnit;
  /** The two periods of a range that was given by them: `from August to September`. */
  readonly ends?: readonly [TimeSpec, TimeSpec];
  /** `pending for more than a day`: how long ago at least. */
  readonly older?: boolean;
}

/** A calendar period, cut at now when it is not over. */
export function periodSpec({ from, to, unit, label }: Period, asOf: number): TimeSpec {
  const previousFrom = unit === "minute" || unit === "hour" ? from - (to - from) : moved(from, -1, unit);
  if (to <= asOf) {
    const previous = { from: bound(previousFrom, true), to: bound(from, false), label: `the ${unit} before` };
    return { kind: "whole", from: bound(from, true), to: bound(to, false), label, unit, previous };
  }
  const previous = {
    from: bound(previousFrom, true),
    to: bound(moved(asOf, -1, unit), true),
    label: `the same part of the ${unit} before`,
  };
  return { kind: "current", from: bound(from, true), to: bound(asOf, true), label: `${label} so far`, unit, previous };
}

/** (asOf − N, asOf]. */
export function rollingSpec(n: number, unit: CalendarUnit, asOf: number): TimeSpec {
  const from = moved(asOf, -n, unit);
  const length = n === 1 ? unit : `${n} ${unit}s`;
  const previous = { from: bound(moved(asOf, -2 * n, unit), false), to: bound(from, true), label: `the ${length} before` };
  return { kind: "rolling", from: bound(from, false), to: bound(asOf, true), label: `the last ${length}`, span: { n, unit }, previous };
}

/** Everything before asOf − N. */
export function olderSpec(n: number, unit: CalendarUnit, asOf: number): TimeSpec {
  return { kind: "open", to: bound(moved(asOf, -n, unit), false), label: `more than ${n} ${n === 1 ? unit : `${unit}s`} ago`, older: true };
}

/** From the beginning of one period to the end of another, cut at now. */
export function betweenSpec(first: Period, last: Period, asOf: number): TimeSpec {
  const { from } = first;
  const to = Math.max(first.to, last.to);
  const label = `${first.label} to ${last.label}`;
  const ends = [periodSpec(first, asOf), periodSpec(last, asOf)] as const;
  if (to <= asOf) return { kind: "whole", from: bound(from, true), to: bound(to, false), label, ends };
  return { kind: "current", from: bound(from, true), to: bound(asOf, true), label: `${label} so far`, ends };
}

export function sinceSpec(from: number, asOf: number, label = momentLabel(from)): TimeSpec {
  return { kind: "open", from: bound(from, true), to: bound(asOf, true), label: `since ${label}` };
}

export function beforeSpec(to: number, label: string): TimeSpec {
  return { kind: "open", to: bound(to, false), label: `before ${label}` };
}

/** From the beginning of the current period until now. */
export function toDateSpec(unit: CalendarUnit, asOf: number): TimeSpec {
  return periodSpec(periodAt(unit, startOf("minute", asOf)), asOf);
}

/** Two times, the one that begins first before the other. */
export function instantOrder(a: TimeSpec, b: TimeSpec): readonly [TimeSpec, TimeSpec] {
  return (a.from?.at ?? "") <= (b.from?.at ?? "") ? [a, b] : [b, a];
}

/** How many days, weeks or months a range has, the last one cut at its end; undefined for one without a beginning. */
export function periodsIn({ from, to }: TimeSpec, grain: Grain): number | undefined {
  if (!from || !to || grain === "hourOfDay" || grain === "weekday" || grain === "dayOfMonth") return undefined;
  const end = Date.parse(to.at) - (to.inclusive ? 0 : 1);
  const start = Date.parse(from.at) + (from.inclusive ? 0 : 1_000);
  let count = 0;
  for (let at = startOf(grain, start); at <= end; at = moved(at, 1, grain)) count++;
  return count;
}
