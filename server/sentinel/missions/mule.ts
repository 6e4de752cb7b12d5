import { userCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, count, DAY_MS, is, measure, oneOf } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const FEWEST = 15;

export const mule = caseMission({
  id: "risk.mule",
  domain: "risk",
  title: "Mule accounts",
  question: `Who took in ${FEWEST} and more deposits by 3 and more methods and passed nearly all of it on within 72 hours, without a trade?`,
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"] },
  windowDays: 3,
  plan: ({ asOf }, from) => {
    const paidIn = { kind: "output", name: "paid_in" } as const;
    const ratio = { kind: "arithmetic", op: "/", left: { kind: "output", name: "paid_out" }, right: paidIn } as const;
    return userCases({
      from,
      asOf,
      seconds: (3 * DAY_MS) / 1_000,
      where: oneOf("status", ["completed", "pending"]),
      counted: is("type", "withdrawal"),
      measures: [
        count("deposits", is("type", "deposit")),
        count("trades", is("type", "trade")),
        measure("methods", "countDistinct", "payment_method", is("type", "deposit")),
        measure("paid_in", "sum", "amount_usd", is("type", "deposit")),
        measure("paid_out", "sum", "amount_usd", is("type", "withdrawal")),
      ],
      having: all(
        compare({ kind: "output", name: "deposits" }, "gte", FEWEST),
        compare({ kind: "output", name: "trades" }, "eq", 0),
        compare({ kind: "output", name: "methods" }, "gte", 3),
        compare(ratio, "gte", 0.9),
        compare(ratio, "lte", 1.1),
      ),
    });
  },
  titleOf: ({ users, usd: amount, rows }) =>
    `${plural(users, "customer")} took in ${rows.reduce((sum, row) => sum + Number(row.deposits), 0)} deposits by several methods and passed on ${usd(amount)} within 72 hours`,
  recommendation: "Freeze these accounts and report them: they pass on other people's money.",
});
