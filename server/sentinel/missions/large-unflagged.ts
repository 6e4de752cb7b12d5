import { transactionCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, is, not, oneOf } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const LARGE = 15_000;

export const largeUnflagged = caseMission({
  id: "compliance.large-unflagged",
  domain: "compliance",
  title: "Large transactions that nobody flagged",
  question: `Which transactions over ${LARGE} USD were completed without being flagged?`,
  needs: {
    transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"],
    users: ["kyc_status", "account_type"],
  },
  plan: ({ asOf }, from) =>
    transactionCases(
      { from, asOf },
      all(
        oneOf("type", ["deposit", "withdrawal"]),
        is("status", "completed"),
        compare("amount_usd", "gte", LARGE),
        not(is("is_flagged", true)),
        // A verified VIP is known to move much.
        not(all(is("transaction_customer.account_type", "vip"), is("transaction_customer.kyc_status", "verified"))),
      ),
      ["type", "payment_method", "is_flagged"],
    ),
  titleOf: ({ users, cases, usd: amount }) =>
    `${plural(cases, "large transaction")} of ${plural(users, "customer")} without a flag, ${usd(amount)}`,
  traits: (rows) => ({ methods: [...new Set(rows.map((row) => String(row.payment_method)))].sort() }),
  recommendation: "Review them, and find out why the rule that flags large transactions did not.",
});
