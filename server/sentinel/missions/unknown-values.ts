import type { Stage } from "../../../shared/plan.ts";
import type { Candidate } from "../candidate.ts";
import { factsOf } from "../facts.ts";
import { rateMagnitude } from "../magnitude.ts";
import { all, compare, count, DAY_MS, instant, is, isNull, output, within } from "../plan-parts.ts";
import type { Mission, MissionContext } from "../ports.ts";

/** Columns with few values; a new one is a fault, or a product that nobody has told of. */
const COLUMNS = [
  { entity: "transactions", column: "type" },
  { entity: "transactions", column: "status" },
  { entity: "transactions", column: "payment_method" },
  { entity: "transactions", column: "currency" },
  { entity: "login_events", column: "outcome" },
  { entity: "login_events", column: "device" },
] as const;
type Column = (typeof COLUMNS)[number];

const FEWEST = 3;

function valuesOf({ entity, column }: Column, asOf: number, days: number): Stage {
  const today = compare("created_at", "gt", instant(asOf - DAY_MS));
  return {
    id: "values",
    from: { entity },
    where: within("created_at", asOf - (days + 1) * DAY_MS, asOf),
    groupBy: [output("value", column)],
    measures: [count("today", today), count("n")],
    order: [{ by: "value", direction: "asc" }],
  };
}

async function newIn(of: Column, { scope, run }: MissionContext): Promise<Candidate[]> {
  const { asOf, historyDays } = scope;
  const { rows } = await run({ stages: [valuesOf(of, asOf, historyDays)] });
  const fresh = rows.filter((row) => Number(row.today) >= FEWEST && row.today === row.n);
  return Promise.all(
    fresh.map(async ({ value }): Promise<Candidate> => {
      const shown = value === null || value === "" ? "no value" : `the unknown value ${JSON.stringify(value)}`;
      const facts = await factsOf(
        { run, scope },
        {
          entity: of.entity,
          timeColumn: "created_at",
          userColumn: "user_id",
          where: all(within("created_at", asOf - DAY_MS, asOf), value === null ? isNull(of.column) : is(of.column, String(value))),
          show: ["id", "user_id", of.column, "created_at"],
        },
      );
      return {
        group: `${of.entity}.${of.column}=${String(value)}`,
        kind: "acute",
        title: `${facts.rowCount} ${of.entity.replaceAll("_", " ")} have ${shown} as ${of.column.replaceAll("_", " ")}`,
        baseline: `there were none in the ${historyDays} days before`,
        magnitude: rateMagnitude(facts.rowCount, 0.5 / historyDays),
        userIds: facts.users,
        breadth: facts.userCount,
        excessUsd: 0,
        window: { from: asOf - DAY_MS, to: asOf },
        newestAt: facts.newestAt,
        control: 1,
        evidence: facts.evidence,
        focus: "kind",
        traits: { networks: [], methods: [], countries: [] },
        recommendation: "Find the program that writes it; reports and rules that know the other values leave these rows out.",
      };
    }),
  );
}

export const unknownValues: Mission = {
  id: "general.unknown-values",
  domain: "general",
  title: "Values that were never there before",
  question: "Which columns with few values have empty or unknown ones since yesterday?",
  needs: {
    transactions: ["user_id", "type", "status", "payment_method", "currency", "created_at"],
    login_events: ["user_id", "outcome", "device", "created_at"],
  },
  needsDays: 7,
  look: async (context) => (await Promise.all(COLUMNS.map((column) => newIn(column, context)))).flat(),
};
