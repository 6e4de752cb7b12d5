import { type CalendarUnit, dayLabel, MONTHS, monthPeriod, moved, type Period, periodAt, startOf, WEEKDAYS } from "./calendar.ts";
import { beforeSpec, betweenSpec, olderSpec, periodSpec, rollingSpec, sinceSpec, type TimeSpec, toDateSpec } from "./time-spec.ts";
import type { Token } from "./tokens.ts";

export type TimeReading =
  | { readonly spec: TimeSpec; readonly next: number }
  /** A time that has not come. */
  | { readonly future: true; readonly next: number };

const UNITS: Readonly<Record<string, CalendarUnit>> = {
  min: "minute",
  mins: "minute",
  minute: "minute",
  minutes: "minute",
  hour: "hour",
  hours: "hour",
  hr: "hour",
  hrs: "hour",
  h: "hour",
  day: "day",
  days: "day",
  d: "day",
  week: "week",
  weeks: "week",
  wk: "week",
  wks: "week",
  month: "month",
  months: "month",
  mo: "month",
  mth: "month",
  mths: "month",
  mnth: "month",
  mos: "month",
  quarter: "quarter",
  quarters: "quarter",
  qtr: "quarter",
  qtrs: "quarter",
  year: "year",
  years: "year",
  yr: "year",
  yrs: "year",
  fortnight: "week",
};
const LAST = new Set(["last", "past", "previous", "prior", "preceding", "trailing", "prev", "lst"]);
const NEXT = new Set(["next", "coming", "upcoming", "following"]);
const TO_DATE: Readonly<Record<string, CalendarUnit>> = { mtd: "month", ytd: "year", wtd: "week", qtd: "quarter" };
const MONTH_NAMES: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((name, index) => {
    const lower = name.toLowerCase();
    const short = lower.slice(0, 3);
    return [lower, short, ...(short === "sep" ? ["sept"] : [])].map((form): [string, number] => [form, index]);
  }),
);
const WEEKDAY_NAMES: ReadonlyMap<string, number> = new Map(
  WEEKDAYS.flatMap((name, index) => {
    const lower = name.toLowerCase();
    return [lower, lower.slice(0, 3), lower.slice(0, 4), ...(index === 3 ? ["thurs"] : [])].map((form): [string, number] => [form, index]);
  }),
);
/** Words that are also months or weekdays only in a date. */
const DOUBTFUL = new Set(["may", "mar", "sun", "sat", "wed", "mon", "dec", "jan", "march"]);
const ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4 };

/** Reads expressions of time, relative to `asOf` (epoch ms), by calendar rules in UTC. */
export class TimeReader {
  private readonly tokens: readonly Token[];
  private readonly asOf: number;
  private last: TimeSpec | undefined;

  constructor(tokens: readonly Token[], asOf: number) {
    this.tokens = tokens;
    this.asOf = asOf;
  }

  /** The expression that begins at `index`, prepositions before it included; undefined when there is none. */
  at(index: number): TimeReading | undefined {
    const reading = this.beforeThat(index) ?? this.read(index);
    if (reading && "spec" in reading) this.last = reading.spec;
    return reading;
  }

  private read(index: number): TimeReading | undefined {
    return this.range(index) ?? this.bounded(index) ?? this.toDate(index) ?? this.relative(index) ?? this.ago(index) ?? this.single(index);
  }

  /** "the 7 days before that", "the week before", "the previous 7 days" behind "the last 7 days". */
  private beforeThat(index: number): TimeReading | undefined {
    const { last } = this;
    if (!last?.previous) return undefined;
    const at = this.skip(index, "the", "in", "during", "with");
    const led = ["previous", "prior", "preceding"].includes(this.text(at));
    const span = this.spanAt(led ? at + 1 : at);
    const unit = span ? undefined : UNITS[this.text(led ? at + 1 : at)];
    const sameSpan = span !== undefined && span.n === last.span?.n && span.unit === last.span.unit;
    const sameUnit = unit !== undefined && (unit === last.unit || (last.span?.n === 1 && unit === last.span.unit));
    const next = span ? span.next : at + (led ? 2 : 1);
    const behind = ["before", "prior", "preceding", "earlier"].includes(this.text(next));
    if ((!sameSpan && !sameUnit) || (!led && !behind)) return undefined;
    const { from, to, label } = last.previous;
    return { spec: { kind: "whole", from, to, label }, next: behind ? this.skip(next + 1, "that", "it", "this", "those", "them") : next };
  }

