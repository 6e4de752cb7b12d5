import Database from "better-sqlite3";
import { DEMO_CATALOG_FILE, loadCatalog } from "../../db/catalog/load.ts";
import { createRandom } from "../../db/demo/random.ts";
import { createQueryExecutor } from "../../db/query/execute/create-executor.ts";
import { policyOf } from "../../db/query/guard/policy-of-catalog.ts";
import { planSchemaOf } from "../../db/query/schema.ts";
import { createPlanRunner } from "../../server/query/run-plan.ts";
import { createScanRunner } from "../../server/sentinel/create-scan-runner.ts";
import { INCIDENTS } from "../../server/sentinel/testing/incidents.ts";
import { type PlantedDatabase, plantedDatabase } from "../../server/sentinel/testing/planted-database.ts";
import type { Cell } from "../../shared/answers.ts";
import { type Benchmark, type BenchOptions, type BenchResult, comparePairs, median } from "./harness.ts";

const ROWS = { users: 2_500, transactions: 40_000, logins: 58_000 } as const;
const TIMEOUT_MS = 60_000;

interface Statement {
  readonly sql: string;
  readonly parameters: readonly Cell[];
}

/** Scans, and notes every statement with its values. */
function scanner(file: string) {
  const catalog = loadCatalog(DEMO_CATALOG_FILE);
  const policy = policyOf(catalog, "sqlite");
  const real = createQueryExecutor({ database: { kind: "sqlite", file }, policy, timeoutMs: TIMEOUT_MS, warm: true });
  const statements: Statement[] = [];
  const executor: Pick<typeof real, "run" | "dialect"> = {
    dialect: real.dialect,
    run: (query, parameters, options) => {
      statements.push({ sql: query.sql, parameters });
      return real.run(query, parameters, options);
    },
  };
  const fail = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const runner = createPlanRunner({ schema: planSchemaOf(catalog), policy, executor });
  return { scans: createScanRunner({ runner, catalog, asOf: async () => 0, onError: fail }), statements, close: () => real.close() };
}

interface Times {
  readonly scanMs: number;
  readonly bareMs: number;
  /** Of the scan's time, when the first finding was told. */
  readonly firstFinding: number;
}

/** One scan, and then its very statements one after the other on a connection of their own. */
async function once({ scans, statements }: ReturnType<typeof scanner>, { asOf }: PlantedDatabase, bare: Database.Database): Promise<Times> {
  statements.length = 0;
  const since = performance.now();
  let first: number | undefined;
  const { signal } = new AbortController();
  const emit = (event: string) => {
    if (event === "finding") first ??= performance.now() - since;
  };
  await scans.run({ id: "scan-bench", asOf, domains: scans.domains, trigger: "manual", startedAt: asOf, signal, emit });
  const scanMs = performance.now() - since;
  const bareSince = performance.now();
  for (const { sql, parameters } of statements) bare.prepare(sql).all(parameters);
  return { scanMs, bareMs: performance.now() - bareSince, firstFinding: (first ?? scanMs) / scanMs };
}

async function run({ quick, say }: BenchOptions): Promise<BenchResult[]> {
  say("sentinel: making the database");
  const database = plantedDatabase(42, ROWS);
  for (const [name, plant] of Object.entries(INCIDENTS)) plant(database, createRandom(42, name));
  const bare = new Database(database.file, { readonly: true });
  const scans = scanner(database.file);
  const firsts: number[] = [];
  try {
    // The first scan finds the code and the processes cold.
    await once(scans, database, bare);
    say("sentinel: scanning");
    const figures = await comparePairs(quick ? 2 : 7, async () => {
      const { scanMs, bareMs, firstFinding } = await once(scans, database, bare);
      firsts.push(firstFinding);
      return [scanMs, bareMs];
    });
    const share = median(firsts);
    const note = `a whole scan with its deep dives over ${Object.values(ROWS).reduce((sum, rows) => sum + rows, 0)} rows with twelve incidents, against the sum of its ${scans.statements.length} statements run bare, one after the other`;
    return [
      { name: "Scan", unit: "ms", better: "lower", target: 1.3, note, ...figures },
      {
        name: "First finding of a scan",
        unit: "share of the scan's time",
        better: "lower",
        target: 0.2,
        ours: share,
        baseline: 1,
        ratio: share,
        rounds: firsts.length,
        note: "when the first finding is told, against the time of the whole scan, the median",
      },
    ];
  } finally {
    bare.close();
    await scans.close();
    database.close();
  }
}

/** What a scan takes besides its SQL, and how soon it has something to say. */
export const sentinel: Benchmark = { name: "sentinel", run };
