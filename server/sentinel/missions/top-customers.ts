import type { Stage } from "../../../shared/plan.ts";
import { standingMagnitude } from "../magnitude.ts";
import { all, count, DAY_MS, is, measure, oneOf, output, within } from "../plan-parts.ts";
import type { Mission } from "../ports.ts";
import { usd } from "../wording.ts";

const DAYS = 30;
const TOP = 10;
/** Of all that customers move. */
const TOLERATED = 0.25;

function perCustomer(asOf: number): Stage {
  return {
    id: "customers",
    from: { entity: "transactions" },
    where: all(within("created_at", asOf - DAYS * DAY_MS, asOf), oneOf("type", ["deposit", "withdrawal"]), is("status", "completed")),
    groupBy: [output("user_id", "user_id", "customer")],
    measures: [measure("usd", "sum", "amount_usd"), count("transactions"), measure("newest", "max", "created_at")],
    windows: [{ name: "share", label: "share", fn: "share", of: { kind: "output", name: "usd" }, unit: "percent" }],
    order: [
      { by: "usd", direction: "desc" },
      { by: "user_id", direction: "asc" },
    ],
    limit: { n: TOP },
  };
}

export const topCustomers: Mission = {
  id: "risk.top-customers",
  domain: "risk",
  title: "Dependence on few customers",
  question: `What share of all money moved in ${DAYS} days was of the ${TOP} largest customers?`,
  needs: { transactions: ["user_id", "type", "status", "amount_usd", "created_at"] },
  look: async ({ scope: { asOf }, run }) => {
    const { sql, columns, rows } = await run({ stages: [perCustomer(asOf)] });
    const share = rows.reduce((sum, row) => sum + Number(row.share ?? 0), 0);
    const amount = rows.reduce((cents, row) => cents + Math.round(Number(row.usd ?? 0) * 100), 0) / 100;
    if (rows.length < TOP || share <= TOLERATED) return [];
    const userIds = rows.map((row) => row.user_id).filter((id) => typeof id === "string" || typeof id === "number");
    return [
      {
        group: "all",
        kind: "standing",
        title: `${TOP} customers moved ${usd(amount)} in ${DAYS} days, ${Math.round(share * 100)} % of all`,
        baseline: `${Math.round(TOLERATED * 100)} % are tolerated`,
        magnitude: standingMagnitude(share, TOLERATED),
        userIds: userIds.sort((a, b) => String(a).length - String(b).length || (String(a) < String(b) ? -1 : 1)),
        breadth: userIds.length,
        amountUsd: amount,
        excessUsd: amount * (1 - TOLERATED / share),
        window: { from: asOf - DAYS * DAY_MS, to: asOf },
        newestAt: Math.max(...rows.map((row) => Date.parse(String(row.newest)))),
        control: 0,
        evidence: { sql, columns, rows, rowCount: rows.length },
        focus: "kind",
        traits: { networks: [], methods: [], countries: [] },
        recommendation: "Agree on limits and notice with these customers: the business depends on what few people do.",
      },
    ];
  },
};
