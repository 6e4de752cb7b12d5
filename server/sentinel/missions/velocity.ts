import { burstCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { is, not } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const MOST = 20;

export const velocity = caseMission({
  id: "risk.velocity",
  domain: "risk",
  title: "Too many transactions in an hour",
  question: `Who made more than ${MOST} transactions within an hour?`,
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"] },
  plan: ({ asOf }, from) => burstCases({ from, asOf, where: not(is("type", "fee")), count: MOST + 1, seconds: 3_600 }),
  titleOf: ({ users, cases, usd: amount }) =>
    `${plural(users, "customer")} made ${cases} transactions at a rate of over ${MOST} an hour, ${usd(amount)}`,
  recommendation: "Limit these accounts: no person trades or pays as fast; look for a script or a stolen session.",
});
