import { clamp, dispersion, mean, median, poissonLimit, poissonSurprise, spread } from "./statistics.ts";

/** A count needs a past to be compared with; one that never happened is expected this often over the whole of it. */
const UNSEEN = 0.5;

export interface CountInWindow {
  readonly n: number;
  /** Of the same-phase windows before, one each. */
  readonly past: readonly number[];
  /** What all expectations are multiplied by, because everything moved. */
  readonly shift: number;
}

/** How many were to be expected. */
export function expectedCount({ past, shift }: Pick<CountInWindow, "past" | "shift">): number {
  return Math.max(mean(past), UNSEEN / Math.max(past.length, 1)) * shift;
}

/** clamp(log2((n+5)/(e+5))/4) × clamp(S/6); counts that come in bursts are divided by their variance/mean ratio for S. */
export function rateMagnitude(n: number, e: number, burstiness = 1): number {
  const scale = Math.max(1, burstiness);
  return clamp(Math.log2((n + 5) / (e + 5)) / 4) * clamp(poissonSurprise(n / scale, e / scale) / 6);
}

export function countMagnitude(count: CountInWindow): number {
  return rateMagnitude(count.n, expectedCount(count), dispersion(count.past));
}

/** The same in money: clamp((L − med L)/(6 ln 2)) × clamp((z − 3)/3) with L = ln(1 + USD), only with 8 rows and a past that is not empty. */
export function moneyMagnitude(n: number, usd: number, past: readonly number[]): number {
  if (n < 8 || median(past) === 0) return 0;
  const logs = past.map((value) => Math.log1p(value));
  const above = Math.log1p(usd) - median(logs);
  const z = above / Math.max(0.5, spread(logs));
  return clamp(above / (6 * Math.LN2)) * clamp((z - 3) / 3);
}

/** Few entities: how many more there are than chance explains; half at least where 10,000 USD are at stake. */
export function caseMagnitude(n: number, expected: number, usd: number): number {
  const limit = poissonLimit(expected);
  if (n <= limit) return 0;
  const value = clamp((n - limit) / 5);
  return usd >= 10_000 ? Math.max(0.5, value) : value;
}

/** A gap in a control that is always there: share / (2 × tolerated share), at most 0.75. */
export function standingMagnitude(share: number, tolerated: number): number {
  return Math.min(0.75, share / (2 * tolerated));
}
