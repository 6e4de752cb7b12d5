import { all, field, is, not, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { usd } from "../wording.ts";

export const netOutflow = surgeMission({
  id: "risk.net-outflow",
  domain: "risk",
  title: "Net outflow",
  question: "Was a far larger share of the money movements of some hours withdrawals than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: all(oneOf("type", ["deposit", "withdrawal"]), is("status", "completed")),
  part: is("type", "withdrawal"),
  focus: "everything",
  windowMinutes: 6 * 60,
  minimum: 40,
  minimumUsers: 20,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: true,
  titleOf: ({ n, total, usd: amount }) => `${n} of ${total} money movements were withdrawals, ${usd(amount)}`,
  split: ["payment_method", "currency"],
  recommendation: "Check liquidity, and what customers have read today that makes them leave.",
});
