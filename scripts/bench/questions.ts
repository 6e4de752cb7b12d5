import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CATALOG_FILE, loadCatalog } from "../../db/catalog/load.ts";
import { openReader } from "../../db/catalog/open-reader.ts";
import { profileData } from "../../db/catalog/profile.ts";
import { openSqliteApp } from "../../db/database.ts";
import { DEMO_SIZES } from "../../db/demo/options.ts";
import { makeSqliteDemo } from "../../db/demo/start-demo.ts";
import { createQueryExecutor } from "../../db/query/execute/create-executor.ts";
import { policyOf } from "../../db/query/guard/policy-of-catalog.ts";
import { createQuery, type QueryParts } from "../../server/query/create-query.ts";
import { createPlanner } from "../../server/query/planners.ts";
import { timedExecutor } from "../eval-questions/timed-executor.ts";
import { type Benchmark, type BenchOptions, percentile } from "./harness.ts";

/** What a person may be kept waiting by everything but the database, ms. */
const BUDGET_MS = 10;
const PROFILE_MS = 60_000;
const TIMEOUT_MS = 20_000;
const END_MS = Date.parse("2026-11-01T00:00:00Z");
const ASKER = { requestId: "bench", actor: "bench", role: "admin" } as const;

type Stores = Pick<QueryParts, "conversations" | "audit">;

/** The first rounds find the code cold. */
const WARM_ROUNDS = 5;

/** Every time of every question but those of the first rounds. */
async function ownTimes(folder: string, stores: Stores, rounds: number): Promise<number[]> {
  const file = join(folder, "demo.sqlite");
  const catalog = loadCatalog(DEMO_CATALOG_FILE);
  const policy = policyOf(catalog, "sqlite");
  const real = createQueryExecutor({ database: { kind: "sqlite", file }, policy, timeoutMs: TIMEOUT_MS });
  const reader = await openReader({ kind: "sqlite", file });
  const profile = await profileData(reader, catalog, { now: Date.now, limitMs: PROFILE_MS });
  await reader.close();
  const { executor, takeMs } = timedExecutor(real);
  const known = { catalog, profile: () => profile };
  const onError = (message: string, error: unknown) => console.error(message, error);
  const parts = {
    ...known,
    ...stores,
    policy,
    executor,
    model: undefined,
    planner: "rules",
    clock: "data",
    now: Date.now,
    onError,
  } as const;
  const { engine } = createQuery({ ...parts, rules: createPlanner(known) });
  const times: number[] = [];
  try {
    for (let round = -WARM_ROUNDS; round < rounds; round++) {
      for (const { question, domain } of catalog.examples) {
        takeMs();
        const since = performance.now();
        const answer = await engine.ask({ question, domain, asOf: END_MS - 1_000 }, ASKER);
        if (answer.status !== "answered") throw new Error(`not answered: ${question}`);
        if (round >= 0) times.push(performance.now() - since - takeMs());
      }
    }
  } finally {
    await real.close();
  }
  return times;
}

async function run({ quick, say }: BenchOptions) {
  const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-questions-"));
  try {
    say("questions: making the demo database");
    await makeSqliteDemo(join(folder, "demo.sqlite"), { ...DEMO_SIZES, endMs: END_MS });
    const app = await openSqliteApp({ file: join(folder, "app.sqlite") });
    say("questions: asking");
    const rounds = quick ? 5 : 30;
    const times = await ownTimes(folder, app, rounds).finally(() => app.close());
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    const note = `planning to stored answer of ${times.length} questions by rules, less the time of their statements, p95 (p50 ${p50.toFixed(1)} ms), against what it may be`;
    return [
      {
        name: "Question",
        unit: "ms",
        better: "lower",
        target: 1,
        ours: p95,
        baseline: BUDGET_MS,
        ratio: p95 / BUDGET_MS,
        rounds,
        note,
      } as const,
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All that a question takes besides the database: reading it, the plan, its SQL, the guard, chart, insights, conversation and audit. */
export const questions: Benchmark = { name: "questions", run };
