import { periodAt } from "./calendar.ts";
import { relativePeriod } from "./relative-periods.ts";
import { olderSpec, periodSpec, rollingSpec } from "./time-spec.ts";
import { type TimeReading, type TimeText, unitOf } from "./time-text.ts";
import { LAST, MONTH_NAMES, NEXT, UNITS, WEEKDAY_NAMES } from "./time-words.ts";

/** `last 7 days`, `past week`, `this month`, `yesterday`, `7d`. */
export function relativeAt(time: TimeText, index: number): TimeReading | undefined {
  let at = time.skip(
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
  const word = time.text(at);
  if (word === "tomorrow" || (NEXT.has(word) && unitAfter(time, at + 1))) return { future: true, next: at + (word === "tomorrow" ? 1 : 2) };
  const day = relativePeriod(time, at);
  if (day) return { spec: periodSpec(day.period, time.asOf), next: time.skip(day.next, "so", "far") };
  if (LAST.has(word)) {
    at = time.skip(at + 1, "full", "complete", "couple", "of", "calendar");
    const rolling = time.spanAt(at);
    if (rolling) return { spec: rollingSpec(rolling.n, rolling.unit, time.asOf), next: rolling.next };
    const unit = UNITS[time.text(at)];
    if (unit === undefined) return undefined;
    const plain = ["last", "previous", "prior", "preceding", "prev", "lst"].includes(word) && unit !== "hour" && unit !== "minute";
    if (plain && unit !== "day") return { spec: periodSpec(periodAt(unit, time.asOf, -1), time.asOf), next: at + 1 };
    return { spec: rollingSpec(1, unit, time.asOf), next: at + 1 };
  }
  const bare = time.tokens[at];
  if (bare?.kind === "span" && bare.value !== undefined && (index < at || endsAt(time, at + 1)))
    return { spec: rollingSpec(bare.value, unitOf(bare), time.asOf), next: at + 1 };
  return undefined;
}

function endsAt(time: TimeText, index: number): boolean {
  const next = time.tokens[index];
  return next === undefined || next.kind === "mark" || ["by", "per", "ago"].includes(next.text) === false;
}

function unitAfter(time: TimeText, index: number): boolean {
  return (
    UNITS[time.text(index)] !== undefined ||
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
  const word = time.text(index);
  if (
    older &&
    (ago || word === "for" || word === "older" || word === "longer" || (word === "over" && !ago && time.text(exact.next) !== ""))
  ) {
    if (!ago && word !== "for" && word !== "older" && word !== "longer") return undefined;
    return { spec: olderSpec(exact.n, exact.unit, time.asOf), next: exact.next + (ago ? 1 : 0) };
  }
  if (!ago || older || time.text(exact.next) === "old") return undefined;
  return { spec: periodSpec(periodAt(exact.unit, time.asOf, -exact.n), time.asOf), next: exact.next + 1 };
}
