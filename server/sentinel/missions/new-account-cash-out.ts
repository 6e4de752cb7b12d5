import { transactionCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, field, is, oneOf } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const DAYS = 7;
const LARGE = 5_000;

export const newAccountCashOut = caseMission({
  id: "risk.new-account-cash-out",
  domain: "risk",
  title: "New accounts that cash out",
  question: `Which accounts withdrew over ${LARGE} USD within ${DAYS} days of signing up?`,
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"], users: ["country", "created_at"] },
  plan: ({ asOf }, from) =>
    transactionCases(
      { from, asOf },
      all(
        is("type", "withdrawal"),
        oneOf("status", ["completed", "pending"]),
        compare("amount_usd", "gte", LARGE),
        compare("transaction_customer.created_at", "gt", { kind: "shift", of: field("created_at"), by: -DAYS, unit: "days" }),
      ),
      ["payment_method", "transaction_customer.country"],
    ),
  titleOf: ({ users, usd: amount }) => `${plural(users, "account")} withdrew ${usd(amount)} within days of signing up`,
  traits: (rows) => ({ methods: [...new Set(rows.map((row) => String(row.payment_method)))].sort() }),
  recommendation: "Hold these withdrawals until it is known where the money came from.",
});
