/** What the demo data is made from: the same options give the same rows. */
export interface DemoOptions {
  readonly users: number;
  readonly transactions: number;
  readonly logins: number;
  /** Days of transactions and logins before the end. */
  readonly days: number;
  readonly seed: number;
  /** Everything happened before it; epoch ms, a whole hour. */
  readonly endMs: number;
}

export const DEMO_SIZES = { users: 2_000, transactions: 60_000, logins: 90_000, days: 120, seed: 42 } as const;
const DAY_MS = 86_400_000;

/** The demo of that name's size that ends with the last whole UTC day. */
export function defaultDemo(nowMs: number): DemoOptions {
  return { ...DEMO_SIZES, endMs: Math.floor(nowMs / DAY_MS) * DAY_MS };
}
