import { firstAbove, type Random } from "./random.ts";

const HOUR_MS = 3_600_000;
/** How busy each hour of the local day is. */
const HOURS = [3, 2, 2, 2, 2, 3, 5, 8, 11, 13, 14, 14, 13, 13, 14, 14, 14, 14, 15, 16, 15, 12, 8, 5];
/** From Sunday on: quieter at weekends, though not by so much that a weekend looks like an outage. */
const WEEKDAYS = [0.92, 1.04, 1.05, 1.05, 1.04, 1.02, 0.9];

/** When things happen: more by day than by night, more during the week. */
export interface Rhythm {
  /** How much happens between two instants, compared with other spans, for people whose clocks are `offsetHours` ahead of UTC. */
  weight(fromMs: number, toMs: number, offsetHours: number): number;
  /** An instant in [fromMs, toMs), whole seconds. */
  sample(random: Random, fromMs: number, toMs: number, offsetHours: number): number;
}

/** A rhythm over [startMs, endMs), both whole hours. */
export function createRhythm(startMs: number, endMs: number): Rhythm {
  const firstMs = startMs - 24 * HOUR_MS;
  const hours = Math.ceil((endMs - firstMs) / HOUR_MS) + 24;
  const sums = new Float64Array(hours);
  let sum = 0;
  for (let hour = 0; hour < hours; hour++) {
    const local = new Date(firstMs + hour * HOUR_MS);
    sum += (HOURS[local.getUTCHours()] ?? 1) * (WEEKDAYS[local.getUTCDay()] ?? 1);
    sums[hour] = sum;
  }
  /** What has happened by a local instant. */
  const until = (localMs: number): number => {
    const at = (localMs - firstMs) / HOUR_MS;
    const hour = Math.floor(at);
    const before = sums[hour - 1] ?? 0;
    return before + ((sums[hour] ?? before) - before) * (at - hour);
  };
  /** The inverse of `until`. */
  const when = (value: number): number => {
    const hour = firstAbove(sums, value);
    const before = sums[hour - 1] ?? 0;
    return firstMs + (hour + (value - before) / ((sums[hour] ?? 0) - before)) * HOUR_MS;
  };
  return {
    weight: (fromMs, toMs, offsetHours) => until(toMs + offsetHours * HOUR_MS) - until(fromMs + offsetHours * HOUR_MS),
    sample(random, fromMs, toMs, offsetHours) {
      const shift = offsetHours * HOUR_MS;
      const low = until(fromMs + shift);
      const exact = when(low + random() * (until(toMs + shift) - low)) - shift;
      const second = Math.floor(exact / 1_000) * 1_000;
      return Math.min(Math.max(second, Math.ceil(fromMs / 1_000) * 1_000), toMs - 1_000);
    },
  };
}
