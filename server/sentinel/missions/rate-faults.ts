import type { Expr, Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, compare, DAY_MS, field, literal, measure, output, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const OFF = 0.05;
/** Below this the rounding to cents is as large. */
const LEAST_USD = 20;

const rate = { kind: "arithmetic", op: "/", left: field("amount_usd"), right: field("amount") } as const;

function plan(asOf: number, from: number): Plan {
  const day = { kind: "bucket", unit: "day", of: field("created_at") } as const;
  const usual: Stage = {
    id: "usual",
    from: { entity: "transactions" },
    where: all(within("created_at", from - DAY_MS, asOf), compare("amount_usd", "gte", LEAST_USD)),
    groupBy: [output("currency", "currency"), output("day", day)],
    measures: [{ ...measure("rate", "percentile", rate), p: 0.5 }],
  };
  const joined = { kind: "joined", join: "usual", column: "rate" } as const;
  const worth = { kind: "arithmetic", op: "*", left: field("amount"), right: joined } as const;
  const off: Expr = { kind: "absolute", of: { kind: "arithmetic", op: "-", left: field("amount_usd"), right: worth } };
  const cases: Stage = {
    id: "cases",
    from: { entity: "transactions" },
    joins: [
      {
        as: "usual",
        stage: "usual",
        kind: "inner",
        on: [
          { left: field("currency"), right: "currency" },
          { left: day, right: "day" },
        ],
      },
    ],
    where: all(
      within("created_at", from, asOf),
      compare("amount_usd", "gte", LEAST_USD),
      compare(off, "gt", { kind: "arithmetic", op: "*", left: worth, right: literal(OFF) }),
    ),
    columns: [
      output("user_id", "user_id", "customer"),
      output("at", "created_at"),
      output("usd", off),
      output("transaction_id", "id"),
      output("currency", "currency"),
      output("amount", "amount"),
      output("amount_usd", "amount_usd"),
      output("rate", joined),
      output("uncontrolled", literal(1)),
    ],
    order: [
      { by: "at", direction: "desc" },
      { by: "transaction_id", direction: "asc" },
    ],
  };
  return { stages: [usual, cases] };
}

export const rateFaults = caseMission({
  id: "risk.rate-faults",
  domain: "risk",
  title: "Amounts off their exchange rate",
  question: `Whose transactions were booked over ${Math.round(OFF * 100)} % off the day's rate of their currency?`,
  needs: { transactions: ["user_id", "amount", "currency", "amount_usd", "status", "created_at"] },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, cases, usd: amount }) =>
    `${cases} transactions of ${plural(users, "customer")} were booked off the day's rate, by ${usd(amount)} in all`,
  recommendation: "Stop the rate feed that gave these rates, and correct the bookings before customers withdraw the difference.",
});
