import { all, field, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

export const unverifiedMoney = surgeMission({
  id: "compliance.unverified-money",
  domain: "compliance",
  title: "Money moved with pending or rejected KYC",
  question: "Did customers whose KYC is pending or rejected move far more money than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"], users: ["kyc_status"] },
  entity: "transactions",
  where: all(
    oneOf("type", ["deposit", "withdrawal"]),
    oneOf("status", ["completed", "pending"]),
    oneOf("transaction_customer.kyc_status", ["pending", "rejected"]),
  ),
  windowMinutes: 24 * 60,
  minimum: 8,
  minimumUsers: 4,
  amount: field("amount_usd"),
  uncontrolled: oneOf("transaction_customer.kyc_status", ["pending", "rejected"]),
  show: ["id", "user_id", "transaction_customer.kyc_status", "type", "payment_method", "amount_usd", "status", "created_at"],
  actors: true,
  titleOf: ({ n, users, usd: amount }) =>
    `${n} deposits and withdrawals of ${plural(users, "customer")} with pending or rejected KYC, ${usd(amount)} in a day`,
  split: ["transaction_customer.kyc_status", "type"],
  recommendation: "Limit what customers can move before their KYC is approved, and review these movements.",
});
