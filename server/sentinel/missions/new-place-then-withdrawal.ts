import type { Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, any, compare, DAY_MS, field, is, literal, measure, oneOf, output, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const HOURS = 6;
const INFLOW_DAYS = 30;
const SHARE = 0.5;
/** Less is not worth taking an account over for. */
const FEWEST_USD = 1_000;

/** When each customer was first seen with one of the values of a column, for those known for longer. */
function firsts(column: "country" | "device", asOf: number): Stage[] {
  return [
    {
      id: `first_${column}`,
      from: { entity: "login_events" },
      where: all(
        is("outcome", "success"),
        compare("created_at", "lte", { kind: "value", value: new Date(asOf).toISOString(), type: "timestamp" }),
      ),
      groupBy: [output("user_id", "user_id"), output(column, column)],
      measures: [measure("at", "min", "created_at")],
    },
    {
      id: `new_${column}`,
      from: { stage: `first_${column}` },
      joins: [{ as: "known", stage: "known", kind: "inner", on: [{ left: field("user_id"), right: "user_id" }] }],
      where: compare({ kind: "joined", join: "known", column: "since" }, "lt", { kind: "shift", of: field("at"), by: -14, unit: "days" }),
      columns: [output("user_id", "user_id"), output("at", "at")],
    },
  ];
}

function soonAfter(stage: string) {
  const at = { kind: "outer", path: ["created_at"] } as const;
  return {
    kind: "exists",
    stage,
    on: [{ left: field("user_id"), right: "user_id" }],
    where: all(compare("at", "lte", at), compare("at", "gte", { kind: "shift", of: at, by: -HOURS, unit: "hours" })),
  } as const;
}

function plan(asOf: number, from: number): Plan {
  const known: Stage = {
    id: "known",
    from: { entity: "login_events" },
    where: is("outcome", "success"),
    groupBy: [output("user_id", "user_id")],
    measures: [measure("since", "min", "created_at")],
  };
  const taken: Stage = {
    id: "taken",
    from: { entity: "transactions" },
    where: all(
      within("created_at", from, asOf),
      is("type", "withdrawal"),
      oneOf("status", ["completed", "pending"]),
      compare("amount_usd", "gte", FEWEST_USD),
      any(soonAfter("new_country"), soonAfter("new_device")),
    ),
    columns: ["id", "user_id", "amount_usd", "payment_method", "created_at"].map((name) => output(name, name)),
  };
  const deposits: Stage = {
    id: "deposits",
    from: { entity: "transactions" },
    where: all(within("created_at", from - INFLOW_DAYS * DAY_MS, asOf), is("type", "deposit"), is("status", "completed"), {
      kind: "exists",
      stage: "taken",
      on: [{ left: field("user_id"), right: "user_id" }],
    }),
    columns: ["user_id", "amount_usd", "created_at"].map((name) => output(name, name)),
  };
  const paidIn = { kind: "joined", join: "deposits", column: "created_at" } as const;
  const recent = all(
    compare(paidIn, "lte", field("created_at")),
    compare(paidIn, "gte", { kind: "shift", of: field("created_at"), by: -INFLOW_DAYS, unit: "days" }),
  );
  const weighed: Stage = {
    id: "weighed",
    from: { stage: "taken" },
    joins: [{ as: "deposits", stage: "deposits", kind: "left", on: [{ left: field("user_id"), right: "user_id" }] }],
    groupBy: ["id", "user_id", "payment_method"].map((name) => output(name, name)),
    measures: [
      measure("at", "max", "created_at"),
      measure("usd", "max", "amount_usd"),
      measure("inflow", "sum", { kind: "joined", join: "deposits", column: "amount_usd" }, recent),
    ],
    derived: [output("uncontrolled", literal(1))],
    having: compare({ kind: "output", name: "usd" }, "gte", {
      kind: "arithmetic",
      op: "*",
      left: { kind: "coalesce", of: [{ kind: "output", name: "inflow" }, literal(0)] },
      right: literal(SHARE),
    }),
    order: [
      { by: "at", direction: "desc" },
      { by: "id", direction: "asc" },
    ],
  };
  return { stages: [known, ...firsts("country", asOf), ...firsts("device", asOf), taken, deposits, weighed] };
}

export const newPlaceThenWithdrawal = caseMission({
  id: "security.new-place-then-withdrawal",
  domain: "security",
  title: "New country or device, then most of the money",
  question: `Who withdrew half of what they had paid in within ${HOURS} hours of a first login from a new country or device?`,
  needs: {
    login_events: ["user_id", "outcome", "country", "device", "created_at"],
    transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"],
  },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, usd: amount }) => `${plural(users, "customer")} withdrew ${usd(amount)} soon after a login from somewhere new`,
  traits: (rows) => ({ methods: [...new Set(rows.map((row) => String(row.payment_method)))].sort() }),
  recommendation: "Hold these withdrawals, and ask the customers by a way of contact that is older than the login.",
});
