import { dateAt, dayAt, monthAt, quarterAt, weekAt, yearAt } from "./calendar-periods.ts";
import { partAt } from "./period-parts.ts";
import { relativePeriod, weekdayAt } from "./relative-periods.ts";
import { periodSpec } from "./time-spec.ts";
import type { PeriodReading, TimeReading, TimeText } from "./time-text.ts";
import { DOUBTFUL } from "./time-words.ts";

/** A calendar period by name: a month, a day, a quarter, a year, a weekday, an ISO date. */
export function periodNamed(time: TimeText, index: number): PeriodReading | undefined {
  return (
    dateAt(time, index) ??
    partAt(time, index) ??
    dayAt(time, index) ??
    weekAt(time, index) ??
    monthAt(time, index) ??
    quarterAt(time, index) ??
    yearAt(time, index) ??
    weekdayAt(time, index) ??
    relativePeriod(time, index)
  );
}

export function singleAt(time: TimeText, index: number): TimeReading | undefined {
  const at = time.skip(
    index,
    "in",
    "during",
    "on",
    "for",
    "of",
    "from",
    "over",
    "the",
    "month",
    "throughout",
    "across",
    "within",
    "all",
    "whole",
    "entire",
    "at",
  );
  const found = periodNamed(time, at);
  if (!found) return undefined;
  // "May", "mar" and the like are dates only where something says so.
  if (DOUBTFUL.has(time.text(at)) && found.next === at + 1 && at === index && !time.tokens[at]?.raw.match(/^[A-Z]/)) return undefined;
  if (found.period.from > time.asOf) return { future: true, next: found.next };
  return { spec: periodSpec(found.period, time.asOf), next: found.next };
}
