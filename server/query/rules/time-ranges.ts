import { periodAt } from "./calendar.ts";
import { dayNumber, monthAt } from "./calendar-periods.ts";
import { periodNamed } from "./periods-by-name.ts";
import { betweenSpec, sinceSpec } from "./time-spec.ts";
import { DAY, type PeriodReading, type TimeReading, type TimeText } from "./time-text.ts";

/** `between A and B`, `from A to B`, `A to B`, `5 to 12 October`. */
export function rangeAt(time: TimeText, index: number): TimeReading | undefined {
  const opened = ["between", "from"].includes(time.text(index));
  const start = time.skip(opened ? index + 1 : time.skip(index, "in", "during", "on", "over", "for", "the"), "the");
  const days = dayRange(time, start);
  if (days) return days;
  const first = periodNamed(time, start);
  if (!first) return undefined;
  const link = time.text(first.next);
  const links = opened ? ["to", "and", "until", "till", "through", "thru", "til"] : ["to", "until", "till", "through", "thru", "til"];
  if (!links.includes(link)) return undefined;
  if (["now", "today", "date", "present"].includes(time.text(first.next + 1)))
    return { spec: sinceSpec(first.period.from, time.asOf), next: first.next + 2 };
  const last = periodNamed(time, time.skip(first.next + 1, "the"));
  if (!last || last.period.from < first.period.from) return undefined;
  if (first.period.from > time.asOf) return { future: true, next: last.next };
  return { spec: betweenSpec(first.period, last.period, time.asOf), next: last.next };
}

/** `5 to 12 October`, `October 5 to 12`. */
function dayRange(time: TimeText, index: number): TimeReading | undefined {
  const a = dayNumber(time, index);
  if (a !== undefined) {
    const link = time.skip(index + 1, "to", "and", "until", "through", "of");
    const b = dayNumber(time, link);
    const month = b === undefined ? undefined : monthAt(time, time.skip(link + 1, "of"));
    if (month && b !== undefined && a <= b) return days(time, month, a, b);
  }
  const month = monthAt(time, index);
  if (!month) return undefined;
  const first = dayNumber(time, month.next);
  const link = time.skip(month.next + 1, "to", "and", "until", "through");
  const second = first === undefined || link === month.next + 1 ? undefined : dayNumber(time, link);
  return first === undefined || second === undefined || monthAt(time, link + 1)
    ? undefined
    : { ...days(time, { ...month, next: link + 1 }, first, second) };
}

function days(time: TimeText, month: PeriodReading, first: number, last: number): TimeReading {
  const day = (n: number) => periodAt("day", month.period.from + (n - 1) * DAY);
  return { spec: betweenSpec(day(first), day(last), time.asOf), next: month.next };
}
