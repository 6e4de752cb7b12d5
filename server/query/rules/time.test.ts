import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimeReader } from "./time.ts";
import { DAY } from "./time-text.ts";
import { tokenize } from "./tokens.ts";

const AS_OF = "2026-10-31T23:59:59Z";

function readingOf(text: string, asOf = AS_OF) {
  return new TimeReader(tokenize(text), Date.parse(asOf)).at(0);
}

/** Midnights as dates: `[2026-10-01 … 2026-11-01)`; square brackets where the end belongs to the range. */
function range(text: string, asOf = AS_OF): string {
  const reading = readingOf(text, asOf);
  if (!reading) return "none";
  if ("future" in reading) return "future";
  const { from, to } = reading.spec;
  const at = (instant: string) => instant.replace("T00:00:00Z", "");
  return `${from ? `${from.inclusive ? "[" : "("}${at(from.at)}` : "(…"} … ${to ? `${at(to.at)}${to.inclusive ? "]" : ")"}` : "…)"}`;
}

const NOW = "2026-10-31T23:59:59Z]";

describe("calendar periods that are over", () => {
  it.each([
    ["yesterday", "[2026-10-30 … 2026-10-31)"],
    ["the day before yesterday", "[2026-10-29 … 2026-10-30)"],
    ["last week", "[2026-10-19 … 2026-10-26)"],
    ["last calendar week", "[2026-10-19 … 2026-10-26)"],
    ["last month", "[2026-09-01 … 2026-10-01)"],
    ["the previous month", "[2026-09-01 … 2026-10-01)"],
    ["the last full month", "[2026-09-01 … 2026-10-01)"],
    ["last quarter", "[2026-07-01 … 2026-10-01)"],
    ["last year", "[2025-01-01 … 2026-01-01)"],
    ["in September", "[2026-09-01 … 2026-10-01)"],
    ["sep", "[2026-09-01 … 2026-10-01)"],
    ["sept 2025", "[2025-09-01 … 2025-10-01)"],
    ["in November", "[2025-11-01 … 2025-12-01)"],
    ["December 2025", "[2025-12-01 … 2026-01-01)"],
    ["in May", "[2026-05-01 … 2026-06-01)"],
    ["Q3", "[2026-07-01 … 2026-10-01)"],
    ["q3 2025", "[2025-07-01 … 2025-10-01)"],
    ["the third quarter", "[2026-07-01 … 2026-10-01)"],
    ["third quarter of 2025", "[2025-07-01 … 2025-10-01)"],
    ["2025", "[2025-01-01 … 2026-01-01)"],
    ["first half of October", "[2026-10-01 … 2026-10-16)"],
    ["second half of September", "[2026-09-16 … 2026-10-01)"],
    ["first half of 2026", "[2026-01-01 … 2026-07-01)"],
    ["first half of last year", "[2025-01-01 … 2025-07-01)"],
    ["first quarter of this year", "[2026-01-01 … 2026-04-01)"],
    ["first week of October", "[2026-10-01 … 2026-10-08)"],
    ["second week of last month", "[2026-09-08 … 2026-09-15)"],
    ["week of 14 October", "[2026-10-12 … 2026-10-19)"],
    ["the week starting 5 October", "[2026-10-05 … 2026-10-12)"],
  ])("%s is %s", (text, expected) => expect(range(text)).toBe(expected));
});

describe("periods that go on", () => {
  it.each([
    ["today", `[2026-10-31 … ${NOW}`],
    ["this week", `[2026-10-26 … ${NOW}`],
    ["this month", `[2026-10-01 … ${NOW}`],
    ["so far this month", `[2026-10-01 … ${NOW}`],
    ["in October", `[2026-10-01 … ${NOW}`],
    ["this quarter", `[2026-10-01 … ${NOW}`],
    ["Q4", `[2026-10-01 … ${NOW}`],
    ["this year", `[2026-01-01 … ${NOW}`],
    ["in 2026", `[2026-01-01 … ${NOW}`],
    ["second half of 2026", `[2026-07-01 … ${NOW}`],
    ["mtd", `[2026-10-01 … ${NOW}`],
    ["wtd", `[2026-10-26 … ${NOW}`],
    ["qtd", `[2026-10-01 … ${NOW}`],
    ["ytd", `[2026-01-01 … ${NOW}`],
    ["month to date", `[2026-10-01 … ${NOW}`],
    ["year to date", `[2026-01-01 … ${NOW}`],
  ])("%s is %s", (text, expected) => expect(range(text)).toBe(expected));
});

