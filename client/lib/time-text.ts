import type { Zone } from "../stores/ui.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  const name = `${key}:${zone}`;
  let made = formats.get(name);
  if (!made) {
    made = new Intl.DateTimeFormat("en-GB", { ...options, hourCycle: "h23", ...(zone === "utc" ? { timeZone: "UTC" } : {}) });
    formats.set(name, made);
  }
  return made;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

/** `14:03:22`. */
export function clock(ms: number, zone: Zone): string {
  return format("clock", CLOCK, zone).format(ms);
}

/** `14:03:22.417`, for rows that follow each other within a second. */
export function preciseClock(ms: number, zone: Zone): string {
  return format("precise", { ...CLOCK, fractionalSecondDigits: 3 }, zone).format(ms);
}

/** `2 Nov, 14:03:22`. */
export function dateTime(ms: number, zone: Zone): string {
  return format("dateTime", { day: "numeric", month: "short", ...CLOCK }, zone).format(ms);
}

/** The clock alone for the day that is now, with the date in front for any other. */
export function moment(ms: number, now: number, zone: Zone): string {
  const day = format("day", { year: "numeric", month: "numeric", day: "numeric" }, zone);
  return day.format(ms) === day.format(now) ? clock(ms, zone) : dateTime(ms, zone);
}
