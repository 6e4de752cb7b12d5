import { largeWithdrawals } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { oneOf } from "../plan-parts.ts";
import { usd } from "../wording.ts";

const LARGE = 3_000;

export const closedAccountsWithdraw = caseMission({
  id: "compliance.closed-accounts-withdraw",
  domain: "compliance",
  title: "Large withdrawals of closed or suspended accounts",
  question: `Which closed or suspended accounts withdrew over ${LARGE} USD in a day?`,
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"], users: ["status"] },
  plan: ({ asOf }, from) => largeWithdrawals({ from, asOf }, oneOf("transaction_customer.status", ["closed", "suspended"]), LARGE),
  titleOf: ({ users, usd: amount }) => `${users} closed or suspended accounts withdrew ${usd(amount)} in a day`,
  recommendation: "Reverse what can be reversed, and find out how these accounts could withdraw at all.",
});
