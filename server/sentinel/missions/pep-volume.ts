import { all, field, is, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { usd } from "../wording.ts";

export const pepVolume = surgeMission({
  id: "compliance.pep-volume",
  domain: "compliance",
  title: "Money moved by politically exposed persons",
  question: "Did politically exposed persons move far more money than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"], users: ["is_pep"] },
  entity: "transactions",
  where: all(oneOf("type", ["deposit", "withdrawal"]), oneOf("status", ["completed", "pending"]), is("transaction_customer.is_pep", true)),
  windowMinutes: 24 * 60,
  minimum: 6,
  minimumUsers: 3,
  amount: field("amount_usd"),
  uncontrolled: is("transaction_customer.is_pep", true),
  show: ["id", "user_id", "transaction_customer.is_pep", "type", "payment_method", "amount_usd", "status", "created_at"],
  actors: true,
  titleOf: ({ n, users, usd: amount }) => `${n} deposits and withdrawals of ${users} politically exposed persons, ${usd(amount)} in a day`,
  split: ["type", "transaction_customer.country"],
  recommendation: "Ask for the source of these funds; enhanced due diligence is due for politically exposed persons.",
});
