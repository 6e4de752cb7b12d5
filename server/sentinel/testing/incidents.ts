import type { PlantedDatabase } from "./planted-database.ts";

/** What a scan is to say of something planted. */
export interface Expected {
  /** One of these missions names it. */
  readonly missions: readonly string[];
  /** Exactly these are listed; left out where customers who did the like by themselves may be. */
  readonly users?: readonly number[];
  /** These are listed, and perhaps others. */
  readonly among?: readonly number[];
  readonly targeted?: number;
  /** In the title. */
  readonly names?: string;
}

type Plant = (database: PlantedDatabase, random: () => number) => Expected;

const ORDINARY =
  "status = 'active' AND kyc_status = 'verified' AND account_type = 'standard' AND is_pep = 0 AND risk_level = 'low' AND created_at < '2026-07-01'";

/** Log-normal, USD. */
function amount(random: () => number, median: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(median * Math.exp(0.7 * normal) * 100) / 100;
}

function some(random: () => number, from: number, to: number): number {
  return from + (to - from) * random();
}

/** Incidents, each by the mission that is made for it. */
export const INCIDENTS: Readonly<Record<string, Plant>> = {
  "credential stuffing": (database, random) => {
    const victims = database.users(ORDINARY, 150);
    const address = () => `203.0.113.${Math.floor(some(random, 10, 22))}`;
    const base = { country: "RO", device: "web" };
    for (let n = 0; n < 300; n++) {
      database.login({ ...base, user: victims[n % 150] ?? 0, reason: "bad_password", ip: address(), hours: some(random, 2, 3) });
    }
    const entered = victims.slice(0, 6);
    for (const user of entered) database.login({ ...base, user, ip: address(), hours: 1.9 });
    for (const user of entered.slice(0, 3)) {
      database.transaction({ user, type: "withdrawal", usd: 14_000, method: "crypto", hours: 1.2 });
    }
    return { missions: ["security.failed-logins-by-network"], users: entered, targeted: 150, names: "203.0.113.0/24" };
  },
  "an outage of cards": (database, random) => {
    const users = database.users(ORDINARY, 60);
    for (const [n, user] of users.entries()) {
      const status = n < 41 ? "failed" : "completed";
      database.transaction({ user, type: "deposit", usd: amount(random, 120), status, method: "card", hours: 1.45 - (0.7 * n) / 60 });
    }
    return { missions: ["operations.failed-payments-by-method"], among: users.slice(0, 41), names: "card" };
  },
  "an exit by crypto": (database, random) => {
    const users = database.users(ORDINARY, 90);
    for (const user of users) {
      database.transaction({ user, type: "withdrawal", usd: amount(random, 3_000), method: "crypto", hours: some(random, 1, 23) });
    }
    return { missions: ["risk.crypto-exit"], among: users, names: "crypto" };
  },
  "a wave of sign-ups": (database, random) => {
    const users = Array.from({ length: 120 }, () => database.user({ country: "XK", kyc: "pending", hours: some(random, 1, 23) }));
    return { missions: ["risk.sign-ups-by-country"], users, names: "XK" };
  },
  structuring: (database, random) => {
    const users = database.users(ORDINARY, 3);
    for (const user of users) {
      for (const hours of [8, 40, 90, 120]) {
        database.transaction({ user, type: "deposit", usd: some(random, 9_000, 9_999), method: "bank_transfer", hours });
      }
    }
    return { missions: ["compliance.structuring"], users };
  },
  "a mule": (database, random) => {
    const users = database.users(ORDINARY, 2);
    for (const user of users) {
      database.run("DELETE FROM transactions WHERE user_id = ? AND created_at > '2026-10-20'", user);
      let total = 0;
      for (let n = 0; n < 18; n++) {
        const usd = Math.round(some(random, 400, 900) * 100) / 100;
        total += usd;
        database.transaction({
          user,
          type: "deposit",
          usd,
          method: ["card", "bank_transfer", "e_wallet"][n % 3] ?? "card",
          hours: 60 - 2 * n,
        });
      }
      database.transaction({ user, type: "withdrawal", usd: Math.round(total * 98) / 100, method: "crypto", hours: 3 });
    }
    return { missions: ["risk.mule"], users };
  },
  "card testing": (database, random) => {
    const users = database.users(ORDINARY, 3);
    for (const user of users) {
      for (let n = 0; n < 14; n++) {
        database.transaction({ user, type: "deposit", usd: some(random, 0.5, 4.5), status: "failed", method: "card", hours: 9 - 0.05 * n });
      }
    }
    return { missions: ["risk.card-testing"], users };
  },
  "accounts that wake up": (database, random) => {
    const users = database.users(ORDINARY, 5);
    for (const user of users) {
      for (const table of ["login_events", "transactions"]) {
        database.run(`DELETE FROM ${table} WHERE user_id = ? AND created_at > '2026-07-20'`, user);
      }
      database.login({ user, ip: `198.51.100.${user % 250}`, country: "PL", hours: 4 });
      database.transaction({ user, type: "withdrawal", usd: some(random, 5_000, 9_000), method: "bank_transfer", hours: 3.5 });
    }
    return { missions: ["security.dormant-then-withdrawal"], users };
  },
  "one address for many": (database, random) => {
    const users = database.users(ORDINARY, 12);
    for (const user of users) database.login({ user, ip: "192.0.2.77", country: "BG", hours: some(random, 2, 12) });
    return { missions: ["security.one-address-many-accounts"], users, names: "192.0.2.77" };
  },
  "closed accounts that withdraw": (database, random) => {
    const users = database.users("status = 'closed' AND kyc_status = 'verified' AND risk_level <> 'high'", 8);
    for (const user of users) {
      database.transaction({
        user,
        type: "withdrawal",
        usd: some(random, 5_000, 9_000),
        method: "bank_transfer",
        hours: some(random, 3, 9),
      });
    }
    return { missions: ["compliance.closed-accounts-withdraw"], among: users };
  },
  "payouts that hang": (database, random) => {
    const users = database.users(ORDINARY, 60);
    for (const user of users) {
      database.transaction({
        user,
        type: "withdrawal",
        usd: amount(random, 400),
        status: "pending",
        method: "bank_transfer",
        hours: some(random, 2, 8),
      });
    }
    return { missions: ["operations.pending-withdrawals"], among: users };
  },
  duplicates: (database, random) => {
    const users = database.users(ORDINARY, 15);
    for (const user of users) {
      const usd = amount(random, 150);
      for (const hours of [5, 4.99]) database.transaction({ user, type: "deposit", usd, method: "e_wallet", hours });
    }
    return { missions: ["general.duplicates"], users };
  },
};

/** What looks like trouble and is none. */
export const LOOK_ALIKES: Readonly<Record<string, (database: PlantedDatabase, random: () => number) => void>> = {
  "a campaign": (database, random) => {
    for (let n = 0; n < 40; n++) {
      const kyc = random() < 0.85 ? "verified" : "pending";
      database.user({ country: ["DE", "FR", "ES"][n % 3] ?? "DE", kyc, hours: some(random, 0.5, 23.5) });
    }
  },
  payday: (database, random) => {
    for (const user of database.users(ORDINARY, 90)) {
      database.transaction({ user, type: "deposit", usd: amount(random, 150), method: "bank_transfer", hours: some(random, 3, 7) });
    }
  },
  "a VIP": (database) => {
    const [user = 0] = database.users("account_type = 'vip' AND kyc_status = 'verified' AND status = 'active' AND is_pep = 0", 1);
    database.transaction({ user, type: "withdrawal", usd: 400_000, method: "bank_transfer", hours: 5 });
  },
  "an office": (database) => {
    for (const [n, user] of database.users(ORDINARY, 14).entries()) {
      database.login({ user, reason: "bad_password", ip: "80.90.100.7", country: "DE", device: "desktop", hours: 4 - n / 170 });
    }
  },
};
