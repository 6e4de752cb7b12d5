import { field, is, not } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

export const reversals = surgeMission({
  id: "operations.reversals",
  domain: "operations",
  title: "Reversals by method",
  question: "Was a far larger share of the transactions by one method reversed than in the same hours of the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  part: is("status", "reversed"),
  key: field("payment_method"),
  windowMinutes: 6 * 60,
  minimum: 8,
  minimumUsers: 4,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: true,
  titleOf: ({ key, n, total, users, usd: amount }) =>
    `${n} of ${total} ${key.replaceAll("_", " ")} transactions were reversed, ${usd(amount)} of ${plural(users, "customer")}`,
  traits: (key) => ({ methods: [key] }),
  split: ["type", "currency"],
  recommendation: "Ask the provider why it takes payments back, and hold what these customers want to withdraw.",
});
