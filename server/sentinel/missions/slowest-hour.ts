import type { Stage } from "../../../shared/plan.ts";
import { standingMagnitude } from "../magnitude.ts";
import { all, count, DAY_MS, field, isNull, measure, not, output, within } from "../plan-parts.ts";
import type { Mission } from "../ports.ts";

const DAYS = 28;
const FEWEST = 30;
/** How much slower than the usual hour one may be. */
const TOLERATED = 2;

const took = { kind: "elapsed", unit: "seconds", start: field("created_at"), end: field("processed_at") } as const;

function hours(asOf: number): Stage {
  return {
    id: "hours",
    from: { entity: "transactions" },
    where: all(within("created_at", asOf - DAYS * DAY_MS, asOf), not(isNull("processed_at"))),
    groupBy: [output("hour", { kind: "part", part: "hourOfDay", of: field("created_at") }, "hour of the day")],
    measures: [
      count("transactions"),
      measure("customers", "countDistinct", "user_id"),
      { ...measure("p95", "percentile", took), p: 0.95, unit: "seconds" },
    ],
    order: [
      { by: "p95", direction: "desc" },
      { by: "hour", direction: "asc" },
    ],
  };
}

export const slowestHour: Mission = {
  id: "operations.slowest-hour",
  domain: "operations",
  title: "Slowest hour of the day",
  question: `Is there an hour of the day in which transactions take over ${TOLERATED} times as long as in others, over ${DAYS} days?`,
  needs: { transactions: ["user_id", "created_at", "processed_at"] },
  look: async ({ scope: { asOf }, run }) => {
    const { sql, columns, rows } = await run({ stages: [hours(asOf)] });
    const known = rows.filter((row) => Number(row.transactions) >= FEWEST);
    const [slowest] = known;
    const usual = Number(known[Math.floor(known.length / 2)]?.p95 ?? 0);
    if (!slowest || known.length < 3 || Number(slowest.p95) <= usual * TOLERATED) return [];
    const times = Math.round((Number(slowest.p95) / usual) * 10) / 10;
    return [
      {
        group: String(slowest.hour),
        kind: "standing",
        title: `From ${slowest.hour}:00 UTC transactions take ${times} times as long as in other hours`,
        baseline: `${Math.round(usual)} seconds are usual for all but the slowest twentieth`,
        magnitude: standingMagnitude(times, TOLERATED),
        userIds: [],
        breadth: Number(slowest.customers),
        excessUsd: 0,
        window: { from: asOf - DAYS * DAY_MS, to: asOf },
        newestAt: asOf,
        control: 0,
        evidence: { sql, columns, rows, rowCount: rows.length },
        focus: "kind",
        traits: { networks: [], methods: [], countries: [] },
        recommendation: "See which jobs run at that hour, and move them or give them a database of their own.",
      },
    ];
  },
};