  private text(index: number): string {
    const token = this.tokens[index];
    return token === undefined || token.kind === "quoted" ? "" : token.text;
  }

  private skip(index: number, ...words: readonly string[]): number {
    let next = index;
    while (words.includes(this.text(next))) next++;
    return next;
  }

  /** `between A and B`, `from A to B`, `A to B`, `5 to 12 October`. */
  private range(index: number): TimeReading | undefined {
    const opened = ["between", "from"].includes(this.text(index));
    const start = this.skip(opened ? index + 1 : this.skip(index, "in", "during", "on", "over", "for", "the"), "the");
    const days = this.dayRange(start);
    if (days) return days;
    const first = this.period(start);
    if (!first) return undefined;
    const link = this.text(first.next);
    const links = opened ? ["to", "and", "until", "till", "through", "thru", "til"] : ["to", "until", "till", "through", "thru", "til"];
    if (!links.includes(link)) return undefined;
    if (["now", "today", "date", "present"].includes(this.text(first.next + 1)))
      return { spec: sinceSpec(first.period.from, this.asOf), next: first.next + 2 };
    const last = this.period(this.skip(first.next + 1, "the"));
    if (!last || last.period.from < first.period.from) return undefined;
    return { spec: betweenSpec(this.alignedYear(first.period, last.period), last.period, this.asOf), next: last.next };
  }

  /** `December to January`: a month without a year may be meant of the year before. */
  private alignedYear(first: Period, last: Period): Period {
    return first.from > last.from ? periodAt(first.unit, moved(first.from, -1, "year")) : first;
  }

  /** `5 to 12 October`, `October 5 to 12`. */
  private dayRange(index: number): TimeReading | undefined {
    const a = this.dayNumber(index);
    if (a !== undefined) {
      const link = this.skip(index + 1, "to", "and", "until", "through", "of");
      const b = this.dayNumber(link);
      const month = b === undefined ? undefined : this.month(this.skip(link + 1, "of"));
      if (month && b !== undefined) return this.days(month, a, b);
    }
    const month = this.month(index);
    if (!month) return undefined;
    const first = this.dayNumber(month.next);
    const link = this.skip(month.next + 1, "to", "and", "until", "through");
    const second = first === undefined || link === month.next + 1 ? undefined : this.dayNumber(link);
    return first === undefined || second === undefined || this.month(link + 1)
      ? undefined
      : { ...this.days({ ...month, next: link + 1 }, first, second) };
  }

  private days(month: { period: Period; next: number }, first: number, last: number): TimeReading {
    const day = (n: number) => periodAt("day", month.period.from + (n - 1) * 86_400_000);
    return { spec: betweenSpec(day(first), day(last), this.asOf), next: month.next };
  }

  /** `since A`, `before A`, `until A`, `after A`. */
  private bounded(index: number): TimeReading | undefined {
    const word = this.text(index);
    const from = this.skip(index + 1, "the", "start", "beginning", "of", "on");
    if (
      word === "since" ||
      word === "after" ||
      ((word === "starting" || word === "beginning") && ["from", "in", "with", "on"].includes(this.text(index + 1)))
    ) {
      const found = this.period(this.skip(from, "from", "in", "zero", "with", "on")) ?? this.relativePeriod(from);
      if (!found) return undefined;
      const start = word === "after" ? found.period.to : found.period.from;
      return { spec: sinceSpec(start, this.asOf), next: found.next };
    }
    if (!["before", "until", "till", "prior", "through"].includes(word)) return undefined;
    const found = this.period(this.skip(from, "to")) ?? this.relativePeriod(from);
    if (!found) return undefined;
    const { from: start, to, label } = found.period;
    return {
      spec: word === "before" || word === "prior" ? beforeSpec(start, label) : { ...beforeSpec(to, label), label: `until ${label}` },
      next: found.next,
    };
  }

  private toDate(index: number): TimeReading | undefined {
    const start = this.skip(index, "in", "for", "the", "so", "far");
    const short = TO_DATE[this.text(start)];
    if (short !== undefined) return { spec: toDateSpec(short, this.asOf), next: start + 1 };
    const unit = UNITS[this.text(start)];
    if (unit !== undefined && this.text(start + 1) === "to" && this.text(start + 2) === "date")
      return { spec: toDateSpec(unit, this.asOf), next: start + 3 };
    return undefined;
  }

