import type { Plan, Stage } from "../../../shared/plan.ts";
import { transactionRows } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, DAY_MS, field, is, literal, not, oneOf, output, within } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const TIMES = 10;
const DAYS = 90;
const LARGE = 50_000;

function plan(asOf: number, from: number): Plan {
  const withdrawals: Stage = {
    id: "withdrawals",
    from: { entity: "transactions" },
    where: all(within("created_at", from - DAYS * DAY_MS, asOf), is("type", "withdrawal"), oneOf("status", ["completed", "pending"])),
    columns: ["id", "user_id", "amount_usd", "payment_method", "created_at"].map((name) => output(name, name)),
  };
  const large: Stage = {
    id: "large",
    from: { entity: "transactions" },
    where: all(
      within("created_at", from, asOf),
      is("type", "withdrawal"),
      oneOf("status", ["completed", "pending"]),
      compare("amount_usd", "gte", LARGE),
      not(all(is("transaction_customer.account_type", "vip"), is("transaction_customer.kyc_status", "verified"))),
    ),
    columns: ["id", "user_id", "amount_usd", "payment_method", "created_at"].map((name) => output(name, name)),
  };
  const at = { kind: "outer", path: ["created_at"] } as const;
  const cases: Stage = {
    id: "cases",
    from: { stage: "large" },
    where: not({
      kind: "exists",
      stage: "withdrawals",
      on: [{ left: field("user_id"), right: "user_id" }],
      where: all(
        // The same day's do not count: what is taken out in several steps would hide itself.
        compare("created_at", "lt", { kind: "shift", of: at, by: -24, unit: "hours" }),
        compare("created_at", "gt", { kind: "shift", of: at, by: -DAYS, unit: "days" }),
        compare({ kind: "arithmetic", op: "*", left: field("amount_usd"), right: literal(TIMES) }, "gte", {
          kind: "outer",
          path: ["amount_usd"],
        }),
      ),
    }),
    ...transactionRows(["payment_method"]),
  };
  return { stages: [withdrawals, large, cases] };
}

export const ownMaximum = caseMission({
  id: "risk.own-maximum",
  domain: "risk",
  title: "Withdrawals far beyond the customer's own",
  question: `Who, verified VIPs aside, withdrew over ${TIMES} times their own largest withdrawal of ${DAYS} days and over ${LARGE} USD?`,
  needs: {
    transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"],
    users: ["kyc_status", "account_type"],
  },
  plan: ({ asOf }, from) => plan(asOf, from),
  titleOf: ({ users, usd: amount }) => `${plural(users, "customer")} withdrew ${usd(amount)}, far beyond anything of theirs before`,
  traits: (rows) => ({ methods: [...new Set(rows.map((row) => String(row.payment_method)))].sort() }),
  recommendation: "Hold these withdrawals and call the customers.",
});