describe("the time until now", () => {
  it.each([
    ["last 7 days", `(2026-10-24T23:59:59Z … ${NOW}`],
    ["the previous 7 days", `(2026-10-24T23:59:59Z … ${NOW}`],
    ["last seven days", `(2026-10-24T23:59:59Z … ${NOW}`],
    ["past week", `(2026-10-24T23:59:59Z … ${NOW}`],
    ["past 30 days", `(2026-10-01T23:59:59Z … ${NOW}`],
    ["past month", `(2026-09-30T23:59:59Z … ${NOW}`],
    ["last 3 months", `(2026-07-31T23:59:59Z … ${NOW}`],
    ["past 6 mo", `(2026-04-30T23:59:59Z … ${NOW}`],
    ["past year", `(2025-10-31T23:59:59Z … ${NOW}`],
    ["last 24 hours", `(2026-10-30T23:59:59Z … ${NOW}`],
    ["in the past 24h", `(2026-10-30T23:59:59Z … ${NOW}`],
    ["24h", `(2026-10-30T23:59:59Z … ${NOW}`],
    ["last hour", `(2026-10-31T22:59:59Z … ${NOW}`],
    ["last 90 minutes", `(2026-10-31T22:29:59Z … ${NOW}`],
    ["within the last 6 hours", `(2026-10-31T17:59:59Z … ${NOW}`],
    ["last day", `(2026-10-30T23:59:59Z … ${NOW}`],
    ["last 2 weeks", `(2026-10-17T23:59:59Z … ${NOW}`],
  ])("%s is %s", (text, expected) => expect(range(text)).toBe(expected));

  it("differs between the last week, of the calendar, and the last 7 days", () => {
    expect(range("last week")).not.toBe(range("last 7 days"));
    expect(range("past week")).toBe(range("last 7 days"));
  });
});

describe("days", () => {
  it.each([
    ["15 October", "[2026-10-15 … 2026-10-16)"],
    ["on the 15th of October", "[2026-10-15 … 2026-10-16)"],
    ["October 15", "[2026-10-15 … 2026-10-16)"],
    ["October 15 2025", "[2025-10-15 … 2025-10-16)"],
    ["15 October 2025", "[2025-10-15 … 2025-10-16)"],
    ["1 November", "[2025-11-01 … 2025-11-02)"],
    ["2026-10-05", "[2026-10-05 … 2026-10-06)"],
    ["5/10/2026", "[2026-10-05 … 2026-10-06)"],
    ["31.12.25", "[2025-12-31 … 2026-01-01)"],
    ["29 February 2024", "[2024-02-29 … 2024-03-01)"],
    ["Monday", "[2026-10-26 … 2026-10-27)"],
    ["last Monday", "[2026-10-26 … 2026-10-27)"],
    ["last Saturday", "[2026-10-24 … 2026-10-25)"],
    ["Saturday", `[2026-10-31 … ${NOW}`],
    ["3 days ago", "[2026-10-28 … 2026-10-29)"],
    ["a week ago", "[2026-10-19 … 2026-10-26)"],
    ["2 months ago", "[2026-08-01 … 2026-09-01)"],
    ["2 hours ago", "[2026-10-31T21:00:00Z … 2026-10-31T22:00:00Z)"],
  ])("%s is %s", (text, expected) => expect(range(text)).toBe(expected));
});

describe("bounds and ranges", () => {
  it.each([
    ["since 15 October", `[2026-10-15 … ${NOW}`],
    ["since September", `[2026-09-01 … ${NOW}`],
    ["since last Monday", `[2026-10-26 … ${NOW}`],
    ["since the beginning of October", `[2026-10-01 … ${NOW}`],
    ["since 2025", `[2025-01-01 … ${NOW}`],
    ["after 15 October", `[2026-10-16 … ${NOW}`],
    ["before October", "(… … 2026-10-01)"],
    ["prior to October", "(… … 2026-10-01)"],
    ["before 2026", "(… … 2026-01-01)"],
    ["until September", "(… … 2026-10-01)"],
    ["till 5 October", "(… … 2026-10-06)"],
    ["between 1 and 15 October", "[2026-10-01 … 2026-10-16)"],
    ["between September 1 and September 15", "[2026-09-01 … 2026-09-16)"],
    ["between August and September", "[2026-08-01 … 2026-10-01)"],
    ["from August to September", "[2026-08-01 … 2026-10-01)"],
    ["August to October", `[2026-08-01 … ${NOW}`],
    ["from 5 to 12 October", "[2026-10-05 … 2026-10-13)"],
    ["5-12 October", "[2026-10-05 … 2026-10-13)"],
    ["October 5 to 12", "[2026-10-05 … 2026-10-13)"],
    ["from 2026-10-01 to 2026-10-15", "[2026-10-01 … 2026-10-16)"],
    ["from 1 September to now", `[2026-09-01 … ${NOW}`],
    ["from Monday to Wednesday", "[2026-10-26 … 2026-10-29)"],
    ["more than 3 days ago", "(… … 2026-10-28T23:59:59Z)"],
    ["older than a week", "(… … 2026-10-24T23:59:59Z)"],
    ["for more than 24 hours", "(… … 2026-10-30T23:59:59Z)"],
    ["over 100 days ago", "(… … 2026-07-23T23:59:59Z)"],
  ])("%s is %s", (text, expected) => expect(range(text)).toBe(expected));
});

