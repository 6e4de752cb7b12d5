import { all, field, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { usd } from "../wording.ts";

export const closedAccountsMoney = surgeMission({
  id: "compliance.closed-accounts-money",
  domain: "compliance",
  title: "Money moved by closed or suspended accounts",
  question: "Did closed or suspended accounts move far more money than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"], users: ["status"] },
  entity: "transactions",
  where: all(
    oneOf("type", ["deposit", "withdrawal"]),
    oneOf("status", ["completed", "pending"]),
    oneOf("transaction_customer.status", ["closed", "suspended"]),
  ),
  windowMinutes: 24 * 60,
  minimum: 8,
  minimumUsers: 4,
  amount: field("amount_usd"),
  uncontrolled: oneOf("transaction_customer.status", ["closed", "suspended"]),
  show: ["id", "user_id", "transaction_customer.status", "type", "payment_method", "amount_usd", "status", "created_at"],
  actors: true,
  titleOf: ({ n, users, usd: amount }) => `${n} deposits and withdrawals of ${users} closed or suspended accounts, ${usd(amount)} in a day`,
  split: ["transaction_customer.status", "type"],
  recommendation: "Find out why accounts that are closed or suspended can move money at all, and reverse what can be reversed.",
});
