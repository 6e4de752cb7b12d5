import type { Row } from "../../shared/answers.ts";
import type { Stage } from "../../shared/plan.ts";
import type { Candidate, UserId } from "./candidate.ts";
import { all, compare, count, DAY_MS, field, instant, is, measure, oneOf, output, within } from "./plan-parts.ts";
import type { Dive, Scope } from "./ports.ts";
import { usd } from "./wording.ts";

/** Of more customers it is no longer asked one by one. */
const MOST_USERS = 200;
const MOST_ROWS = 20;

function someUsers(users: readonly UserId[]) {
  return oneOf("user_id", users.slice(0, MOST_USERS));
}

function cents(rows: readonly Row[]): number {
  return rows.reduce((total, row) => total + Math.round(Number(row.usd ?? 0) * 100), 0) / 100;
}

/** What these customers withdrew from the beginning of the window until now. */
function withdrawn({ userIds, window }: Candidate, { asOf }: Scope): Dive {
  const stage: Stage = {
    id: "withdrawn",
    from: { entity: "transactions" },
    where: all(
      someUsers(userIds),
      is("type", "withdrawal"),
      oneOf("status", ["completed", "pending"]),
      compare("created_at", "gte", instant(window.from)),
      compare("created_at", "lte", instant(asOf)),
    ),
    groupBy: [output("payment_method", "payment_method")],
    measures: [count("withdrawals"), measure("customers", "countDistinct", "user_id"), measure("usd", "sum", "amount_usd")],
    order: [
      { by: "usd", direction: "desc" },
      { by: "payment_method", direction: "asc" },
    ],
  };
  return {
    question: "What did these customers withdraw in that time?",
    plan: { stages: [stage] },
    read: (rows) => ({
      summary:
        rows.length === 0
          ? "They withdrew nothing."
          : `They withdrew ${usd(cents(rows))}, most of it by ${String(rows[0]?.payment_method).replaceAll("_", " ")}.`,
    }),
  };
}

/** Networks that two and more of them logged in from in the week before. */
function sharedNetworks({ userIds }: Candidate, { asOf }: Scope): Dive {
  const network = { kind: "network", of: field("ip_address") } as const;
  const stage: Stage = {
    id: "networks",
    from: { entity: "login_events" },
    where: all(someUsers(userIds), within("created_at", asOf - 7 * DAY_MS, asOf)),
    groupBy: [output("network", network)],
    measures: [count("logins"), measure("customers", "countDistinct", "user_id")],
    having: compare({ kind: "output", name: "customers" }, "gte", 2),
    order: [
      { by: "customers", direction: "desc" },
      { by: "network", direction: "asc" },
    ],
    limit: { n: MOST_ROWS },
  };
  return {
    question: "Which networks did several of them log in from in the last 7 days?",
    plan: { stages: [stage] },
    read: ([first]) => ({
      summary: first ? `${String(first.customers)} of them came from ${String(first.network)}.` : "They have no network in common.",
    }),
  };
}

/** Who they are by the state of their checks. */
function checks({ userIds }: Candidate): Dive {
  const stage: Stage = {
    id: "checks",
    from: { entity: "users" },
    where: oneOf("id", userIds.slice(0, MOST_USERS)),
    groupBy: [output("kyc_status", "kyc_status"), output("risk_level", "risk_level")],
    measures: [count("customers")],
    order: [
      { by: "customers", direction: "desc" },
      { by: "kyc_status", direction: "asc" },
      { by: "risk_level", direction: "asc" },
    ],
  };
  return {
    question: "How are these customers checked and rated?",
    plan: { stages: [stage] },
    read: ([first]) => ({
      summary: first
        ? `Most of them, ${String(first.customers)}, have the KYC status ${String(first.kyc_status)} and a ${String(first.risk_level)} risk.`
        : "Nothing is known of them.",
    }),
  };
}

/** Questions that suit any finding which names its customers. */
export function caseDives(candidate: Candidate, scope: Scope): Dive[] {
  return candidate.userIds.length === 0 ? [] : [withdrawn(candidate, scope), sharedNetworks(candidate, scope), checks(candidate)];
}
