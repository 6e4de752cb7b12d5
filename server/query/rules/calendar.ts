import type { TimeBound } from "../../../shared/plan.ts";

export type CalendarUnit = "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** A stretch of time, `to` excluded; epoch ms. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly unit: CalendarUnit;
  readonly label: string;
}

const DAY_MS = 86_400_000;
const SPAN_MS: Readonly<Record<"minute" | "hour" | "day" | "week", number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
};
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The first instant of the calendar period that holds `at`: UTC, weeks from Monday. */
export function startOf(unit: CalendarUnit, at: number): number {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case "minute":
    case "hour":
    case "day":
      return at - (((at % SPAN_MS[unit]) + SPAN_MS[unit]) % SPAN_MS[unit]);
    case "week":
      return startOf("day", at) - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    case "month":
      return Date.UTC(year, month, 1);
    case "quarter":
      return Date.UTC(year, month - (month % 3), 1);
    case "year":
      return Date.UTC(year, 0, 1);
  }
}

/** `at` moved by whole units; a day that a month does not have becomes its last one. */
export function moved(at: number, by: number, unit: CalendarUnit): number {
  if (unit === "minute" || unit === "hour" || unit === "day" || unit === "week") return at + by * SPAN_MS[unit];
  const months = by * (unit === "month" ? 1 : unit === "quarter" ? 3 : 12);
  const date = new Date(at);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), last) - 1) * DAY_MS + (at - startOf("day", at));
}

/** The calendar period `offset` units from the one that holds `at`. */
export function periodAt(unit: CalendarUnit, at: number, offset = 0): Period {
  const from = startOf(unit, moved(startOf(unit, at), offset, unit));
  return { from, to: moved(from, 1, unit), unit, label: labelOf(unit, from) };
}

export function monthPeriod(year: number, month: number): Period {
  return periodAt("month", Date.UTC(year, month, 1));
}

export function dayLabel(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** A day, with the time of day where that is not its beginning. */
export function momentLabel(at: number): string {
  return at === startOf("day", at) ? dayLabel(at) : `${dayLabel(at)} ${new Date(at).toISOString().slice(11, 16)}`;
}

export function labelOf(unit: CalendarUnit, from: number): string {
  const date = new Date(from);
  const year = date.getUTCFullYear();
  if (unit === "year") return String(year);
  if (unit === "quarter") return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${year}`;
  if (unit === "month") return `${MONTHS[date.getUTCMonth()]} ${year}`;
  if (unit === "week") return `the week of ${dayLabel(from)}`;
  return momentLabel(from);
}

/** An ISO 8601 instant in UTC, without fractions where there are none. */
export function instant(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

export function bound(at: number, inclusive: boolean): TimeBound {
  return { at: instant(at), inclusive };
}
