/** Within 0 and 1. */
export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

/** The middle one, or the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Median absolute deviation, made to estimate a standard deviation of normally distributed values. */
export function spread(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

/** Variance over mean of counts: 1 for independent ones, more where they come in bursts. */
export function dispersion(counts: readonly number[]): number {
  const average = mean(counts);
  if (counts.length < 2 || average === 0) return 1;
  return counts.reduce((total, value) => total + (value - average) ** 2, 0) / (counts.length - 1) / average;
}

/**
 * Surprise at a count of `n` or more where `e` are expected: −log10 of Chernoff's bound of the Poisson tail,
 * (n ln(n/e) − n + e) / ln 10; 0 when there are no more than expected.
 */
export function poissonSurprise(n: number, e: number): number {
  if (n <= e) return 0;
  return (n * Math.log(n / e) - n + e) / Math.LN10;
}

/** The largest count that chance explains where `e` are expected: at most one day in `1 / p` has more. Exact Poisson. */
export function poissonLimit(e: number, p = 0.001): number {
  let term = Math.exp(-e);
  let below = term;
  let n = 0;
  while (1 - below > p && n < 10_000) {
    n++;
    term *= e / n;
    below += term;
  }
  return n;
}
