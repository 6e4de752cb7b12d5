import { field, is, not, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const failedPaymentsByMethod = surgeMission({
  id: "operations.failed-payments-by-method",
  domain: "operations",
  title: "Failed payments by method",
  question: "Did a far larger share of the payments by one method fail within 45 minutes than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: oneOf("type", ["deposit", "withdrawal"]),
  part: is("status", "failed"),
  key: field("payment_method"),
  windowMinutes: 45,
  minimum: 10,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: true,
  titleOf: ({ key, n, total, users }) => `${n} of ${total} ${key.replaceAll("_", " ")} payments failed, of ${plural(users, "customer")}`,
  traits: (key) => ({ methods: [key] }),
  split: ["type", "currency"],
  recommendation: "Call the provider of this method and offer customers another one until it works.",
});
