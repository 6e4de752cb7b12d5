import type { Row } from "../../../shared/answers.ts";
import type { Expr, Plan, Stage } from "../../../shared/plan.ts";
import type { Candidate } from "../candidate.ts";
import { instantOf } from "../facts.ts";
import { all, compare, count, DAY_MS, field, instant, is, literal, measure, output, spansBefore, within } from "../plan-parts.ts";
import type { Mission, MissionContext, RunPlan, Scope } from "../ports.ts";
import { clamp, dispersion, mean } from "../statistics.ts";

/** What can fall silent: rows of an entity, told apart by a column. */
const SOURCES = [
  { entity: "transactions", column: "payment_method" },
  { entity: "transactions", column: "type" },
  { entity: "transactions", column: "currency" },
  { entity: "login_events", column: "outcome" },
  { entity: "login_events", column: "device" },
] as const;
type Source = (typeof SOURCES)[number];

const FEWEST = 8;
/** A quiet of less than this is no silence, however busy the source. */
const SHORTEST_MS = 20 * 60_000;
/** What has been silent for longer has been given up. */
const LONGEST_MS = 2 * DAY_MS;

function lastPlan({ entity, column }: Source, { asOf, historyDays }: Scope): Plan {
  const stage: Stage = {
    id: "last",
    from: { entity },
    where: within("created_at", asOf - (historyDays + 1) * DAY_MS, asOf),
    groupBy: [output("source", column)],
    measures: [measure("last", "max", "created_at"), count("n"), measure("customers", "countDistinct", "user_id")],
    order: [{ by: "source", direction: "asc" }],
  };
  return { stages: [stage] };
}

interface Expectation {
  /** The mean of the same hours of the days before. */
  readonly rows: number;
  /** How much of that counts where rows come in bursts: divided by the variance/mean ratio. */
  readonly certain: number;
}

/** How many rows a source should have had since a moment; none when it had none on one of the days before either. */
async function expectedOf(run: RunPlan, { entity, column }: Source, name: string, since: number, scope: Scope): Promise<Expectation> {
  const { asOf, historyDays } = scope;
  const back = { kind: "elapsed", unit: "seconds", start: field("created_at"), end: instant(asOf) } as const;
  const wholeDays = {
    kind: "arithmetic",
    op: "*",
    left: spansBefore("created_at", asOf, DAY_MS / 1_000),
    right: literal(DAY_MS / 1_000),
  } as const;
  const sinceThatTime: Expr = { kind: "arithmetic", op: "-", left: back, right: wholeDays };
  const quietMs = asOf - since;
  const { rows } = await run({
    stages: [
      {
        id: "before",
        from: { entity },
        where: all(
          is(column, name),
          within("created_at", asOf - (historyDays + 1) * DAY_MS, asOf - DAY_MS),
          compare(sinceThatTime, "lt", Math.min(quietMs, DAY_MS) / 1_000),
        ),
        groupBy: [output("back", spansBefore("created_at", asOf, DAY_MS / 1_000), "days back")],
        measures: [count("n")],
        order: [{ by: "back", direction: "asc" }],
      },
    ],
  });
  const counts = rows.map(({ n }) => Number(n));
  const usual = counts.length < historyDays ? 0 : mean(counts) * Math.max(1, quietMs / DAY_MS);
  return { rows: usual, certain: usual / Math.max(1, dispersion(counts)) };
}

function candidateOf(
  source: Source,
  row: Row,
  expected: Expectation,
  found: { sql: string; columns: readonly string[] },
  scope: Scope,
): Candidate {
  const last = instantOf(row.last);
  const words = `${source.column.replaceAll("_", " ")} ${String(row.source)}`;
  return {
    group: `${source.entity}.${source.column}=${String(row.source)}`,
    kind: "acute",
    title: `No ${source.entity.replaceAll("_", " ")} of ${words} since ${new Date(last).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    baseline: `${Math.round(expected.rows)} would be usual, by the same hours of the ${scope.historyDays} days before`,
    // Chance gives none of n rows with the probability e^-n.
    magnitude: clamp((expected.certain / Math.LN10 - 2) / 4),
    userIds: [],
    breadth: Math.round(expected.rows),
    excessUsd: 0,
    window: { from: last, to: scope.asOf },
    newestAt: scope.asOf,
    control: 1,
    evidence: { ...found, rows: [row], rowCount: 1 },
    focus: "kind",
    traits: { networks: [], methods: source.column === "payment_method" ? [String(row.source)] : [], countries: [] },
    recommendation: "Find out what has stopped: the source itself, its way to the database, or the customers' way to it.",
  };
}

async function silentIn(source: Source, { scope, run }: MissionContext): Promise<Candidate[]> {
  const { rows, sql, columns } = await run(lastPlan(source, scope));
  const found: Candidate[] = [];
  for (const row of rows) {
    const last = instantOf(row.last);
    const quiet = scope.asOf - last;
    const usual = (Number(row.n) / (scope.historyDays + 1) / DAY_MS) * quiet;
    if (row.source === null || quiet < SHORTEST_MS || quiet > LONGEST_MS || usual < FEWEST / 4) continue;
    const expected = await expectedOf(run, source, String(row.source), last, scope);
    if (expected.rows >= FEWEST) found.push(candidateOf(source, row, expected, { sql, columns }, scope));
  }
  return found;
}

export const silence: Mission = {
  id: "general.silence",
  domain: "general",
  title: "Sources that have fallen silent",
  question: `Which payment method, currency or kind of row has had nothing at all where ${FEWEST} and more were to be expected?`,
  needs: {
    transactions: ["user_id", "payment_method", "type", "currency", "created_at"],
    login_events: ["user_id", "outcome", "device", "created_at"],
  },
  needsDays: 7,
  look: async (context) => (await Promise.all(SOURCES.map((source) => silentIn(source, context)))).flat(),
};