  /** `last 7 days`, `past week`, `this month`, `yesterday`, `7d`. */
  private relative(index: number): TimeReading | undefined {
    let at = this.skip(
      index,
      "in",
      "within",
      "during",
      "over",
      "for",
      "on",
      "of",
      "from",
      "the",
      "so",
      "far",
      "at",
      "across",
      "throughout",
      "since",
    );
    const word = this.text(at);
    if (word === "tomorrow" || (NEXT.has(word) && this.unitAfter(at + 1)))
      return { future: true, next: at + (word === "tomorrow" ? 1 : 2) };
    const day = this.relativePeriod(at);
    if (day) return { spec: periodSpec(day.period, this.asOf), next: this.skip(day.next, "so", "far") };
    if (LAST.has(word)) {
      at = this.skip(at + 1, "full", "complete", "couple", "of", "calendar");
      const rolling = this.spanAt(at);
      if (rolling) return { spec: rollingSpec(rolling.n, rolling.unit, this.asOf), next: rolling.next };
      const unit = UNITS[this.text(at)];
      if (unit === undefined) return undefined;
      const plain = ["last", "previous", "prior", "preceding", "prev", "lst"].includes(word) && unit !== "hour" && unit !== "minute";
      if (plain && unit !== "day") return { spec: periodSpec(periodAt(unit, this.asOf, -1), this.asOf), next: at + 1 };
      return { spec: rollingSpec(1, unit, this.asOf), next: at + 1 };
    }
    const bare = this.tokens[at];
    if (bare?.kind === "span" && bare.value !== undefined && (index < at || this.endsAt(at + 1)))
      return { spec: rollingSpec(bare.value, unitOf(bare), this.asOf), next: at + 1 };
    return undefined;
  }

  private endsAt(index: number): boolean {
    const next = this.tokens[index];
    return next === undefined || next.kind === "mark" || ["by", "per", "ago"].includes(next.text) === false;
  }

  /** `7 days`, `7d`, `24 hours`. */
  spanAt(index: number): { n: number; unit: CalendarUnit; next: number } | undefined {
    const token = this.tokens[index];
    if (token?.kind === "span" && token.value !== undefined) return { n: token.value, unit: unitOf(token), next: index + 1 };
    const few = ["a", "an", "one"].includes(token?.text ?? "") ? 1 : undefined;
    const n = token?.kind === "number" && token.unit === undefined ? token.value : few;
    const full = this.skip(index + 1, "full", "calendar", "consecutive");
    const unit = UNITS[this.text(full)];
    if (n === undefined || unit === undefined || !Number.isInteger(n)) return undefined;
    return { n: this.text(full) === "fortnight" ? n * 2 : n, unit, next: full + 1 };
  }

  private unitAfter(index: number): boolean {
    return (
      UNITS[this.text(index)] !== undefined ||
      this.spanAt(index) !== undefined ||
      MONTH_NAMES.has(this.text(index)) ||
      WEEKDAY_NAMES.has(this.text(index))
    );
  }

  /** `today`, `yesterday`, `this week`, `last Monday`: periods that end a range as well. */
  private relativePeriod(index: number): { period: Period; next: number } | undefined {
    const word = this.text(index);
    if (word === "today" || word === "tday") return { period: periodAt("day", this.asOf), next: index + 1 };
    if (["yesterday", "yday", "yest", "ystd", "yesterdays"].includes(word))
      return { period: periodAt("day", this.asOf, -1), next: index + 1 };
    if (word === "day" && this.text(index + 1) === "before" && this.text(index + 2) === "yesterday")
      return { period: periodAt("day", this.asOf, -2), next: index + 3 };
    const unit = UNITS[this.text(index + 1)];
    if ((word === "this" || word === "current") && unit !== undefined) return { period: periodAt(unit, this.asOf), next: index + 2 };
    const weekday = WEEKDAY_NAMES.get(this.text(index + 1));
    if ((word === "last" || word === "this" || word === "past") && weekday !== undefined)
      return { period: this.latestWeekday(weekday, word === "this"), next: index + 2 };
    if ((word === "last" || word === "previous") && unit !== undefined && unit !== "hour" && unit !== "minute" && unit !== "day")
      return { period: periodAt(unit, this.asOf, -1), next: index + 2 };
    return undefined;
  }

  private latestWeekday(weekday: number, orToday: boolean): Period {
    const today = startOf("day", this.asOf);
    const back = (today / 86_400_000 + 3 - weekday + 7) % 7;
    return periodAt("day", today - (back === 0 && !orToday ? 7 : back) * 86_400_000);
  }

