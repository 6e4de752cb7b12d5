import { all, compare, DAY_MS, field, is, measure, not, within } from "../plan-parts.ts";
import type { Mission, RunPlan, Scope } from "../ports.ts";
import { lookForSurges, type SurgeSpec } from "../surge.ts";
import { surgeDives } from "../surge-dives.ts";
import { plural } from "../wording.ts";

/** What nine of ten fees of the days before were below, USD; undefined when there were none. */
async function usualOf(run: RunPlan, { asOf, historyDays }: Scope): Promise<number | undefined> {
  const { rows } = await run({
    stages: [
      {
        id: "usual",
        from: { entity: "transactions" },
        where: all(within("created_at", asOf - (historyDays + 1) * DAY_MS, asOf - DAY_MS), is("type", "fee")),
        groupBy: [],
        measures: [{ ...measure("p90", "percentile", field("amount_usd")), p: 0.9 }],
      },
    ],
  });
  const [{ p90 = null } = {}] = rows;
  return p90 === null ? undefined : Number(p90);
}

const SPEC: SurgeSpec = {
  id: "operations.fee-faults",
  domain: "operations",
  title: "Fees that are too high",
  question: "Did a far larger share of the fees exceed what nine of ten fees of the days before were below?",
  needs: { transactions: ["user_id", "type", "amount_usd", "created_at"] },
  entity: "transactions",
  where: is("type", "fee"),
  windowMinutes: 12 * 60,
  minimum: 8,
  minimumUsers: 4,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "amount_usd", "currency", "payment_method", "status", "created_at"],
  actors: true,
  titleOf: ({ n, total, users }) => `${n} of ${total} fees of ${plural(users, "customer")} were far higher than fees are`,
  recommendation: "Stop the job that charges fees, compare its table with the price list, and give back what was too much.",
};

export const feeFaults: Mission = {
  id: SPEC.id,
  domain: SPEC.domain,
  title: SPEC.title,
  question: SPEC.question,
  needs: SPEC.needs,
  needsDays: 1,
  look: async ({ scope, run }) => {
    const usual = await usualOf(run, scope);
    return usual === undefined ? [] : lookForSurges({ ...SPEC, part: compare("amount_usd", "gt", usual) }, { scope, run });
  },
  dives: surgeDives({ ...SPEC, split: ["currency"] }),
};
