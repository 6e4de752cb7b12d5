import { dayLabel, type Period, periodAt, startOf } from "./calendar.ts";
import { DAY, type PeriodReading, type TimeText } from "./time-text.ts";
import { UNITS, WEEKDAY_NAMES } from "./time-words.ts";
import { entryOf } from "./token.ts";

/** `today`, `yesterday`, `this week`, `last Monday`: periods that end a range as well. */
export function relativePeriod(time: TimeText, index: number): PeriodReading | undefined {
  const word = time.text(index);
  if (word === "today" || word === "tday") return { period: periodAt("day", time.asOf), next: index + 1 };
  if (["yesterday", "yday", "yest", "ystd", "yesterdays"].includes(word))
    return { period: periodAt("day", time.asOf, -1), next: index + 1 };
  if (word === "day" && time.text(index + 1) === "before" && time.text(index + 2) === "yesterday")
    return { period: periodAt("day", time.asOf, -2), next: index + 3 };
  const whole = entryOf(UNITS, word);
  if (whole !== undefined && whole !== "hour" && whole !== "minute" && time.text(index + 1) === "before" && time.text(index + 2) === "last")
    return { period: periodAt(whole, time.asOf, -2), next: index + 3 };
  const unit = entryOf(UNITS, time.text(index + 1));
  if ((word === "this" || word === "current") && unit !== undefined) return { period: periodAt(unit, time.asOf), next: index + 2 };
  if (["last", "past", "previous"].includes(word) && time.text(index + 1) === "weekend")
    return { period: lastWeekend(time.asOf), next: index + 2 };
  const weekday = WEEKDAY_NAMES.get(time.text(index + 1));
  if ((word === "last" || word === "this" || word === "past") && weekday !== undefined)
    return { period: latestWeekday(time, weekday, word === "this"), next: index + 2 };
  if (
    ["last", "previous"].includes(word) &&
    time.text(index + 1) !== "fortnight" &&
    unit !== undefined &&
    unit !== "hour" &&
    unit !== "minute" &&
    unit !== "day"
  )
    return { period: periodAt(unit, time.asOf, -1), next: index + 2 };
  return undefined;
}

/** The latest Saturday and Sunday that are over. */
function lastWeekend(asOf: number): Period {
  const monday = startOf("week", asOf);
  return { from: monday - 2 * DAY, to: monday, unit: "day", label: `the weekend of ${dayLabel(monday - 2 * DAY)}` };
}

function latestWeekday(time: TimeText, weekday: number, orToday: boolean): Period {
  const today = startOf("day", time.asOf);
  const back = (today / DAY + 3 - weekday + 7) % 7;
  return periodAt("day", today - (back === 0 && !orToday ? 7 : back) * DAY);
}

export function weekdayAt(time: TimeText, index: number): PeriodReading | undefined {
  const weekday = WEEKDAY_NAMES.get(time.text(index));
  return weekday === undefined ? undefined : { period: latestWeekday(time, weekday, true), next: index + 1 };
}
