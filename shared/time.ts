import { z } from "zod";

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

/** Milliseconds of a duration such as `500ms`, `30s`, `5m`, `1h`, `7d`; `undefined` when it is not one. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}

/** Milliseconds of a duration that a schema has already accepted. Throws on any other text. */
export function durationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`not a duration: ${text}`);
  return ms;
}

/** The shortest exact duration string of a whole number of milliseconds: 300000 is `5m`. */
export function formatDuration(ms: number): string {
  for (const unit of ["d", "h", "m", "s"] as const) {
    if (ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0) return `${ms / UNIT_MS[unit]}${unit}`;
  }
  return `${ms}ms`;
}

export const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, "expected a duration such as 500ms, 30s, 5m, 1h or 7d")
  .meta({ id: "Duration", description: "A whole number with its unit: ms, s, m, h or d.", example: "5m" });

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** The last instant an ISO string with a four-digit year can hold, 9999-12-31T23:59:59.999Z. */
const MAX_INSTANT_MS = 253_402_300_799_999;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/**
 * Epoch milliseconds of an RFC 3339 instant (offset required) or of an integer that already is one;
 * `undefined` when it is neither. A day that its month does not have is refused, a leap second counts as :59.
 */
export function parseInstant(value: string | number): number | undefined {
  if (typeof value === "number") {
    return Number.isInteger(value) && value >= 0 && value <= MAX_INSTANT_MS ? value : undefined;
  }
  const match = RFC3339.exec(value);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return undefined;
  if (month === 2 && day === 29 && !isLeapYear(year)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const millis = match[7] ? Math.floor(Number(`0${match[7]}`) * 1000) : 0;
  const zone = match[8] as string;
  const offsetMinutes = zone.length === 1 ? 0 : (zone[0] === "-" ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), millis) - offsetMinutes * 60_000;
  return ms >= 0 && ms <= MAX_INSTANT_MS ? ms : undefined;
}

/** ISO 8601 UTC with milliseconds, the one form in which times leave the server. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

export const isoSchema = z.iso
  .datetime({ precision: 3 })
  .meta({ id: "Timestamp", description: "ISO 8601 UTC with milliseconds.", example: "2026-10-31T23:59:59.000Z" });

/** An instant as a client may write it, turned into epoch milliseconds. */
export const instantSchema = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const ms = parseInstant(value);
    if (ms === undefined) {
      context.addIssue({ code: "custom", message: "expected an RFC 3339 instant with an offset, or integer epoch milliseconds" });
      return z.NEVER;
    }
    return ms;
  })
  .meta({ id: "Instant", description: "RFC 3339 with an offset, or integer epoch milliseconds.", example: "2026-10-31T23:59:59Z" });
