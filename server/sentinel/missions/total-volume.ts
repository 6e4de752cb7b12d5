import { field } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const totalVolume = surgeMission({
  id: "general.total-volume",
  domain: "general",
  title: "All transactions",
  question: "Were there far more transactions in the last day than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  focus: "everything",
  windowMinutes: 24 * 60,
  uncorrected: true,
  minimum: 30,
  amount: field("amount_usd"),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: false,
  titleOf: ({ n, users }) => `${n} transactions of ${plural(users, "customer")} in a day`,
  split: ["type", "payment_method"],
  recommendation: "Find out what brings the customers: every other expectation has been corrected by it.",
});