describe("what is no time, or has not come", () => {
  it.each(["tomorrow", "next week", "the next 7 days", "since tomorrow", "next Friday"])("%s is still to come", (text) =>
    expect(range(text)).toBe("future"),
  );

  it.each(["may", "march", "deposits", "7", "within 2 hours", "end of October", "32 October", "the last customers", "q5", '"October"', ""])(
    "%s is none",
    (text) => expect(range(text)).toBe("none"),
  );
});

describe("at other times", () => {
  it.each([
    ["2024-02-29T12:00:00Z", "past year", "(2023-02-28T12:00:00Z … 2024-02-29T12:00:00Z]"],
    ["2024-02-29T12:00:00Z", "February", "[2024-02-01 … 2024-02-29T12:00:00Z]"],
    ["2024-02-29T12:00:00Z", "yesterday", "[2024-02-28 … 2024-02-29)"],
    ["2024-02-29T12:00:00Z", "last quarter", "[2023-10-01 … 2024-01-01)"],
    ["2024-03-01T00:00:00Z", "yesterday", "[2024-02-29 … 2024-03-01)"],
    ["2024-03-01T00:00:00Z", "last month", "[2024-02-01 … 2024-03-01)"],
    ["2025-03-01T00:00:00Z", "yesterday", "[2025-02-28 … 2025-03-01)"],
    ["2025-03-01T00:00:00Z", "February", "[2025-02-01 … 2025-03-01)"],
    ["2025-12-31T23:59:59Z", "this week", "[2025-12-29 … 2025-12-31T23:59:59Z]"],
    ["2025-12-31T23:59:59Z", "January", "[2025-01-01 … 2025-02-01)"],
    ["2026-01-01T00:00:00Z", "today", "[2026-01-01 … 2026-01-01]"],
    ["2026-01-01T00:00:00Z", "yesterday", "[2025-12-31 … 2026-01-01)"],
    ["2026-01-01T00:00:00Z", "this week", "[2025-12-29 … 2026-01-01]"],
    ["2026-01-01T00:00:00Z", "last week", "[2025-12-22 … 2025-12-29)"],
    ["2026-01-01T00:00:00Z", "last month", "[2025-12-01 … 2026-01-01)"],
    ["2026-01-01T00:00:00Z", "last year", "[2025-01-01 … 2026-01-01)"],
    ["2026-01-01T00:00:00Z", "Q4", "[2025-10-01 … 2026-01-01)"],
    ["2026-01-01T00:00:00Z", "last Thursday", "[2025-12-25 … 2025-12-26)"],
    ["2026-01-01T00:00:00Z", "2 quarters ago", "[2025-07-01 … 2025-10-01)"],
    ["2026-05-31T10:15:30Z", "past month", "(2026-04-30T10:15:30Z … 2026-05-31T10:15:30Z]"],
    ["2026-05-31T10:15:30Z", "past quarter", "(2026-02-28T10:15:30Z … 2026-05-31T10:15:30Z]"],
    ["2026-05-31T10:15:30Z", "this week", "[2026-05-25 … 2026-05-31T10:15:30Z]"],
    ["2026-05-31T10:15:30Z", "Sunday", "[2026-05-31 … 2026-05-31T10:15:30Z]"],
    ["2026-05-31T10:15:30Z", "December", "[2025-12-01 … 2026-01-01)"],
  ])("%s: %s is %s", (asOf, text, expected) => expect(range(text, asOf)).toBe(expected));
});

