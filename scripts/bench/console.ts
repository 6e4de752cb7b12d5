import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type { MetricInput } from "../../shared/metrics.ts";
import { ensureConsoleBuilt, launchBrowser } from "../tools/browser.ts";
import { type Benchmark, type BenchOptions, type BenchResult, median, percentile } from "./harness.ts";
import { addProbes, clearProbes, clickToPaint, firstPainted, heapOf, readProbes } from "./page-probes.ts";
import { measure, postJson, type RunningServer, startCrowsnest } from "./processes.ts";
import { createMetrics, LOAD_METRICS, PROBE_METRIC } from "./workload.ts";

const EVENTS_PER_SECOND = 2_000;
const OPEN_ALERTS = 10_000;
const SLOWER_CPU = 4;
/** Ends with a letter, since the text of a row goes on with a number. */
const probeOf = (run: string, n: number) => `probe-${run}-${n}x`;
const PROBE = /probe-[0-9a-f]+-\d+x/;

/** Every event opens an alert that stays open. */
const STAYING: MetricInput = {
  ...PROBE_METRIC,
  name: "Bench staying",
  select: { types: ["bench.staying"] },
  window: { size: "24h", slide: "12m" },
};

/** A figure against what it may be: the baseline is not measured. */
function against(budget: number, name: string, unit: string, ours: number, rounds: number, note: string): BenchResult {
  return { name, unit, better: "lower", target: 1, ours, baseline: budget, ratio: ours / budget, rounds, note };
}

async function openPage(browser: Browser, selector: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await addProbes(page, selector, PROBE.source);
  return page;
}

/** Opens alerts one after the other until the time is over; resolves with when the event of each was posted, epoch ms. */
async function openAlerts(url: string, seconds: number): Promise<ReadonlyMap<string, number>> {
  const posted = new Map<string, number>();
  const run = randomUUID().slice(0, 8);
  for (let n = 0; n < seconds * 2; n++) {
    const userId = probeOf(run, n);
    posted.set(userId, Date.now());
    await postJson(`${url}/api/v1/alert`, { type: "bench.probe", source: "probe", userId });
    await wait(500);
  }
  return posted;
}

/** What somebody does who looks at the overview. */
async function use(page: Page, seconds: number): Promise<void> {
  for (let round = 0; round < seconds; round++) {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("al");
    await page.keyboard.press("Escape");
    await page.getByRole("radio", { name: round % 2 === 0 ? "UTC" : "Local" }).click();
    await wait(500);
  }
}

async function underLoad(browser: Browser, { url }: RunningServer, { quick, say }: BenchOptions): Promise<BenchResult[]> {
  const seconds = quick ? 5 : 30;
  await createMetrics(url, [...LOAD_METRICS, PROBE_METRIC]);
  const page = await openPage(browser, ".newest-row");
  await page.goto(url);
  say(`console: the overview while ${EVENTS_PER_SECOND} events/s stream`);
  const loading = measure("paced-load", [url, String(seconds * 3), String(EVENTS_PER_SECOND)]);
  await Promise.all([openAlerts(url, seconds), use(page, seconds / 3)]);
  const warm = await heapOf(page);
  await clearProbes(page);
  const [posted] = await Promise.all([openAlerts(url, seconds), use(page, seconds / 3)]);
  await loading;
  await page.locator(".newest-row", { hasText: [...posted.keys()].at(-1) ?? "" }).waitFor();
  const heap = await heapOf(page);
  const { painted, tasks, interactions } = await readProbes(page);
  await page.context().close();
  const delays = [...posted].map(([id, at]) => (painted[id] ?? Number.POSITIVE_INFINITY) - at);
  const beside = `while ${EVENTS_PER_SECOND} events/s are posted one by one, on the same cores`;
  return [
    against(500, "Event to pixel, p95", "ms", percentile(delays, 0.95), delays.length, `POST to the painted row of its alert, ${beside}`),
    against(100, "Interaction to next paint, p95", "ms", percentile(interactions, 0.95), interactions.length, `keys and clicks, ${beside}`),
    against(50, "Longest task of the overview", "ms", Math.max(0, ...tasks), 1, `${tasks.length} tasks over 50 ms, ${beside}`),
    {
      ...against(warm / 1e6, "Heap of the overview", "MB", heap / 1e6, 1, `after ${seconds} s more of the same load, collected`),
      target: 1.2,
    },
  ];
}

async function firstPaint(browser: Browser, url: string): Promise<number> {
  const page = await openPage(browser, ".newest-row");
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_CPU });
  await page.goto(url);
  await page.locator(".figure canvas").first().waitFor();
  await wait(1_000);
  const { largestPaint } = await readProbes(page);
  await page.context().close();
  return largestPaint;
}

async function atFirst(browser: Browser, { url }: RunningServer, { quick, say }: BenchOptions): Promise<BenchResult[]> {
  say("console: the first paint on a slow machine");
  const paints: number[] = [];
  for (let round = 0; round < (quick ? 2 : 9); round++) paints.push(await firstPaint(browser, url));
  const note = `nothing cached, the CPU slowed ${SLOWER_CPU} times`;
  return [against(1_500, "Largest paint of the overview", "ms", median(paints), paints.length, note)];
}

async function withManyAlerts(browser: Browser, { url }: RunningServer, { quick, say }: BenchOptions): Promise<BenchResult[]> {
  const rounds = quick ? 2 : 9;
  await createMetrics(url, [STAYING]);
  const run = randomUUID().slice(0, 8);
  const events = Array.from({ length: OPEN_ALERTS }, (_, n) => ({ type: "bench.staying", source: "probe", userId: probeOf(run, n) }));
  for (let start = 0; start < OPEN_ALERTS; start += 1_000) {
    await postJson(`${url}/api/v1/alert`, { events: events.slice(start, start + 1_000) });
  }
  say(`console: ${OPEN_ALERTS} open alerts`);
  const [rows, filters]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const page = await openPage(browser, ".ag-row");
    await page.goto(`${url}/alerts`);
    rows.push(await firstPainted(page));
    await page.locator(".segment", { hasText: `Open ${OPEN_ALERTS.toLocaleString("en")}` }).waitFor();
    const anyRow = 'document.querySelector(".ag-row")';
    filters.push(await clickToPaint(page, ".filters .segment:nth-of-type(3)", `${anyRow} === null`));
    filters.push(await clickToPaint(page, ".filters .segment:nth-of-type(1)", `${anyRow} !== null`));
    await page.context().close();
  }
  const many = `with ${OPEN_ALERTS} open alerts`;
  return [
    against(
      1_000,
      "First rows of the alerts",
      "ms",
      median(rows),
      rounds,
      `from the address to the first painted row ${many}, nothing cached`,
    ),
    against(100, "Filter of the alerts", "ms", percentile(filters, 0.95), filters.length, `click to painted rows ${many}, p95`),
  ];
}

async function withServer<T>(task: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await startCrowsnest();
  try {
    return await task(server);
  } finally {
    await server.stop();
  }
}

/** The console in a real browser against its budget, which is in ms and therefore needs a machine that does nothing else. */
export const consolePages: Benchmark = {
  name: "console",
  run: async (options) => {
    await ensureConsoleBuilt();
    const browser = await launchBrowser();
    try {
      return [
        ...(await withServer((server) => atFirst(browser, server, options))),
        ...(await withServer((server) => underLoad(browser, server, options))),
        ...(await withServer((server) => withManyAlerts(browser, server, options))),
      ];
    } finally {
      await browser.close();
    }
  },
};
