import { field, is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

export const pendingWithdrawals = surgeMission({
  id: "operations.pending-withdrawals",
  domain: "operations",
  title: "Withdrawals that wait",
  question: "Does a far larger share of withdrawals wait for over an hour than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: is("type", "withdrawal"),
  part: is("status", "pending"),
  windowMinutes: 4 * 60,
  delayMinutes: 60,
  minimum: 10,
  minimumUsers: 5,
  amount: field("amount_usd"),
  uncontrolled: is("status", "pending"),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: true,
  titleOf: ({ n, total, users, usd: amount }) =>
    `${n} of ${total} withdrawals wait for over an hour, ${usd(amount)} of ${plural(users, "customer")}`,
  split: ["payment_method", "currency"],
  recommendation: "See what holds the payouts back, and tell the customers who wait.",
});
