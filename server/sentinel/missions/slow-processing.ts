import type { Row } from "../../../shared/answers.ts";
import type { Condition } from "../../../shared/plan.ts";
import { all, any, compare, DAY_MS, field, is, isNull, measure, not, output, within } from "../plan-parts.ts";
import type { Mission, RunPlan, Scope } from "../ports.ts";
import { lookForSurges, type SurgeSpec } from "../surge.ts";
import { surgeDives } from "../surge-dives.ts";
import { plural } from "../wording.ts";

const took = { kind: "elapsed", unit: "seconds", start: field("created_at"), end: field("processed_at") } as const;

/** What each method took for all but the slowest twentieth of the days before, s. */
async function usualOf(run: RunPlan, { asOf, historyDays }: Scope): Promise<readonly Row[]> {
  const { rows } = await run({
    stages: [
      {
        id: "usual",
        from: { entity: "transactions" },
        where: all(within("created_at", asOf - (historyDays + 1) * DAY_MS, asOf - DAY_MS), not(isNull("processed_at"))),
        groupBy: [output("payment_method", "payment_method")],
        measures: [{ ...measure("p95", "percentile", took), p: 0.95, unit: "seconds" }],
        order: [{ by: "payment_method", direction: "asc" }],
      },
    ],
  });
  return rows;
}

function slowerThan(usual: readonly Row[]): Condition {
  return any(...usual.map((row) => all(is("payment_method", String(row.payment_method)), compare(took, "gt", Number(row.p95)))));
}

const SPEC: SurgeSpec = {
  id: "operations.slow-processing",
  domain: "operations",
  title: "Slow processing by method",
  question: "Did a far larger share of the transactions by one method take longer than 95 % of those of the days before?",
  needs: { transactions: ["user_id", "payment_method", "amount_usd", "created_at", "processed_at"] },
  entity: "transactions",
  where: not(isNull("processed_at")),
  key: field("payment_method"),
  windowMinutes: 2 * 60,
  minimum: 12,
  minimumUsers: 6,
  amount: field("amount_usd"),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "created_at", "processed_at"],
  actors: true,
  titleOf: ({ key, n, total, users }) =>
    `${n} of ${total} ${key.replaceAll("_", " ")} transactions of ${plural(users, "customer")} took longer than nearly all did before`,
  traits: (key) => ({ methods: [key] }),
  recommendation: "Ask the provider of this method what holds it up, and tell the customers who wait.",
};

export const slowProcessing: Mission = {
  id: SPEC.id,
  domain: SPEC.domain,
  title: SPEC.title,
  question: SPEC.question,
  needs: SPEC.needs,
  needsDays: 1,
  look: async ({ scope, run }) => {
    const usual = await usualOf(run, scope);
    return usual.length === 0 ? [] : lookForSurges({ ...SPEC, part: slowerThan(usual) }, { scope, run });
  },
  // Of all its rows: the bound is known only while it looks.
  dives: surgeDives({ ...SPEC, split: ["type", "status"] }),
};
