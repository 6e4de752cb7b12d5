import { field, is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { usd } from "../wording.ts";

export const feeIncome = surgeMission({
  id: "operations.fee-income",
  domain: "operations",
  title: "Fee income by account type",
  question: "Were far more fees taken from accounts of one type than on the days before?",
  needs: {
    transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"],
    users: ["account_type"],
  },
  entity: "transactions",
  where: is("type", "fee"),
  key: field("transaction_customer.account_type"),
  focus: "everything",
  windowMinutes: 24 * 60,
  minimum: 12,
  minimumUsers: 6,
  amount: field("amount_usd"),
  show: ["id", "user_id", "transaction_customer.account_type", "amount_usd", "currency", "status", "created_at"],
  actors: true,
  titleOf: ({ key, n, users, usd: amount }) => `${n} fees of ${users} ${key} accounts, ${usd(amount)} in a day`,
  split: ["currency", "status"],
  recommendation: "Compare the fees with the price list, and give back what was taken by mistake.",
});
