import type { Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, compare, DAY_MS, field, is, literal, oneOf, output, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const DORMANT_DAYS = 90;
const HOURS = 24;

function plan(asOf: number, from: number): Plan {
  const logins: Stage = {
    id: "logins",
    from: { entity: "login_events" },
    where: all(within("created_at", from - (DORMANT_DAYS + 1) * DAY_MS, asOf), is("outcome", "success")),
    columns: ["id", "user_id", "created_at"].map((name) => output(name, name)),
    windows: [
      {
        name: "before",
        label: "login before",
        fn: "lag",
        of: { kind: "output", name: "created_at" },
        partitionBy: ["user_id"],
        orderBy: [
          { by: "created_at", direction: "asc" },
          { by: "id", direction: "asc" },
        ],
      },
    ],
  };
  const asleep = { kind: "shift", of: field("created_at"), by: -DORMANT_DAYS, unit: "days" } as const;
  const woken: Stage = {
    id: "woken",
    from: { stage: "logins" },
    where: all(compare("created_at", "gt", { kind: "value", value: new Date(from - DAY_MS).toISOString(), type: "timestamp" }), {
      kind: "or",
      of: [{ kind: "null", of: field("before") }, compare("before", "lte", asleep)],
    }),
    columns: [output("user_id", "user_id"), output("at", "created_at")],
  };
  const moved: Stage = {
    id: "moved",
    from: { entity: "transactions" },
    where: within("created_at", from - (DORMANT_DAYS + 1) * DAY_MS, asOf),
    columns: ["user_id", "created_at"].map((name) => output(name, name)),
  };
  const at = { kind: "outer", path: ["created_at"] } as const;
  const taken: Stage = {
    id: "taken",
    from: { entity: "transactions" },
    joins: [{ as: "woken", stage: "woken", kind: "inner", on: [{ left: field("user_id"), right: "user_id" }] }],
    where: all(
      within("created_at", from, asOf),
      is("type", "withdrawal"),
      oneOf("status", ["completed", "pending"]),
      compare({ kind: "joined", join: "woken", column: "at" }, "lte", field("created_at")),
      compare({ kind: "joined", join: "woken", column: "at" }, "gte", {
        kind: "shift",
        of: field("created_at"),
        by: -HOURS,
        unit: "hours",
      }),
      // An account that is younger has not slept so long.
      compare("transaction_customer.created_at", "lte", { kind: "shift", of: field("created_at"), by: -DORMANT_DAYS, unit: "days" }),
      {
        kind: "not",
        of: {
          kind: "exists",
          stage: "moved",
          on: [{ left: field("user_id"), right: "user_id" }],
          where: all(
            compare("created_at", "lt", { kind: "shift", of: at, by: -HOURS, unit: "hours" }),
            compare("created_at", "gt", { kind: "shift", of: at, by: -DORMANT_DAYS, unit: "days" }),
          ),
        },
      },
    ),
    columns: [
      output("user_id", "user_id", "customer"),
      output("at", "created_at"),
      output("usd", "amount_usd"),
      output("payment_method", "payment_method"),
      output("login_at", { kind: "joined", join: "woken", column: "at" }),
      output("uncontrolled", literal(1)),
    ],
    order: [
      { by: "at", direction: "desc" },
      { by: "user_id", direction: "asc" },
      { by: "usd", direction: "asc" },
    ],
  };
  return { stages: [logins, woken, moved, taken] };
}

export const dormantThenWithdrawal = caseMission({
  id: "security.dormant-then-withdrawal",
  domain: "security",
  title: "Dormant accounts that wake up and withdraw",
  question: `Which accounts without a login or transaction for ${DORMANT_DAYS} days logged in and withdrew within a day?`,
  needs: {
    login_events: ["user_id", "outcome", "created_at"],
    transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"],
    users: ["created_at"],
  },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, usd: amount }) =>
    `${plural(users, "account")} that had slept for ${DORMANT_DAYS} days woke up and withdrew ${usd(amount)}`,
  traits: (rows) => ({ methods: [...new Set(rows.map((row) => String(row.payment_method)))].sort() }),
  recommendation: "Hold these withdrawals and call the customers: dormant accounts are what those who buy passwords look for.",
});
