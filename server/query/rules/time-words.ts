import { type CalendarUnit, MONTHS, WEEKDAYS } from "./calendar.ts";

export const UNITS: Readonly<Record<string, CalendarUnit>> = {
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
export const LAST = new Set(["last", "past", "previous", "prior", "preceding", "trailing", "prev", "lst"]);
export const NEXT = new Set(["next", "coming", "upcoming", "following"]);
export const TO_DATE: Readonly<Record<string, CalendarUnit>> = { mtd: "month", ytd: "year", wtd: "week", qtd: "quarter" };
export const MONTH_NAMES: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((name, index) => {
    const lower = name.toLowerCase();
    const short = lower.slice(0, 3);
    return [lower, short, ...(short === "sep" ? ["sept"] : [])].map((form): [string, number] => [form, index]);
  }),
);
export const WEEKDAY_NAMES: ReadonlyMap<string, number> = new Map(
  WEEKDAYS.flatMap((name, index) => {
    const lower = name.toLowerCase();
    return [lower, lower.slice(0, 3), lower.slice(0, 4), ...(index === 3 ? ["thurs"] : [])].map((form): [string, number] => [form, index]);
  }),
);
/** Words that are also months or weekdays only in a date. */
export const DOUBTFUL = new Set(["may", "mar", "sun", "sat", "wed", "mon", "dec", "jan", "march"]);
export const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  "1st": 1,
  "2nd": 2,
  "3rd": 3,
  "4th": 4,
};

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
  "weekend",
  "workdays",
  ...Object.keys(ORDINALS),
  ..."start begin end onwards onward today yesterday yday yest tomorrow this current since before after until till through between from to ago older longer earlier than now date q1 q2 q3 q4 half starting beginning".split(
    " ",
  ),
];
