import { all, field, is, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

export const expiredKycWithdrawals = surgeMission({
  id: "compliance.expired-kyc-withdrawals",
  domain: "compliance",
  title: "Withdrawals with expired KYC",
  question: "Was far more withdrawn by customers whose KYC has expired than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"], users: ["kyc_status"] },
  entity: "transactions",
  where: all(is("type", "withdrawal"), oneOf("status", ["completed", "pending"]), is("transaction_customer.kyc_status", "expired")),
  windowMinutes: 24 * 60,
  minimum: 5,
  minimumUsers: 3,
  amount: field("amount_usd"),
  uncontrolled: is("transaction_customer.kyc_status", "expired"),
  show: ["id", "user_id", "transaction_customer.kyc_status", "payment_method", "amount_usd", "status", "created_at"],
  actors: true,
  titleOf: ({ n, users, usd: amount }) => `${n} withdrawals of ${plural(users, "customer")} with expired KYC, ${usd(amount)} in a day`,
  split: ["payment_method", "transaction_customer.country"],
  recommendation: "Stop withdrawals of customers with expired KYC until they have renewed it.",
});
