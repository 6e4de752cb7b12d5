import { all, field, is, not, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

export const withdrawalsByMethod = surgeMission({
  id: "risk.withdrawals-by-method",
  domain: "risk",
  title: "Withdrawals by method",
  question: "Was far more withdrawn by one payment method in the last day than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: all(is("type", "withdrawal"), oneOf("status", ["completed", "pending"]), not(is("payment_method", "crypto"))),
  key: field("payment_method"),
  focus: "everything",
  windowMinutes: 24 * 60,
  minimum: 20,
  minimumUsers: 8,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: true,
  titleOf: ({ key, n, users, usd: amount }) =>
    `${n} withdrawals by ${key.replaceAll("_", " ")} of ${plural(users, "customer")}, ${usd(amount)} in a day`,
  traits: (key) => ({ methods: [key] }),
  split: ["status", "currency"],
  recommendation: "Hold the largest of them for a review, and make sure that the method can still be paid out.",
});
