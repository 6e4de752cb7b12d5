import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { backtest } from "./backtest.ts";
import { broadcast } from "./broadcast.ts";
import { consolePages } from "./console.ts";
import { delivery } from "./delivery.ts";
import { engine } from "./engine.ts";
import { engineHeap } from "./engine-heap.ts";
import { firstAlert } from "./first-alert.ts";
import { type Benchmark, type BenchResult, reached, table } from "./harness.ts";
import { ndjson } from "./ndjson.ts";
import { postSingle } from "./post-single.ts";
import { questions } from "./questions.ts";
import { recovery } from "./recovery.ts";
import { sentinel } from "./sentinel.ts";

const BENCHMARKS: readonly Benchmark[] = [
  postSingle,
  ndjson,
  delivery,
  recovery,
  backtest,
  broadcast,
  engine,
  engineHeap,
  firstAlert,
  questions,
  sentinel,
  consolePages,
];
const RESULTS = new URL("./results.json", import.meta.url);
const README = new URL("../../README.md", import.meta.url);

const USAGE = `npm run bench [-- --only ${BENCHMARKS.map(({ name }) => name).join("|")}] [--quick]`;

interface Saved {
  readonly machine: string;
  readonly node: string;
  readonly results: BenchResult[];
}

async function saved(): Promise<BenchResult[]> {
  try {
    return (JSON.parse(await readFile(RESULTS, "utf8")) as Saved).results;
  } catch {
    return [];
  }
}

/** Keeps the results of benchmarks that were not run this time. */
function merged(old: readonly BenchResult[], fresh: readonly BenchResult[]): BenchResult[] {
  const names = new Set(fresh.map(({ name }) => name));
  return [...old.filter(({ name }) => !names.has(name)), ...fresh];
}

async function updateReadme(results: readonly BenchResult[]): Promise<void> {
  const text = await readFile(README, "utf8");
  const marked = /(<!-- bench:start -->)[\s\S]*?(<!-- bench:end -->)/;
  await writeFile(README, text.replace(marked, `$1\n${table(results)}\n$2`));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, quick: { type: "boolean" }, help: { type: "boolean" } } });
  const chosen = BENCHMARKS.filter(({ name }) => values.only === undefined || values.only.split(",").includes(name));
  if (values.help || chosen.length === 0) {
    console.log(USAGE);
    return;
  }
  const quick = values.quick ?? false;
  const fresh: BenchResult[] = [];
  for (const benchmark of chosen) fresh.push(...(await benchmark.run({ quick, say: (line) => console.error(line) })));
  console.log(table(fresh));
  for (const { name, note } of fresh) console.log(`${name}: ${note}`);
  // A quick run tries the benchmark out; its numbers are not worth keeping.
  if (quick) return;
  const results = merged(await saved(), fresh);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
  await writeFile(RESULTS, `${JSON.stringify({ machine, node: process.version, results } satisfies Saved, null, 2)}\n`);
  await updateReadme(results);
  if (!fresh.every(reached)) process.exitCode = 1;
}

await main();
