import { all, field, is, not } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural, usd } from "../wording.ts";

export const cryptoExit = surgeMission({
  id: "risk.crypto-exit",
  domain: "risk",
  title: "Withdrawals by crypto",
  question: "Was far more withdrawn by crypto in the last day than on the days before?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: all(is("type", "withdrawal"), is("payment_method", "crypto"), is("status", "completed")),
  windowMinutes: 24 * 60,
  minimum: 15,
  amount: field("amount_usd"),
  uncontrolled: not(is("is_flagged", true)),
  show: ["id", "user_id", "amount_usd", "currency", "payment_method", "is_flagged", "created_at"],
  actors: true,
  titleOf: ({ n, users, usd: amount }) => `${n} crypto withdrawals of ${plural(users, "customer")}, ${usd(amount)} in a day`,
  traits: () => ({ methods: ["crypto"] }),
  recommendation: "Hold new crypto withdrawals above the usual size for a review, and check where the latest ones went.",
});
