import { field, is, not, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const failedPaymentsByCurrency = surgeMission({
  id: "operations.failed-payments-by-currency",
  domain: "operations",
  title: "Failed payments by currency",
  question: "Did a far larger share of the payments in one currency fail than in the same hours of the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "currency", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: oneOf("type", ["deposit", "withdrawal"]),
  part: is("status", "failed"),
  key: field("currency"),
  focus: "everything",
  windowMinutes: 3 * 60,
  minimum: 12,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "type", "currency", "payment_method", "amount_usd", "status", "created_at"],
  actors: true,
  titleOf: ({ key, n, total, users }) => `${n} of ${total} payments in ${key} failed, of ${plural(users, "customer")}`,
  split: ["payment_method", "type"],
  recommendation: "Check the accounts and providers that settle this currency.",
});
