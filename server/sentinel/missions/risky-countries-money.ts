import { all, field, is, not, oneOf } from "../plan-parts.ts";
import type { Mission, Scope } from "../ports.ts";
import { lookForSurges, type SurgeSpec } from "../surge.ts";
import { surgeDives } from "../surge-dives.ts";
import { plural, usd } from "../wording.ts";

const NAMES = {
  id: "compliance.risky-countries-money",
  domain: "compliance",
  title: "Money moved from high-risk countries",
  question: "Did customers of one of the high-risk countries move far more money than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"], users: ["country"] },
};

function specOf({ highRiskCountries }: Scope): SurgeSpec {
  return {
    ...NAMES,
    entity: "transactions",
    where: all(
      oneOf("type", ["deposit", "withdrawal"]),
      oneOf("status", ["completed", "pending"]),
      oneOf("transaction_customer.country", highRiskCountries),
    ),
    key: field("transaction_customer.country"),
    focus: "everything",
    windowMinutes: 24 * 60,
    minimum: 12,
    minimumUsers: 4,
    amount: field("amount_usd"),
    uncontrolled: not(is("is_flagged", true)),
    show: ["id", "user_id", "transaction_customer.country", "type", "payment_method", "amount_usd", "is_flagged", "created_at"],
    actors: true,
    titleOf: ({ key, n, users, usd: amount }) =>
      `${n} deposits and withdrawals of ${plural(users, "customer")} of ${key}, ${usd(amount)} in a day`,
    traits: (key) => ({ countries: [key] }),
    split: ["type", "payment_method"],
    recommendation: "Review these movements; the country counts as a high risk.",
  };
}

export const riskyCountriesMoney: Mission = {
  ...NAMES,
  needsDays: 1,
  look: (context) => lookForSurges(specOf(context.scope), context),
  dives: (candidate, scope) => surgeDives(specOf(scope))(candidate),
};
