import type { Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, any, choose, compare, field, is, isNull, literal, not, output, within } from "../plan-parts.ts";
import { plural } from "../wording.ts";

function plan(asOf: number, from: number): Plan {
  const now = { kind: "value", value: new Date(asOf).toISOString(), type: "timestamp" } as const;
  const future = compare("created_at", "gt", now);
  const wrong = any(
    compare("processed_at", "lt", field("created_at")),
    all(is("status", "pending"), not(isNull("processed_at"))),
    compare("processed_at", "gt", { kind: "shift", of: now, by: 7, unit: "days" }),
  );
  const cases: Stage = {
    id: "cases",
    from: { entity: "transactions" },
    where: any(future, all(within("created_at", from, asOf), wrong)),
    columns: [
      output("user_id", "user_id", "customer"),
      // What is of the future is found now.
      output("at", choose(future, now, field("created_at"))),
      output("transaction_id", "id"),
      output("status", "status"),
      output("created_at", "created_at"),
      output("processed_at", "processed_at"),
      output("uncontrolled", literal(1)),
    ],
    order: [
      { by: "at", direction: "desc" },
      { by: "transaction_id", direction: "asc" },
    ],
  };
  return { stages: [cases] };
}

export const timeFaults = caseMission({
  id: "general.time-faults",
  domain: "general",
  title: "Impossible times",
  question: "Which transactions were processed before they were made, or are pending and processed, or are of the future?",
  needs: { transactions: ["user_id", "status", "amount_usd", "created_at", "processed_at"] },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ cases, users }) => `${cases} transactions of ${plural(users, "customer")} have impossible times`,
  recommendation:
    "Look for a clock that is wrong or a job that writes the wrong column, and correct the rows before reports are made of them.",
});
