import type { Band, Detector, History } from "./detectors.ts";

const DAY_MS = 86_400_000;
/** Windows that ended within this time of day of the one in question are of its phase. */
const PHASE_MS = 30 * 60_000;
/** The season is used once this many days of the phase are known. */
const MIN_DAYS = 3;
/** Without a season, this many of the latest windows are the past, and this few are too few. */
const RECENT = 48;
const MIN_RECENT = 12;

/** Scales the median absolute deviation to the standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;
/** A past that hardly moved must not make a trifle an anomaly: the spread is at least this share of the typical value. */
const MIN_RELATIVE = 0.1;

/**
 * Median and median absolute deviation of the same time of day on earlier days, or of the latest windows while there are
 * too few days. Both withstand outliers in the past: half of it may be one.
 *
 * Source: F. Hampel, "The influence curve and its role in robust estimation" (1974), for the scaled MAD.
 */
export const seasonalBaseline: Detector = {
  name: "seasonal",
  expect: (history, end, width, noise) => {
    const season = samePhase(history, end);
    if (season) return bandOf(season, width, noise, "the same time on earlier days");
    const recent = history.values.slice(-RECENT);
    return recent.length < MIN_RECENT ? undefined : bandOf(recent, width, noise, "the latest windows");
  },
};

function samePhase(history: History, end: number): number[] | undefined {
  const values: number[] = [];
  const days = new Set<number>();
  for (let i = 0; i < history.ends.length; i++) {
    const age = end - (history.ends[i] as number);
    const day = Math.round(age / DAY_MS);
    if (day < 1 || Math.abs(age - day * DAY_MS) > PHASE_MS) continue;
    days.add(day);
    values.push(history.values[i] as number);
  }
  return days.size >= MIN_DAYS && values.length >= MIN_DAYS ? values : undefined;
}

function bandOf(values: readonly number[], width: number, noise: number, basis: string): Band {
  const typical = median(values);
  const deviation = median(values.map((value) => Math.abs(value - typical)));
  const spread = Math.max(MAD_TO_SIGMA * deviation, MIN_RELATIVE * Math.abs(typical), noise);
  return { low: typical - width * spread, typical, high: typical + width * spread, spread, basis, historyLength: values.length };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] as number;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] as number) + high) / 2;
}
