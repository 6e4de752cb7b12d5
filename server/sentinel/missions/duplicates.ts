import type { Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, compare, field, is, literal, not, output, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const SECONDS = 60;

function plan(asOf: number, from: number): Plan {
  const rows: Stage = {
    id: "rows",
    from: { entity: "transactions" },
    where: all(within("created_at", from, asOf), not(is("status", "failed"))),
    columns: ["id", "user_id", "type", "amount_usd", "payment_method", "created_at"].map((name) => output(name, name)),
    windows: [
      {
        name: "before",
        label: "the one before",
        fn: "lag",
        of: { kind: "output", name: "created_at" },
        partitionBy: ["user_id", "type", "amount_usd"],
        orderBy: [
          { by: "created_at", direction: "asc" },
          { by: "id", direction: "asc" },
        ],
      },
    ],
  };
  const cases: Stage = {
    id: "cases",
    from: { stage: "rows" },
    where: compare({ kind: "elapsed", unit: "seconds", start: field("before"), end: field("created_at") }, "lte", SECONDS),
    columns: [
      output("user_id", "user_id", "customer"),
      output("at", "created_at"),
      output("usd", "amount_usd"),
      output("transaction_id", "id"),
      output("type", "type"),
      output("payment_method", "payment_method"),
      output("before", "before", "the one before"),
      output("uncontrolled", literal(1)),
    ],
    order: [
      { by: "at", direction: "desc" },
      { by: "transaction_id", direction: "asc" },
    ],
  };
  return { stages: [rows, cases] };
}

export const duplicates = caseMission({
  id: "general.duplicates",
  domain: "general",
  title: "Duplicate transactions",
  question: `Which customers have two transactions of the same type and amount within ${SECONDS} seconds?`,
  needs: { transactions: ["user_id", "type", "amount_usd", "status", "payment_method", "created_at"] },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, cases, usd: amount }) => `${cases} transactions of ${plural(users, "customer")} look like duplicates, ${usd(amount)}`,
  recommendation: "Compare them with the provider's records and give back what was booked twice; look for a retry without a key.",
});
