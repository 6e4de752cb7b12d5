import { createRandom, type Random } from "./random.ts";

export type Currency = "USD" | "EUR" | "GBP" | "JPY" | "BTC" | "USDT";

interface Market {
  readonly dollars: number;
  /** How far a day's rate moves from the day before, as a share. */
  readonly daily: number;
  readonly decimals: number;
}

const MARKETS: Readonly<Record<Currency, Market>> = {
  USD: { dollars: 1, daily: 0, decimals: 2 },
  EUR: { dollars: 1.08, daily: 0.003, decimals: 2 },
  GBP: { dollars: 1.27, daily: 0.003, decimals: 2 },
  JPY: { dollars: 0.0066, daily: 0.004, decimals: 0 },
  BTC: { dollars: 61_000, daily: 0.012, decimals: 8 },
  USDT: { dollars: 1, daily: 0.0003, decimals: 2 },
};
const DAY_MS = 86_400_000;
/** Within a day, a trade is so close to the day's rate. */
const SPREAD = 0.002;
/** How much of its distance from the long-run rate a day's rate keeps: it wanders but does not run away. */
const KEPT = 0.97;

export interface Money {
  readonly amount: number;
  readonly amountUsd: number;
}

/** Turns about so many dollars into an amount of a currency at a day's rate, and that back into dollars. */
export type Exchange = (random: Random, dollars: number, currency: Currency, atMs: number) => Money;

const round = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;

function walk(seed: number, currency: Currency, days: number): Float64Array {
  const random = createRandom(seed, `rates ${currency}`);
  const rates = new Float64Array(days);
  let drift = 0;
  for (let day = 0; day < days; day++) {
    drift = drift * KEPT + (random() + random() + random() - 1.5) * 2 * MARKETS[currency].daily;
    rates[day] = MARKETS[currency].dollars * Math.exp(drift);
  }
  return rates;
}

export function createExchange(seed: number, startMs: number, endMs: number): Exchange {
  const firstDay = Math.floor(startMs / DAY_MS);
  const days = Math.ceil(endMs / DAY_MS) - firstDay + 1;
  const rates = new Map((Object.keys(MARKETS) as Currency[]).map((currency) => [currency, walk(seed, currency, days)]));
  return (random, dollars, currency, atMs) => {
    const rate = rates.get(currency)?.[Math.floor(atMs / DAY_MS) - firstDay] ?? MARKETS[currency].dollars;
    const spread = currency === "USD" ? 1 : 1 + (random() * 2 - 1) * SPREAD;
    const amount = round(dollars / rate, MARKETS[currency].decimals);
    return { amount, amountUsd: currency === "USD" ? amount : round(amount * rate * spread, 2) };
  };
}
