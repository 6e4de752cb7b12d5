import type { Plan, Stage } from "../../../shared/plan.ts";
import { transactionRows } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, DAY_MS, field, is, literal, oneOf, output, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const HOURS = 6;
const LEAST_USD = 1_000;

function moves(type: "deposit" | "withdrawal", asOf: number, from: number): Stage {
  return {
    id: type,
    from: { entity: "transactions" },
    where: all(
      within("created_at", from, asOf),
      is("type", type),
      oneOf("status", ["completed", "pending"]),
      compare("amount_usd", "gte", LEAST_USD),
    ),
    columns: ["id", "user_id", "amount_usd", "payment_method", "created_at"].map((name) => output(name, name)),
  };
}

function plan(asOf: number, from: number): Plan {
  const at = { kind: "outer", path: ["created_at"] } as const;
  const amount = { kind: "outer", path: ["amount_usd"] } as const;
  const times = (by: number) => ({ kind: "arithmetic", op: "*", left: field("amount_usd"), right: literal(by) }) as const;
  const cases: Stage = {
    id: "cases",
    from: { stage: "withdrawal" },
    where: {
      kind: "exists",
      stage: "deposit",
      on: [{ left: field("user_id"), right: "user_id" }],
      where: all(
        compare("created_at", "lte", at),
        compare("created_at", "gte", { kind: "shift", of: at, by: -HOURS, unit: "hours" }),
        compare(times(0.9), "lte", amount),
        compare(times(1.1), "gte", amount),
      ),
    },
    ...transactionRows(["payment_method"]),
  };
  return { stages: [moves("deposit", asOf, from - DAY_MS), moves("withdrawal", asOf, from), cases] };
}

export const rapidInOut = caseMission({
  id: "risk.rapid-in-out",
  domain: "risk",
  title: "Money in and out again",
  question: `Whose deposits of over ${LEAST_USD} USD were withdrawn again within ${HOURS} hours?`,
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"] },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, usd: amount }) => `${plural(users, "customer")} took ${usd(amount)} out within hours of paying it in`,
  traits: (rows) => ({ methods: [...new Set(rows.map((row) => String(row.payment_method)))].sort() }),
  recommendation: "Review these accounts for money that only passes through; pay out by the way it came in.",
});
