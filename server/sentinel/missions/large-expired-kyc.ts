import { largeWithdrawals } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { is } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const LARGE = 3_000;

export const largeExpiredKyc = caseMission({
  id: "compliance.large-expired-kyc",
  domain: "compliance",
  title: "Large withdrawals with expired KYC",
  question: `Which customers with expired KYC withdrew over ${LARGE} USD in a day?`,
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"], users: ["kyc_status"] },
  plan: ({ asOf }, from) => largeWithdrawals({ from, asOf }, is("transaction_customer.kyc_status", "expired"), LARGE),
  titleOf: ({ users, usd: amount }) => `${plural(users, "customer")} with expired KYC withdrew ${usd(amount)} in a day`,
  recommendation: "Stop these withdrawals until the customers have renewed their KYC.",
});
