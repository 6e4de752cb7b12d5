import type { Stage } from "../../../shared/plan.ts";
import type { Candidate } from "../candidate.ts";
import { all, compare, count, field, instant, is, literal, measure, output } from "../plan-parts.ts";
import type { Dive } from "../ports.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

const network = { kind: "network", of: field("ip_address") } as const;

function userIds(ids: readonly unknown[]): (string | number)[] {
  return ids.flatMap((id) => (typeof id === "string" || typeof id === "number" ? [id] : []));
}

/** The accounts that the network got into, from the beginning of the attack until now. */
function entries({ group, window }: Candidate, asOf: number): Stage {
  return {
    id: "entered",
    from: { entity: "login_events" },
    where: all(
      compare("created_at", "gte", instant(window.from)),
      compare("created_at", "lte", instant(asOf)),
      is("outcome", "success"),
      compare(network, "eq", literal(group)),
    ),
    groupBy: [output("user_id", "user_id", "customer")],
    measures: [count("logins"), measure("first", "min", "created_at")],
  };
}

function entered(candidate: Candidate, asOf: number): Dive {
  return {
    question: `Which accounts then logged in from ${candidate.group}?`,
    plan: {
      stages: [{ ...entries(candidate, asOf), order: [{ by: "user_id", direction: "asc" }] }],
    },
    read: (rows) => ({
      summary: rows.length === 0 ? "No account was entered from there." : `${rows.length} accounts were entered from there.`,
      userIds: userIds(rows.map(({ user_id: id }) => id)),
    }),
  };
}

/** What those accounts have withdrawn since. */
function withdrawn(candidate: Candidate, asOf: number): Dive {
  return {
    question: `What did the accounts entered from ${candidate.group} withdraw afterwards?`,
    plan: {
      stages: [
        entries(candidate, asOf),
        {
          id: "withdrawn",
          from: { entity: "transactions" },
          joins: [{ as: "entered", stage: "entered", kind: "inner", on: [{ left: field("user_id"), right: "user_id" }] }],
          where: all(
            is("type", "withdrawal"),
            { kind: "in", of: field("status"), values: [literal("completed"), literal("pending")] },
            compare("created_at", "lte", instant(asOf)),
            compare("created_at", "gte", { kind: "joined", join: "entered", column: "first" }),
          ),
          groupBy: [output("user_id", "user_id", "customer"), output("payment_method", "payment_method")],
          measures: [count("withdrawals"), measure("usd", "sum", "amount_usd"), measure("newest", "max", "created_at")],
          order: [
            { by: "user_id", direction: "asc" },
            { by: "payment_method", direction: "asc" },
          ],
        },
      ],
    },
    read: (rows) => {
      const amount = rows.reduce((cents, row) => cents + Math.round(Number(row.usd) * 100), 0) / 100;
      return {
        summary:
          rows.length === 0 ? "Nothing was withdrawn." : `${new Set(rows.map((row) => row.user_id)).size} of them withdrew ${usd(amount)}.`,
        excessUsd: amount,
        userIds: userIds(rows.map(({ user_id: id }) => id)),
      };
    },
  };
}

/** Since when the network is known at all. */
function known({ group, window }: Candidate): Dive {
  return {
    question: `Was ${group} seen before?`,
    plan: {
      stages: [
        {
          id: "before",
          from: { entity: "login_events" },
          where: all(compare("created_at", "lt", instant(window.from)), compare(network, "eq", literal(group))),
          groupBy: [],
          measures: [count("logins"), measure("users", "countDistinct", "user_id"), measure("first", "min", "created_at")],
        },
      ],
    },
    read: ([row]) => ({
      summary:
        Number(row?.logins ?? 0) === 0
          ? "It had never been seen before."
          : `It had ${String(row?.logins)} logins of ${String(row?.users)} customers before, since ${String(row?.first).slice(0, 10)}.`,
    }),
  };
}

export const failedLoginsByNetwork = surgeMission({
  id: "security.failed-logins-by-network",
  domain: "security",
  title: "Failed logins by network and hour",
  question: "Which networks of 256 addresses had far more failed logins in an hour than at the same hour before?",
  needs: {
    login_events: ["user_id", "outcome", "ip_address", "mfa_used", "created_at"],
    transactions: ["user_id", "type", "amount_usd", "created_at"],
  },
  entity: "login_events",
  where: is("outcome", "failure"),
  key: network,
  windowMinutes: 60,
  minimum: 20,
  minimumUsers: 10,
  uncontrolled: is("mfa_used", false),
  show: ["id", "user_id", "ip_address", "country", "device", "failure_reason", "mfa_used", "created_at"],
  actors: false,
  titleOf: ({ key, n, users }) => `${n} failed logins at ${plural(users, "customer")} from ${key}`,
  traits: (key) => ({ networks: [key] }),
  recommendation:
    "Block the network, end the sessions of the accounts it got into, and hold their withdrawals until the customers are heard.",
  dives: (candidate, { asOf }) => [entered(candidate, asOf), withdrawn(candidate, asOf), known(candidate)],
});
