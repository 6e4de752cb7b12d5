import { all, field, is, oneOf } from "../plan-parts.ts";
import { standingMission } from "../standing.ts";
import { plural } from "../wording.ts";

export const unverifiedTurnover = standingMission({
  id: "compliance.unverified-turnover",
  domain: "compliance",
  title: "Withdrawals without verified KYC",
  question: "What share of the withdrawals of the last 30 days was of customers without verified KYC?",
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"], users: ["kyc_status"] },
  entity: "transactions",
  among: all(is("type", "withdrawal"), is("status", "completed")),
  gap: oneOf("transaction_customer.kyc_status", ["pending", "rejected", "expired"]),
  days: 30,
  tolerated: 0.05,
  amount: field("amount_usd"),
  show: ["id", "user_id", "transaction_customer.kyc_status", "payment_method", "amount_usd", "created_at"],
  titleOf: ({ n, share, users }) =>
    `${Math.round(share * 1_000) / 10} % of withdrawals are of customers without verified KYC: ${n} by ${plural(users, "customer")} in 30 days`,
  recommendation: "Make verified KYC a condition of every withdrawal.",
});
