import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Uniform numbers in [0, 1). */
export type Random = () => number;

/** The same seed and text give the same numbers, so that a table's rows do not depend on how many another one has. */
export function createRandom(seed: number, text: string): Random {
  let mixed = 0x811c9dc5 ^ seed;
  for (const char of text) mixed = Math.imul(mixed ^ (char.codePointAt(0) ?? 0), 0x01000193);
  const generator = xoroshiro128plus(mixed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** One of the values, as likely as its weight says. Throws when there is none. */
export function pick<T>(random: Random, choices: Weighted<T>): T {
  let rest = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of choices) {
    rest -= weight;
    if (rest < 0) return value;
  }
  const last = choices.at(-1);
  if (!last) throw new Error("nothing to pick from");
  return last[0];
}

export function oneOf<T>(random: Random, values: readonly T[]): T {
  return pick(
    random,
    values.map((value) => [value, 1]),
  );
}

/** A whole number in [low, high]. */
export function wholeBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** What amounts and waiting times look like: half below the median, a long tail above. */
export function logNormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * normal(random));
}

/** Pareto from 1 up, cut off: a few people do most of what is done, but no single one dominates. */
export function heavyTailed(random: Random, shape: number, most: number): number {
  return Math.min(most, (1 - random()) ** (-1 / shape));
}

/** Index of a weight in sums that rise, as likely as its share. */
export function pickIndex(random: Random, sums: Float64Array): number {
  const at = random() * (sums.at(-1) ?? 0);
  return firstAbove(sums, at);
}

/** Index of the first sum above `value`. */
export function firstAbove(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
