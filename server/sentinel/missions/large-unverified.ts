import { largeWithdrawals } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { oneOf } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const LARGE = 3_000;

export const largeUnverified = caseMission({
  id: "compliance.large-unverified",
  domain: "compliance",
  title: "Large withdrawals with pending or rejected KYC",
  question: `Which customers with pending or rejected KYC withdrew over ${LARGE} USD in a day?`,
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"], users: ["kyc_status"] },
  plan: ({ asOf }, from) => largeWithdrawals({ from, asOf }, oneOf("transaction_customer.kyc_status", ["pending", "rejected"]), LARGE),
  titleOf: ({ users, usd: amount }) => `${plural(users, "customer")} with pending or rejected KYC withdrew ${usd(amount)} in a day`,
  recommendation: "Stop these withdrawals: nothing may leave before the KYC is approved.",
});
