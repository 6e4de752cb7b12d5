import { type Occasion, occasions } from "./activity.ts";
import type { DemoOptions } from "./options.ts";
import { createRandom, oneOf, pick, type Random, type Weighted, wholeBetween } from "./random.ts";
import type { Row } from "./schema.ts";
import { type AccountType, type DemoUser, network } from "./users.ts";

const DAY_MS = 86_400_000;
const FAILED = 0.06;
const REASONS: Weighted<string> = [
  ["bad_password", 70],
  ["mfa_failed", 15],
  ["account_locked", 8],
  ["unknown_device", 7],
];
/** Share of logins with a second factor. */
const MFA: Readonly<Record<AccountType, number>> = { standard: 0.42, premium: 0.66, vip: 0.93 };
const TRAVELLERS = 0.35;

interface Trip {
  readonly fromMs: number;
  readonly toMs: number;
  readonly country: string;
  readonly network: string;
}

/** A week or so abroad, for some. */
function planTrips(random: Random, users: readonly DemoUser[], { endMs, days }: DemoOptions): ReadonlyMap<number, Trip> {
  const trips = new Map<number, Trip>();
  for (const { id, country } of users) {
    if (random() >= TRAVELLERS) continue;
    const fromMs = endMs - Math.floor(days * DAY_MS * random());
    const toMs = fromMs + wholeBetween(random, 3, 12) * DAY_MS;
    trips.set(id, { fromMs, toMs, country: oneOf(random, country.near), network: network(random) });
  }
  return trips;
}

function place(
  random: Random,
  { user, atMs }: Occasion,
  trip: Trip | undefined,
): { readonly country: string; readonly network: string; readonly away: boolean } {
  if (trip && atMs >= trip.fromMs && atMs < trip.toMs) return { ...trip, away: true };
  return { country: user.country.code, network: user.networks[random() < 0.8 ? 0 : 1], away: false };
}

/** Rows of the table by time. */
export function* loginRows(users: readonly DemoUser[], options: DemoOptions): Generator<Row> {
  const random = createRandom(options.seed, "logins");
  const trips = planTrips(random, users, options);
  let id = 0;
  for (const occasion of occasions(random, users, options.logins, options, ({ liveliness }) => Math.sqrt(liveliness))) {
    const { user, atMs } = occasion;
    const { country, network: from, away } = place(random, occasion, trips.get(user.id));
    const failed = random() < FAILED;
    const reason = failed ? pick(random, REASONS) : null;
    // A second factor is asked for wherever somebody is not at home, and a known device is taken along.
    const mfa = reason === "mfa_failed" || (reason !== "bad_password" && (away || random() < MFA[user.account]));
    const device = away || random() < 0.85 ? user.devices[0] : user.devices[1];
    const address = `${from}.${wholeBetween(random, 1, 24)}`;
    yield [++id, user.id, failed ? "failure" : "success", reason, address, country, device, mfa, atMs];
  }
}
