import { periodAt } from "./calendar.ts";
import { relativePeriod } from "./relative-periods.ts";
import { olderSpec, periodSpec, rollingSpec } from "./time-spec.ts";
import { type TimeReading, type TimeText, unitOf } from "./time-text.ts";
import { LAST, MONTH_NAMES, NEXT, UNITS, WEEKDAY_NAMES } from "./time-words.ts";
import { entryOf } from "./token.ts";

const LEAD = "in within during for on of from the so far at across throughout since".split(" ");
/** "last month" is the one before this; "past month" ends now. */
const CALENDAR_LAST = new Set(["last", "previous", "prior", "preceding", "prev", "lst"]);

/** `last 7 days`, `past week`, `this month`, `yesterday`, `7d`. */
export function relativeAt(time: TimeText, index: number): TimeReading | undefined {
  let at = time.skip(index, ...LEAD);
  if (time.text(at) === "over" && !time.spanAt(at + 1)) at = time.skip(at + 1, "the");
  const word = time.text(at);
  if (word === "tomorrow") return { future: true, next: at + 1 };
  if (NEXT.has(word) && unitAfter(time, at + 1)) return { future: true, next: at + 2 };
  const named = relativePeriod(time, at);
  if (named) return { spec: periodSpec(named.period, time.asOf), next: time.skip(named.next, "so", "far") };
  if (LAST.has(word) && time.text(at + 1) === "couple") return coupleAt(time, time.skip(at + 2, "of"));
  if (LAST.has(word)) return lastAt(time, time.skip(at + 1, "full", "complete", "calendar"), word);
  const bare = time.tokens[at];
  const anchored = ["of", "after", "from", "later"].includes(time.text(at + 1));
  const isSpan = bare?.kind === "span" && bare.value !== undefined && !anchored && (index < at || endsAt(time, at + 1));
  return isSpan ? { spec: rollingSpec(bare.value, unitOf(bare), time.asOf), next: at + 1 } : undefined;
}

/** What stands behind "last": a number of days, or one period. */
function lastAt(time: TimeText, index: number, word: string): TimeReading | undefined {
  const rolling = time.spanAt(index);
  if (rolling) return { spec: rollingSpec(rolling.n, rolling.unit, time.asOf), next: rolling.next };
  const unit = entryOf(UNITS, time.text(index));
  if (unit === undefined) return undefined;
  if (time.text(index) === "fortnight") return { spec: rollingSpec(2, "week", time.asOf), next: index + 1 };
  const isCalendar = CALENDAR_LAST.has(word) && unit !== "hour" && unit !== "minute" && unit !== "day";
  const spec = isCalendar ? periodSpec(periodAt(unit, time.asOf, -1), time.asOf) : rollingSpec(1, unit, time.asOf);
  return { spec, next: index + 1 };
}

/** "the last couple of weeks": two of them. */
function coupleAt(time: TimeText, index: number): TimeReading | undefined {
  const unit = entryOf(UNITS, time.text(index));
  return unit === undefined ? undefined : { spec: rollingSpec(2, unit, time.asOf), next: index + 1 };
}

function endsAt(time: TimeText, index: number): boolean {
  const next = time.tokens[index];
  return next === undefined || next.kind === "mark" || !["by", "per", "ago"].includes(next.text);
}

function unitAfter(time: TimeText, index: number): boolean {
  return (
    entryOf(UNITS, time.text(index)) !== undefined ||
    time.spanAt(index) !== undefined ||
    MONTH_NAMES.has(time.text(index)) ||
    WEEKDAY_NAMES.has(time.text(index))
  );
}

/** `3 days ago` is that day; `more than 3 days ago`, `older than a week`, `for longer than 24 hours` is everything before. */
export function agoAt(time: TimeText, index: number): TimeReading | undefined {
  let at = time.skip(index, "for", "been", "since", "over", "made", "created");
  const older =
    ["older", "longer", "more", "over", "earlier", "greater"].includes(time.text(at)) || (at > index && time.text(at - 1) === "over");
  if (older && time.text(at - 1) !== "over") at = time.skip(at + 1, "than");
  const exact = time.spanAt(at);
  if (!exact) return undefined;
  const ago = ["ago", "old", "back", "earlier"].includes(time.text(exact.next));
  if (older) {
    const isAge = ago || ["for", "since", "older", "longer"].includes(time.text(index));
    return isAge ? { spec: olderSpec(exact.n, exact.unit, time.asOf), next: exact.next + (ago ? 1 : 0) } : undefined;
  }
  if (!ago || time.text(exact.next) === "old") return undefined;
  return { spec: periodSpec(periodAt(exact.unit, time.asOf, -exact.n), time.asOf), next: exact.next + 1 };
}
