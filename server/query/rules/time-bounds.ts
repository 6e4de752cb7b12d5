import { periodNamed } from "./periods-by-name.ts";
import { relativePeriod } from "./relative-periods.ts";
import { beforeSpec, sinceSpec, toDateSpec } from "./time-spec.ts";
import type { TimeReading, TimeText } from "./time-text.ts";
import { TO_DATE, UNITS } from "./time-words.ts";

/** `since A`, `before A`, `until A`, `after A`. */
export function boundedAt(time: TimeText, index: number): TimeReading | undefined {
  const word = time.text(index);
  const from = time.skip(index + 1, "the", "start", "beginning", "of", "on");
  if (
    word === "since" ||
    word === "after" ||
    ((word === "starting" || word === "beginning") && ["from", "in", "with", "on"].includes(time.text(index + 1)))
  ) {
    const found = periodNamed(time, time.skip(from, "from", "in", "zero", "with", "on")) ?? relativePeriod(time, from);
    if (!found) return undefined;
    const start = word === "after" ? found.period.to : found.period.from;
    return { spec: sinceSpec(start, time.asOf), next: found.next };
  }
  if (!["before", "until", "till", "prior", "through"].includes(word)) return undefined;
  const found = periodNamed(time, time.skip(from, "to")) ?? relativePeriod(time, from);
  if (!found) return undefined;
  const { from: start, to, label } = found.period;
  return {
    spec: word === "before" || word === "prior" ? beforeSpec(start, label) : { ...beforeSpec(to, label), label: `until ${label}` },
    next: found.next,
  };
}

export function toDateAt(time: TimeText, index: number): TimeReading | undefined {
  const start = time.skip(index, "in", "for", "the", "so", "far");
  const short = TO_DATE[time.text(start)];
  if (short !== undefined) return { spec: toDateSpec(short, time.asOf), next: start + 1 };
  const unit = UNITS[time.text(start)];
  if (unit !== undefined && time.text(start + 1) === "to" && time.text(start + 2) === "date")
    return { spec: toDateSpec(unit, time.asOf), next: start + 3 };
  return undefined;
}
