import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { ensureConsoleBuilt } from "../scripts/tools/browser.ts";
import { repositoryRoot } from "../scripts/tools/repository.ts";

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const DIST = join(repositoryRoot, "dist/client");
const KB = 1_000;

let manifest: Readonly<Record<string, Chunk>>;

beforeAll(async () => {
  await ensureConsoleBuilt();
  manifest = JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8")) as typeof manifest;
}, 300_000);

/** A chunk with all that it cannot run without. */
function graph(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name]?.imports ?? []) graph(next, seen);
  return seen;
}

const gzipped = (file: string) => gzipSync(readFileSync(join(DIST, file))).length;

function weigh(names: Iterable<string>): { js: number; css: number } {
  const chunks = [...names].flatMap((name) => manifest[name] ?? []);
  const styles = new Set(chunks.flatMap((chunk) => chunk.css ?? []));
  const sum = (files: readonly string[]) => files.reduce((total, file) => total + gzipped(file), 0);
  return { js: sum(chunks.map((chunk) => chunk.file)), css: sum([...styles]) };
}

const ENTRY = "index.html";
const view = (name: string) => `views/${name}`;
const firstPaint = () => graph(view("overview/Overview.tsx"), graph(ENTRY));

test("the first paint of the overview needs at most 210 kB of script and 20 kB of style", () => {
  const { js, css } = weigh(firstPaint());
  expect(js).toBeGreaterThan(50 * KB);
  expect(js).toBeLessThanOrEqual(210 * KB);
  expect(css).toBeLessThanOrEqual(20 * KB);
});

test.each([
  "alerts/Alerts.tsx",
  "events/Events.tsx",
  "metrics/Metrics.tsx",
  "metrics/MetricEditor.tsx",
  "metrics/YamlEditor.tsx",
  "ask/Ask.tsx",
  "sentinel/Sentinel.tsx",
  "simulator/Simulator.tsx",
  "system/System.tsx",
])("%s needs at most 270 kB more", (name) => {
  const before = graph(ENTRY);
  const more = [...graph(view(name))].filter((chunk) => !before.has(chunk));
  expect(more.length).toBeGreaterThan(0);
  expect(weigh(more).js).toBeLessThanOrEqual(270 * KB);
});

test("the grid is in no chunk of the first paint", () => {
  const heavy = [...firstPaint()].filter((name) => readFileSync(join(DIST, manifest[name]?.file ?? ""), "utf8").includes("ag-root"));
  expect(heavy).toEqual([]);
});