describe("the period before", () => {
  const second = (text: string) => {
    const tokens = tokenize(text);
    const reader = new TimeReader(tokens, Date.parse(AS_OF));
    const first = reader.at(0);
    const next = first
      ? reader.at(tokens.findIndex((token, index) => index >= first.next && token.text !== "and" && token.text !== "with"))
      : undefined;
    return next && "spec" in next
      ? [next.spec.from, next.spec.to].map((bound) => `${bound?.at}${bound?.inclusive ? "]" : ")"}`)
      : undefined;
  };

  it.each([
    ["last 7 days and the 7 days before that", ["2026-10-17T23:59:59Z)", "2026-10-24T23:59:59Z]"]],
    ["last 7 days and the previous 7 days", ["2026-10-17T23:59:59Z)", "2026-10-24T23:59:59Z]"]],
    ["past 24h with the 24 hours before", ["2026-10-29T23:59:59Z)", "2026-10-30T23:59:59Z]"]],
    ["last month and the month before", ["2026-08-01T00:00:00Z]", "2026-09-01T00:00:00Z)"]],
    ["last week and the week before that", ["2026-10-12T00:00:00Z]", "2026-10-19T00:00:00Z)"]],
    ["this month and the month before", ["2026-09-01T00:00:00Z]", "2026-09-30T23:59:59Z]"]],
    ["last quarter and the previous quarter", ["2026-04-01T00:00:00Z]", "2026-07-01T00:00:00Z)"]],
  ])("%s", (text, expected) => expect(second(text)).toEqual(expected));

  it("is of the same length only", () => {
    expect(second("last 7 days and the 8 days before that")).toBeUndefined();
    expect(second("last week and the month before")).toBeUndefined();
  });

  it("of a rolling time ends where that begins, neither with a gap nor twice", () => {
    const reading = readingOf("last 30 days");
    const spec = reading && "spec" in reading ? reading.spec : undefined;
    expect(spec?.previous?.to).toEqual({ at: spec?.from?.at, inclusive: true });
    expect(spec?.from?.inclusive).toBe(false);
  });
});

describe("any expression", () => {
  const unit = fc.constantFrom("hours", "days", "weeks", "months", "quarters", "years", "minutes");
  const month = fc.constantFrom("January", "feb", "March 2025", "June", "October", "Dec 2024");
  const period = fc.oneof(
    month,
    fc.constantFrom("today", "yesterday", "last week", "this quarter", "last year", "Monday", "last Friday", "mtd", "Q2", "2025"),
    fc.tuple(fc.constantFrom("last", "past", "the previous"), fc.integer({ min: 1, max: 400 }), unit).map((parts) => parts.join(" ")),
    fc.tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom("January 2025", "feb 2024", "December 2025")).map((parts) => parts.join(" ")),
    fc.tuple(fc.integer({ min: 1, max: 90 }), unit).map(([n, of]) => `${n} ${of} ago`),
  );
  const expression = fc.oneof(
    period,
    fc.tuple(fc.constantFrom("since", "until", "before", "in", "on", "during"), period).map((parts) => parts.join(" ")),
    fc.tuple(period, period).map(([a, b]) => `between ${a} and ${b}`),
    fc.tuple(period, period).map(([a, b]) => `from ${a} to ${b}`),
  );
  const moment = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2032, 0, 1) })
    .map((ms) => new Date(ms - (ms % 1_000)).toISOString());

  it("begins before it ends, and goes on behind where it began", () => {
    let read = 0;
    fc.assert(
      fc.property(expression, moment, (text, asOf) => {
        const reading = readingOf(text, asOf);
        if (!reading || "future" in reading) return;
        read++;
        const { from, to, previous } = reading.spec;
        expect(reading.next).toBeGreaterThan(0);
        expect(reading.next).toBeLessThanOrEqual(tokenize(text).length);
        if (from && to) expect(Date.parse(from.at)).toBeLessThanOrEqual(Date.parse(to.at));
        if (previous) expect(Date.parse(previous.from.at)).toBeLessThanOrEqual(Date.parse(previous.to.at));
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it("of words in any order is read without failing, from any word on", () => {
    const words =
      "last past 7 days week between and to October 15 2026 since before ago Monday q 3 half of the first 24h older than that".split(" ");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 9 }), moment, (chosen, asOf) => {
        const tokens = tokenize(chosen.join(" "));
        const reader = new TimeReader(tokens, Date.parse(asOf));
        for (let index = 0; index < tokens.length; index++) {
          const reading = reader.at(index);
          if (!reading) continue;
          expect(reading.next).toBeGreaterThan(index);
          expect(reading.next).toBeLessThanOrEqual(tokens.length);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("of a week begins on a Monday and has seven days", () => {
    fc.assert(
      fc.property(moment, (asOf) => {
        const reading = readingOf("last week", asOf);
        if (!reading || "future" in reading) throw new Error("a week is a time");
        const [from, to] = [Date.parse(reading.spec.from?.at ?? ""), Date.parse(reading.spec.to?.at ?? "")];
        expect([new Date(from).getUTCDay(), to - from]).toEqual([1, 7 * DAY]);
        expect(to).toBeLessThanOrEqual(Date.parse(asOf));
        expect(Date.parse(asOf) - to).toBeLessThan(7 * DAY);
      }),
    );
  });
});
