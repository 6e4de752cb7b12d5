import type { Random } from "../../db/demo/random.ts";

/** Mulberry32: 32 bits of state, good enough for traffic that only has to look believable. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed for `text` and `seed` together (FNV-1a), so that two scenarios of one seed do not run in step. */
export function seedOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

export function wholeBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

/** Many small numbers and a few large ones: what amounts and latencies look like. Within [low, high]. */
export function skewed(random: Random, low: number, high: number): number {
  return low * (high / low) ** (random() * random());
}

export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
