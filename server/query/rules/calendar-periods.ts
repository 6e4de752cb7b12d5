import { monthPeriod, type Period, periodAt } from "./calendar.ts";
import { DAY, type PeriodReading, type TimeText } from "./time-text.ts";
import { MONTH_NAMES, ORDINALS, UNITS } from "./time-words.ts";
import { entryOf } from "./token.ts";

/** Nobody asks about a year further back. */
const NEAR_YEARS = 20;

export function dateAt(time: TimeText, index: number): PeriodReading | undefined {
  const token = time.tokens[index];
  if (token?.kind !== "date") return undefined;
  const numeric = /^(\d{1,2})[./](\d{1,2})[./](\d{2,4})$/.exec(token.text);
  if (numeric) {
    const year = Number(numeric[3]) + (Number(numeric[3]) < 100 ? 2000 : 0);
    const month = Number(numeric[2]) - 1;
    return month > 11 ? undefined : dayOf(monthPeriod(year, month), Number(numeric[1]), index + 1);
  }
  const [, year, month, day, clock, zone] = /^(\d{4})-(\d\d)-(\d\d)(?:[t ]([\d:.]+)(.*))?$/.exec(token.text) ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return undefined;
  const whole = dayOf(monthPeriod(Number(year), Number(month) - 1), Number(day), index + 1);
  if (!whole || clock === undefined) return whole;
  const at = Date.parse(`${year}-${month}-${day}T${clock}${zone?.toUpperCase() || "Z"}`);
  return Number.isNaN(at) ? undefined : { period: periodAt("minute", at), next: index + 1 };
}

/** A day of a month that has it. */
function dayOf(month: Period, day: number, next: number): PeriodReading | undefined {
  const from = month.from + (day - 1) * DAY;
  return day >= 1 && from < month.to ? { period: periodAt("day", from), next } : undefined;
}

/** `15 October`, `15th of October 2026`, `October 15`, `the 15th`. */
export function dayAt(time: TimeText, index: number): PeriodReading | undefined {
  const at = time.skip(index, "the");
  const day = dayNumber(time, at);
  const after = day === undefined ? undefined : monthAt(time, time.skip(at + 1, "of"));
  if (day !== undefined && after) return dayOf(after.period, day, after.next);
  const month = monthAt(time, at, false);
  const second = month === undefined ? undefined : dayNumber(time, month.next);
  if (!month || second === undefined || entryOf(UNITS, time.text(month.next + 1)) !== undefined) return undefined;
  const behind = time.tokens[month.next + 1]?.text === "," ? month.next + 2 : month.next + 1;
  const year = yearNumber(time, behind);
  if (year === undefined) return dayOf(month.period, second, month.next + 1);
  return dayOf(monthPeriod(year, new Date(month.period.from).getUTCMonth()), second, behind + 1);
}

export function dayNumber(time: TimeText, index: number): number | undefined {
  const token = time.tokens[index];
  // "the first of September".
  const named = time.text(index + 1) === "of" && MONTH_NAMES.has(time.text(index + 2)) ? entryOf(ORDINALS, time.text(index)) : undefined;
  const value = token?.kind === "number" ? token.value : named;
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31 ? value : undefined;
}

export function weekAt(time: TimeText, index: number): PeriodReading | undefined {
  if (time.text(index) !== "week" || !["of", "starting", "beginning"].includes(time.text(index + 1))) return undefined;
  const day = dayAt(time, index + 2) ?? dateAt(time, index + 2);
  return day && { period: periodAt("week", day.period.from), next: day.next };
}

export function monthAt(time: TimeText, index: number, withYear = true): PeriodReading | undefined {
  const month = MONTH_NAMES.get(time.text(index));
  if (month === undefined) return undefined;
  const at = time.skip(index + 1, "of");
  const year = withYear ? yearNumber(time, at) : undefined;
  if (year !== undefined) return { period: monthPeriod(year, month), next: at + 1 };
  const now = new Date(time.asOf);
  const latest = month > now.getUTCMonth() ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
  return { period: monthPeriod(latest, month), next: index + 1 };
}

export function quarterAt(time: TimeText, index: number): PeriodReading | undefined {
  const short =
    /^q([1-4])$/.exec(time.text(index))?.[1] ?? (time.text(index) === "q" ? String(time.tokens[index + 1]?.value ?? "") : undefined);
  const ordinal = time.text(index + 1) === "quarter" || time.text(index + 1) === "qtr" ? entryOf(ORDINALS, time.text(index)) : undefined;
  const n = short === undefined || short === "" ? ordinal : Number(short);
  if (n === undefined || n < 1 || n > 4) return undefined;
  const next = index + (ordinal !== undefined || time.text(index) === "q" ? 2 : 1);
  const at = time.skip(next, "of", "in");
  const year = yearNumber(time, at);
  const now = new Date(time.asOf);
  const started = Date.UTC(now.getUTCFullYear(), (n - 1) * 3, 1) <= time.asOf;
  const of = year ?? (started ? now.getUTCFullYear() : now.getUTCFullYear() - 1);
  return { period: periodAt("quarter", Date.UTC(of, (n - 1) * 3, 1)), next: year === undefined ? next : at + 1 };
}

export function yearAt(time: TimeText, index: number): PeriodReading | undefined {
  const year = yearNumber(time, index);
  return year === undefined ? undefined : { period: periodAt("year", Date.UTC(year, 0, 1)), next: index + 1 };
}

function yearNumber(time: TimeText, index: number): number | undefined {
  const token = time.tokens[index];
  // "over 2000" is a number.
  const near = new Date(time.asOf).getUTCFullYear() - NEAR_YEARS;
  return token?.kind === "number" && /^20\d\d$/.test(token.raw) && (token.value ?? 0) >= near ? token.value : undefined;
}
