import { userCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, DAY_MS, is, oneOf } from "../plan-parts.ts";
import { plural, usd } from "../wording.ts";

const FEWEST = 3;
/** Deposits from this on are reported, USD. */
const REPORTED = 10_000;
const LOWEST = 9_000;

export const structuring = caseMission({
  id: "compliance.structuring",
  domain: "compliance",
  title: "Structuring below the reporting threshold",
  question: `Who made ${FEWEST} and more deposits just below 10,000 USD within 7 days?`,
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"] },
  windowDays: 7,
  plan: ({ asOf }, from) =>
    userCases({
      from,
      asOf,
      seconds: (7 * DAY_MS) / 1_000,
      where: all(
        is("type", "deposit"),
        oneOf("status", ["completed", "pending"]),
        compare("amount_usd", "gte", LOWEST),
        compare("amount_usd", "lt", REPORTED),
      ),
      having: compare({ kind: "output", name: "n" }, "gte", FEWEST),
    }),
  titleOf: ({ users, usd: amount, rows }) =>
    `${plural(users, "customer")} made ${rows.reduce((sum, row) => sum + Number(row.n), 0)} deposits just below the reporting threshold, ${usd(amount)} in 7 days`,
  recommendation: "Report it as suspected structuring, and ask these customers where the money comes from.",
});