  /** `3 days ago` is that day; `more than 3 days ago`, `older than a week`, `for longer than 24 hours` is everything before. */
  private ago(index: number): TimeReading | undefined {
    let at = this.skip(index, "for", "been", "since", "over", "made", "created");
    const older =
      ["older", "longer", "more", "over", "earlier", "greater"].includes(this.text(at)) || (at > index && this.text(at - 1) === "over");
    if (older && this.text(at - 1) !== "over") at = this.skip(at + 1, "than");
    const exact = this.spanAt(at);
    if (!exact) return undefined;
    const ago = ["ago", "old", "back", "earlier"].includes(this.text(exact.next));
    const word = this.text(index);
    if (
      older &&
      (ago || word === "for" || word === "older" || word === "longer" || (word === "over" && !ago && this.text(exact.next) !== ""))
    ) {
      if (!ago && word !== "for" && word !== "older" && word !== "longer") return undefined;
      return { spec: olderSpec(exact.n, exact.unit, this.asOf), next: exact.next + (ago ? 1 : 0) };
    }
    if (!ago || older || this.text(exact.next) === "old") return undefined;
    return { spec: periodSpec(periodAt(exact.unit, this.asOf, -exact.n), this.asOf), next: exact.next + 1 };
  }

  private single(index: number): TimeReading | undefined {
    const at = this.skip(
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
    const found = this.period(at);
    if (!found) return undefined;
    // "May", "mar" and the like are dates only where something says so.
    if (DOUBTFUL.has(this.text(at)) && found.next === at + 1 && at === index && !this.tokens[at]?.raw.match(/^[A-Z]/)) return undefined;
    return { spec: periodSpec(found.period, this.asOf), next: found.next };
  }

  /** A calendar period by name: a month, a day, a quarter, a year, a weekday, an ISO date. */
  private period(index: number): { period: Period; next: number } | undefined {
    return (
      this.isoDate(index) ??
      this.partOf(index) ??
      this.dayOf(index) ??
      this.weekOf(index) ??
      this.month(index) ??
      this.quarter(index) ??
      this.year(index) ??
      this.weekdayName(index) ??
      this.relativePeriod(index)
    );
  }

  private isoDate(index: number): { period: Period; next: number } | undefined {
    const token = this.tokens[index];
    if (token?.kind !== "date") return undefined;
    const numeric = /^(\d{1,2})[./](\d{1,2})[./](\d{2,4})$/.exec(token.text);
    const at = numeric
      ? Date.UTC(Number(numeric[3]) + (Number(numeric[3]) < 100 ? 2000 : 0), Number(numeric[2]) - 1, Number(numeric[1]))
      : Date.parse(token.text.length === 10 ? `${token.text}T00:00:00Z` : token.text);
    return Number.isNaN(at) ? undefined : { period: periodAt("day", at), next: index + 1 };
  }

  /** `first half of October`, `first week of September`, `end of` is left out: nobody agrees on it. */
  private partOf(index: number): { period: Period; next: number } | undefined {
    const at = this.skip(index, "the");
    const n = ORDINALS[this.text(at)];
    const part = this.text(at + 1);
    if (n === undefined || this.text(at + 2) !== "of") return undefined;
    const whole = this.month(this.skip(at + 3, "the")) ?? this.year(at + 3) ?? this.quarter(at + 3) ?? this.relativePeriod(at + 3);
    if (!whole) return undefined;
    const { from, unit } = whole.period;
    if (part === "quarter" && unit === "year") return { period: periodAt("quarter", moved(from, n - 1, "quarter")), next: whole.next };
    if (part === "half" && unit === "year" && n <= 2)
      return { period: this.custom(moved(from, (n - 1) * 6, "month"), moved(from, n * 6, "month"), "month"), next: whole.next };
    if (part === "half" && unit === "month" && n <= 2)
      return {
        period: n === 1 ? this.custom(from, from + 15 * 86_400_000, "day") : this.custom(from + 15 * 86_400_000, whole.period.to, "day"),
        next: whole.next,
      };
    if (part === "week" && unit === "month")
      return { period: this.custom(from + (n - 1) * 7 * 86_400_000, from + n * 7 * 86_400_000, "week"), next: whole.next };
    return undefined;
  }

  private custom(from: number, to: number, unit: CalendarUnit): Period {
    return { from, to, unit, label: `${dayLabel(from)} to ${dayLabel(to - 1)}` };
  }

  /** `15 October`, `15th of October 2026`, `October 15`, `the 15th`. */
  private dayOf(index: number): { period: Period; next: number } | undefined {
    const at = this.skip(index, "the");
    const day = this.dayNumber(at);
    const after = day === undefined ? undefined : this.month(this.skip(at + 1, "of"));
    if (day !== undefined && after) return { period: periodAt("day", after.period.from + (day - 1) * 86_400_000), next: after.next };
    const month = this.month(at, false);
    const second = month === undefined ? undefined : this.dayNumber(month.next);
    if (!month || second === undefined || UNITS[this.text(month.next + 1)] !== undefined) return undefined;
    const year = this.yearNumber(month.next + 1);
    const from = year === undefined ? month.period.from : Date.UTC(year, new Date(month.period.from).getUTCMonth(), 1);
    return { period: periodAt("day", from + (second - 1) * 86_400_000), next: month.next + (year === undefined ? 1 : 2) };
  }

  private dayNumber(index: number): number | undefined {
    const token = this.tokens[index];
    const value = token?.kind === "number" ? token.value : undefined;
    return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31 ? value : undefined;
  }

  private weekOf(index: number): { period: Period; next: number } | undefined {
    if (this.text(index) !== "week" || !["of", "starting", "beginning"].includes(this.text(index + 1))) return undefined;
    const day = this.dayOf(index + 2) ?? this.isoDate(index + 2);
    return day && { period: periodAt("week", day.period.from), next: day.next };
  }

  private month(index: number, withYear = true): { period: Period; next: number } | undefined {
    const month = MONTH_NAMES.get(this.text(index));
    if (month === undefined) return undefined;
    const at = this.skip(index + 1, "of");
    const year = withYear ? this.yearNumber(at) : undefined;
    if (year !== undefined) return { period: monthPeriod(year, month), next: at + 1 };
    const now = new Date(this.asOf);
    const latest = month > now.getUTCMonth() ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
    return { period: monthPeriod(latest, month), next: index + 1 };
  }

  private quarter(index: number): { period: Period; next: number } | undefined {
    const short =
      /^q([1-4])$/.exec(this.text(index))?.[1] ?? (this.text(index) === "q" ? String(this.tokens[index + 1]?.value ?? "") : undefined);
    const ordinal = this.text(index + 1) === "quarter" || this.text(index + 1) === "qtr" ? ORDINALS[this.text(index)] : undefined;
    const n = short === undefined || short === "" ? ordinal : Number(short);
    if (n === undefined || n < 1 || n > 4) return undefined;
    const next = index + (ordinal !== undefined || this.text(index) === "q" ? 2 : 1);
    const at = this.skip(next, "of", "in");
    const year = this.yearNumber(at);
    const now = new Date(this.asOf);
    const started = Date.UTC(now.getUTCFullYear(), (n - 1) * 3, 1) <= this.asOf;
    const of = year ?? (started ? now.getUTCFullYear() : now.getUTCFullYear() - 1);
    return { period: periodAt("quarter", Date.UTC(of, (n - 1) * 3, 1)), next: year === undefined ? next : at + 1 };
  }

  private year(index: number): { period: Period; next: number } | undefined {
    const year = this.yearNumber(index);
    return year === undefined ? undefined : { period: periodAt("year", Date.UTC(year, 0, 1)), next: index + 1 };
  }

  private yearNumber(index: number): number | undefined {
    const token = this.tokens[index];
    const value = token?.kind === "number" && /^20\d\d$/.test(token.raw) ? token.value : undefined;
    return value;
  }

  private weekdayName(index: number): { period: Period; next: number } | undefined {
    const weekday = WEEKDAY_NAMES.get(this.text(index));
    return weekday === undefined ? undefined : { period: this.latestWeekday(weekday, true), next: index + 1 };
  }
}

function unitOf(token: Token): CalendarUnit {
  return UNITS[token.unit ?? "day"] ?? "day";
}

/** A period of time by one of its names. */
export function calendarUnit(word: string): CalendarUnit | undefined {
  return UNITS[word];
}

/** Every word that expressions of time are made of. */
export const TIME_WORDS: readonly string[] = [
  ...Object.keys(UNITS),
  ...LAST,
  ...NEXT,
  ...Object.keys(TO_DATE),
  ...MONTH_NAMES.keys(),
  ...WEEKDAY_NAMES.keys(),
  ...WEEKDAYS.map((day) => `${day.toLowerCase()}s`),
  "weekends",
  "workdays",
  ...Object.keys(ORDINALS),
  ..."today yesterday yday yest tomorrow this current since before after until till through between from to ago older longer earlier than now date q1 q2 q3 q4 half starting beginning".split(
    " ",
  ),
];
