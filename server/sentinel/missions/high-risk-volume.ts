import { userCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, DAY_MS, is, not, oneOf } from "../plan-parts.ts";
import { usd } from "../wording.ts";

const LARGE = 50_000;

export const highRiskVolume = caseMission({
  id: "compliance.high-risk-volume",
  domain: "compliance",
  title: "High-risk customers with a large turnover",
  question: `Which high-risk customers moved over ${LARGE} USD within 7 days?`,
  needs: {
    transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"],
    users: ["risk_level", "kyc_status", "account_type"],
  },
  windowDays: 7,
  plan: ({ asOf }, from) =>
    userCases({
      from,
      asOf,
      seconds: (7 * DAY_MS) / 1_000,
      where: all(
        oneOf("type", ["deposit", "withdrawal"]),
        oneOf("status", ["completed", "pending"]),
        is("transaction_customer.risk_level", "high"),
        // A verified VIP is known to move much.
        not(all(is("transaction_customer.account_type", "vip"), is("transaction_customer.kyc_status", "verified"))),
      ),
      having: compare({ kind: "output", name: "usd" }, "gte", LARGE),
    }),
  titleOf: ({ users, usd: amount }) => `${users} high-risk customers moved ${usd(amount)} in 7 days`,
  recommendation: "Ask for the source of these funds before more of them leave.",
});
