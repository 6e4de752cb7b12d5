import type { Data } from "./evaluate-expressions.ts";
import type { Row, Value } from "./evaluate-values.ts";

/** A few rows of every kind that is easily got wrong: ties, nulls, strangers, quotes, ends of weeks and years, cents that do not add up in doubles. */
const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
};

const names = [
  "Ada O'Brien",
  "Zoë Müller",
  "ada obrien",
  "Émile 100%",
  "李 雷",
  "A_B\\C",
  'Eve "x"; --',
  "Bob",
  "bob",
  "😀 Smile",
  "Álvaro",
  "zed",
];
const instants = [
  "2025-12-28T23:59:59Z",
  "2025-12-29T00:00:00Z",
  "2025-12-31T23:59:59Z",
  "2026-01-01T00:00:00Z",
  "2026-02-28T12:34:56Z",
  "2026-03-01T00:00:00Z",
  "2026-03-29T01:30:00Z",
  "2026-05-17T23:00:01Z",
  "2026-05-18T00:00:00Z",
  "2026-06-30T23:59:59Z",
  "2026-07-01T00:00:00Z",
  "2026-10-25T00:30:00Z",
  "2026-10-31T23:59:59Z",
].map((instant) => new Date(instant).toISOString());
const later = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1_000).toISOString();
const amounts = [0.1, 0.2, 0.3, 100, 19.99, 1234.56, 0.01, 999999.99, 50, 0.7];
const addresses = ["203.0.113.7", "203.0.113.9", "198.51.100.1", "2001:db8::1", "10.0.0", "1.2.3.4.5", "a.b.c.d", ""];

const rows = (count: number, row: (n: number) => Readonly<Record<string, Value>>): Row[] =>
  Array.from({ length: count }, (_, index) => new Map(Object.entries(row(index + 1))));

export const smallData: Data = {
  users: rows(12, (n) => ({
    id: n,
    full_name: pick(names, n - 1),
    email: `user${n}@example.com`,
    country: pick(["DE", "GB", "MT", "DE"], n),
    kyc_status: pick(["verified", "pending", "expired"], n),
    risk_level: pick(["low", "low", "high", "medium"], n),
    is_pep: n % 5 === 0,
    account_type: pick(["standard", "standard", "vip"], n),
    status: pick(["active", "active", "closed"], n * 7),
    created_at: pick(instants, n * 5),
  })),
  transactions: rows(50, (n) => ({
    id: n,
    // The last is nobody's: a relation that leads nowhere.
    user_id: pick([1, 2, 3, 2, 5, 2, 7, 2, 2, 99], n * 3),
    type: pick(["deposit", "deposit", "withdrawal", "trade", "fee"], n * 2),
    amount: pick([0.00012345, 0.1, 0.2, 50, 12.5], n),
    currency: pick(["USD", "EUR", "BTC"], n),
    amount_usd: pick(amounts, n * 3),
    status: pick(["completed", "completed", "pending", "failed"], n),
    payment_method: pick(["card", "crypto", "e_wallet"], n * 2),
    is_flagged: n % 7 === 0,
    created_at: pick(instants, n * 3),
    processed_at: n % 4 === 0 ? null : later(pick(instants, n * 3), n * 37),
  })),
  login_events: rows(40, (n) => ({
    id: n,
    user_id: pick([1, 1, 1, 2, 3, 8, 9], n),
    outcome: n % 3 === 0 ? "failure" : "success",
    failure_reason: n % 3 === 0 ? pick(["bad_password", "mfa_failed"], n) : null,
    ip_address: pick(addresses, n),
    country: pick(["DE", "FR", "GB"], n),
    device: pick(["web", "ios", "android"], n * 2),
    mfa_used: n % 2 === 0,
    created_at: pick(instants, n * 2),
  })),
};
