import { periodNamed } from "./periods-by-name.ts";
import { relativePeriod } from "./relative-periods.ts";
import { beforeSpec, sinceSpec, toDateSpec } from "./time-spec.ts";
import type { TimeReading, TimeText } from "./time-text.ts";
import { TO_DATE, UNITS } from "./time-words.ts";
import { entryOf } from "./token.ts";

/** `since A`, `before A`, `until A`, `after A`. */
export function boundedAt(time: TimeText, index: number): TimeReading | undefined {
  const word = time.text(index);
  const from = time.skip(index + 1, "the", "start", "beginning", "begin", "of", "on");
  if (
    word === "since" ||
    word === "after" ||
    ((word === "starting" || word === "beginning") && ["from", "in", "with", "on"].includes(time.text(index + 1)))
  ) {
    const found = periodNamed(time, time.skip(from, "from", "in", "zero", "with", "on")) ?? relativePeriod(time, from);
    if (!found) return undefined;
    const start = word === "after" ? found.period.to : found.period.from;
    return start > time.asOf ? { future: true, next: found.next } : { spec: sinceSpec(start, time.asOf), next: found.next };
  }
  const onwards = fromOn(time, index);
  if (onwards) return onwards;
  if (!["before", "until", "till", "prior", "through"].includes(word)) return undefined;
  const end = word === "before" || word === "prior" ? from : time.skip(from, "end", "of", "the");
  const found = periodNamed(time, time.skip(end, "to")) ?? relativePeriod(time, from);
  if (!found) return undefined;
  const { from: start, to, label } = found.period;
  return {
    spec: word === "before" || word === "prior" ? beforeSpec(start, label) : { ...beforeSpec(to, label), label: `until ${label}` },
    next: found.next,
  };
}

const ONWARDS = new Set(["on", "onwards", "onward", "forward"]);

/** "from 15 October", "from September onwards": a day begins what goes on; a month does only where that is said. */
function fromOn(time: TimeText, index: number): TimeReading | undefined {
  if (!["from", "starting", "start"].includes(time.text(index))) return undefined;
  const found = periodNamed(time, time.skip(index + 1, "the", "in", "start", "beginning", "of"));
  if (!found || ["to", "until", "till", "through", "and"].includes(time.text(found.next))) return undefined;
  const said = ONWARDS.has(time.text(found.next)) && !/^\d/.test(time.text(found.next + 1));
  const toNow = time.text(found.next) === "up" && time.text(found.next + 1) === "to" && time.text(found.next + 2) === "now";
  const start = time.text(index + 1) === "the" && ["start", "beginning"].includes(time.text(index + 2));
  if (found.period.unit !== "day" && !said && !toNow && !start && time.text(index) === "from") return undefined;
  return { spec: sinceSpec(found.period.from, time.asOf), next: found.next + (said ? 1 : toNow ? 3 : 0) };
}

export function toDateAt(time: TimeText, index: number): TimeReading | undefined {
  const start = time.skip(index, "in", "for", "the", "so", "far");
  const short = entryOf(TO_DATE, time.text(start));
  if (short !== undefined) return { spec: toDateSpec(short, time.asOf), next: start + 1 };
  const unit = entryOf(UNITS, time.text(start));
  if (unit !== undefined && time.text(start + 1) === "to" && time.text(start + 2) === "date")
    return { spec: toDateSpec(unit, time.asOf), next: start + 3 };
  return undefined;
}
