import { all, compare, field, is, oneOf } from "../plan-parts.ts";
import { standingMission } from "../standing.ts";
import { plural } from "../wording.ts";

const DAYS = 30;

export const pendingKyc = standingMission({
  id: "compliance.pending-kyc-active",
  domain: "compliance",
  title: `Active without KYC for over ${DAYS} days`,
  question: `What share of the money movements of the last 30 days was of customers whose KYC had been pending for over ${DAYS} days?`,
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"], users: ["kyc_status", "created_at"] },
  entity: "transactions",
  among: all(oneOf("type", ["deposit", "withdrawal"]), is("status", "completed")),
  gap: all(
    is("transaction_customer.kyc_status", "pending"),
    compare("transaction_customer.created_at", "lte", { kind: "shift", of: field("created_at"), by: -DAYS, unit: "days" }),
  ),
  days: 30,
  tolerated: 0.02,
  amount: field("amount_usd"),
  show: ["id", "user_id", "transaction_customer.kyc_status", "type", "payment_method", "amount_usd", "created_at"],
  titleOf: ({ n, share, users }) =>
    `${Math.round(share * 1_000) / 10} % of money movements are of customers whose KYC is overdue: ${n} by ${plural(users, "customer")} in 30 days`,
  recommendation: "Set a date after which customers without KYC can only pay in what they had announced, and keep to it.",
});
