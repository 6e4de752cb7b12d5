import type { Cell, Column } from "../../shared/answers.ts";
import type { Zone } from "../stores/ui.ts";

type Unit = NonNullable<Column["unit"]>;

const EMPTY = "–";
const UNIT_MARKS: Partial<Record<Unit, string>> = { seconds: "s", minutes: "min", hours: "h", days: "d" };

const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat("en-US", options);
const whole = number({ maximumFractionDigits: 0 });
const fine = number({ maximumFractionDigits: 2 });
const tiny = number({ maximumSignificantDigits: 3 });
/** An amount in a currency of its own may be of a coin that is divided further than a cent. */
const coin = number({ maximumFractionDigits: 8 });
const dollars = number({ style: "currency", currency: "USD" });
const percent = number({ style: "percent", maximumFractionDigits: 1 });
const short = number({ notation: "compact", maximumFractionDigits: 1 });
const shortDollars = number({ style: "currency", currency: "USD", notation: "compact", maximumFractionDigits: 1 });

const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const day = new Intl.DateTimeFormat("en-GB", { ...DAY, timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const CLOCK = { ...DAY, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
const utcMoment = new Intl.DateTimeFormat("en-GB", { ...CLOCK, timeZone: "UTC" });
const localMoment = new Intl.DateTimeFormat("en-GB", CLOCK);

/** Whether the numbers of a column only name something. */
export function isId({ name, type, unit }: Column): boolean {
  return type === "number" && unit === undefined && /(^|_)id$/.test(name);
}

/** Whether a column is set flush right and summed up in charts. */
export function isFigure(column: Column): boolean {
  return column.type === "number" && !isId(column);
}

function plainNumber(value: number): string {
  if (Number.isInteger(value)) return whole.format(value);
  return Math.abs(value) >= 1 ? fine.format(value) : tiny.format(value);
}

function numberText(column: Column, value: number): string {
  if (isId(column)) return String(value);
  if (column.unit === "usd") return dollars.format(value);
  if (column.unit === "percent") return percent.format(value);
  if (column.unit === "currency") return coin.format(value);
  const mark = column.unit && UNIT_MARKS[column.unit];
  return mark ? `${plainNumber(value)} ${mark}` : plainNumber(value);
}

function dateText({ name }: Column, value: string): string {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  return (name === "month" ? month : day).format(at);
}

function momentText(value: string, zone: Zone): string {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  return (zone === "utc" ? utcMoment : localMoment).format(at);
}

/** A cell as people read it: money in dollars, shares in percent, days as days. */
export function cellText(column: Column, value: Cell | undefined, zone: Zone): string {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return numberText(column, value);
  if (column.type === "date") return dateText(column, value);
  return column.type === "timestamp" ? momentText(value, zone) : value;
}

/** A number where there is little room: `$54.1K`, `12%`. */
export function shortNumber(column: Column, value: number): string {
  if (column.unit === "usd") return shortDollars.format(value);
  if (column.unit === "percent") return percent.format(value);
  if (Math.abs(value) >= 1_000) return short.format(value);
  return numberText(column, value);
}

/** A label of an axis, without the year where the day is what differs. */
export function axisLabel(column: Column, value: Cell | undefined, zone: Zone): string {
  if (column.type === "date" && column.name !== "month" && typeof value === "string") {
    const at = Date.parse(value);
    if (!Number.isNaN(at)) return shortDay.format(at);
  }
  return cellText(column, value, zone);
}

/** A column's name with a capital letter at the beginning. */
export function heading({ label, name }: Column): string {
  const text = label || name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A moment of the data, always in UTC, in which its days begin. */
export function dataMoment(iso: string): string {
  return `${momentText(iso, "utc").slice(0, -3)} UTC`;
}
