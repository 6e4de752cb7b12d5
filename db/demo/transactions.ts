import { occasions } from "./activity.ts";
import { type Currency, createExchange } from "./money.ts";
import type { DemoOptions } from "./options.ts";
import { createRandom, logNormal, pick, type Random, type Weighted } from "./random.ts";
import type { Row } from "./schema.ts";
import type { AccountType, DemoUser, Method } from "./users.ts";

type Kind = "deposit" | "withdrawal" | "trade" | "transfer" | "fee";
type Status = "completed" | "pending" | "failed" | "reversed";
const DAY_MS = 86_400_000;

const KINDS: Weighted<Kind> = [
  ["deposit", 32],
  ["withdrawal", 18],
  ["trade", 38],
  ["transfer", 8],
  ["fee", 4],
];
const STATUSES: Weighted<Status> = [
  ["completed", 91.5],
  ["pending", 2.5],
  ["failed", 5],
  ["reversed", 1],
];
/** In dollars, of a standard account. */
const MEDIANS: Readonly<Record<Kind, number>> = { deposit: 180, withdrawal: 210, trade: 150, transfer: 120, fee: 3 };
const LEAST: Readonly<Record<Kind, number>> = { deposit: 10, withdrawal: 10, trade: 5, transfer: 5, fee: 1 };
/** The broker's limits. */
const MOST: Readonly<Record<Kind, number>> = { deposit: 48_000, withdrawal: 45_000, trade: 80_000, transfer: 25_000, fee: 60 };
const SCALE: Readonly<Record<AccountType, number>> = { standard: 1, premium: 2.2, vip: 7 };
const SIGMA = 1.15;
/** How long a payment takes to settle, in seconds. */
const SECONDS: Readonly<Record<Method, number>> = { card: 8, e_wallet: 15, crypto: 600, bank_transfer: 1_500 };

function kindOf(random: Random, { kyc }: DemoUser): Kind {
  const kind = pick(random, KINDS);
  // Money only leaves once somebody has been looked at, but for the odd slip.
  return kind === "withdrawal" && (kyc === "pending" || kyc === "rejected") && random() < 0.97 ? "deposit" : kind;
}

function dollarsOf(random: Random, kind: Kind, account: AccountType): number {
  const scale = kind === "fee" ? Math.sqrt(SCALE[account]) : SCALE[account];
  const dollars = logNormal(random, MEDIANS[kind] * scale, kind === "fee" ? 0.6 : SIGMA);
  const round = kind === "deposit" && random() < 0.15 ? Math.round(dollars / 10) * 10 : dollars;
  // The largest are spread below the limit, as many equal ones would look like a pattern.
  return Math.max(LEAST[kind], round > MOST[kind] ? MOST[kind] * (0.5 + random() / 2) : round);
}

function currencyOf(random: Random, method: Method, { country }: DemoUser): Currency {
  if (method === "crypto") return random() < 0.65 ? "USDT" : "BTC";
  return random() < 0.8 ? country.currency : "USD";
}

function processingMs(random: Random, method: Method, kind: Kind): number {
  const slower = kind === "withdrawal" ? 2 : 1;
  return Math.max(1, Math.round(logNormal(random, SECONDS[method] * slower, 0.8))) * 1_000;
}

function isFlagged(random: Random, { risk, pep }: DemoUser, dollars: number): boolean {
  const bySize = dollars > 20_000 ? 0.95 : dollars > 10_000 ? 0.8 : 0.006;
  return random() < Math.min(0.95, bySize + (risk === "high" ? 0.05 : 0) + (pep ? 0.03 : 0));
}

/** Rows of the table by time. A payment that the end cuts off is pending. */
export function* transactionRows(users: readonly DemoUser[], options: DemoOptions): Generator<Row> {
  const random = createRandom(options.seed, "transactions");
  const exchange = createExchange(options.seed, options.endMs - options.days * DAY_MS, options.endMs);
  let id = 0;
  for (const { user, atMs } of occasions(random, users, options.transactions, options, ({ liveliness }) => liveliness)) {
    const kind = kindOf(random, user);
    const method = random() < 0.8 ? user.methods[0] : user.methods[1];
    const currency = currencyOf(random, method, user);
    const { amount, amountUsd } = exchange(random, dollarsOf(random, kind, user.account), currency, atMs);
    const doneMs = atMs + processingMs(random, method, kind);
    const status = doneMs >= options.endMs ? "pending" : pick(random, STATUSES);
    const flagged = isFlagged(random, user, amountUsd);
    yield [++id, user.id, kind, amount, currency, amountUsd, status, method, flagged, atMs, status === "pending" ? null : doneMs];
  }
}
