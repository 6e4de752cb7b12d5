import { type CalendarUnit, dayLabel, moved, type Period, periodAt } from "./calendar.ts";
import { monthAt, quarterAt, yearAt } from "./calendar-periods.ts";
import { relativePeriod } from "./relative-periods.ts";
import { DAY, type PeriodReading, type TimeText } from "./time-text.ts";
import { ORDINALS } from "./time-words.ts";
import { entryOf } from "./token.ts";

/** `first half of October`, `first week of September`, `end of` is left out: nobody agrees on it. */
export function partAt(time: TimeText, index: number): PeriodReading | undefined {
  const at = time.skip(index, "the");
  const n = entryOf(ORDINALS, time.text(at));
  const part = time.text(at + 1);
  if (n === undefined || time.text(at + 2) !== "of") return undefined;
  const whole = monthAt(time, time.skip(at + 3, "the")) ?? yearAt(time, at + 3) ?? quarterAt(time, at + 3) ?? relativePeriod(time, at + 3);
  if (!whole) return undefined;
  const { from, unit } = whole.period;
  if (part === "quarter" && unit === "year") return { period: periodAt("quarter", moved(from, n - 1, "quarter")), next: whole.next };
  if (part === "half" && unit === "year" && n <= 2)
    return { period: custom(moved(from, (n - 1) * 6, "month"), moved(from, n * 6, "month"), "month"), next: whole.next };
  if (part === "half" && unit === "month" && n <= 2)
    return {
      period: n === 1 ? custom(from, from + 15 * DAY, "day") : custom(from + 15 * DAY, whole.period.to, "day"),
      next: whole.next,
    };
  if (part === "week" && unit === "month")
    return { period: custom(from + (n - 1) * 7 * DAY, from + n * 7 * DAY, "week"), next: whole.next };
  return undefined;
}

function custom(from: number, to: number, unit: CalendarUnit): Period {
  return { from, to, unit, label: `${dayLabel(from)} to ${dayLabel(to - 1)}` };
}
