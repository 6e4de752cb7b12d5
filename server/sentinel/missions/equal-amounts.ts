import type { Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, compare, count, DAY_MS, literal, measure, oneOf, output, spansBefore, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const FEWEST = 5;
/** Small equal amounts are fees and subscriptions. */
const LEAST_USD = 100;

function plan(asOf: number, from: number): Plan {
  const stage: Stage = {
    id: "cases",
    from: { entity: "transactions" },
    where: all(
      within("created_at", from, asOf),
      oneOf("type", ["deposit", "withdrawal", "transfer"]),
      compare("amount_usd", "gte", LEAST_USD),
    ),
    groupBy: [
      output("user_id", "user_id", "customer"),
      output("type", "type"),
      output("amount_usd", "amount_usd"),
      output("back", spansBefore("created_at", asOf, DAY_MS / 1_000), "days back"),
    ],
    measures: [measure("at", "max", "created_at"), count("n"), measure("usd", "sum", "amount_usd")],
    derived: [output("uncontrolled", literal(1))],
    having: compare({ kind: "output", name: "n" }, "gte", FEWEST),
    order: [
      { by: "at", direction: "desc" },
      { by: "user_id", direction: "asc" },
      { by: "type", direction: "asc" },
      { by: "amount_usd", direction: "asc" },
    ],
  };
  return { stages: [stage] };
}

export const equalAmounts = caseMission({
  id: "compliance.equal-amounts",
  domain: "compliance",
  title: "Runs of equal amounts",
  question: `Who made ${FEWEST} and more transactions of exactly the same amount within a day?`,
  needs: { transactions: ["user_id", "type", "amount_usd", "created_at"] },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, rows, usd: amount }) =>
    `${plural(users, "customer")} made ${rows.reduce((sum, row) => sum + Number(row.n), 0)} transactions of equal amounts, ${usd(amount)} in a day`,
  recommendation: "Look at where the equal amounts go: they are how money is divided up to pass unnoticed.",
});
