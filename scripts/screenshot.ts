import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { createRandom } from "../db/demo/random.ts";
import { INCIDENTS } from "../server/sentinel/testing/incidents.ts";
import { plantedDatabase } from "../server/sentinel/testing/planted-database.ts";
import { startTestServer } from "../server/testing/test-server.ts";
import { runScenario } from "./simulate/run.ts";
import { ensureConsoleBuilt, launchBrowser } from "./tools/browser.ts";
import { repositoryRoot } from "./tools/repository.ts";

const DOCS = path.join(repositoryRoot, "docs");
const VIEW = { viewport: { width: 1440, height: 900 }, colorScheme: "dark", timezoneId: "UTC" } as const;

/** Few enough events that the picture shows how the threshold was crossed. */
const RATE = 24;
/** Until the charts of the last minutes have something to show. */
const CHART_MS = 20_000;

/** The grid makes room for the drawer a frame or two after it has opened. */
async function columnsFit(page: Page): Promise<void> {
  const right = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox();
    return box ? box.x + box.width : Number.POSITIVE_INFINITY;
  };
  for (let tries = 0; tries < 100; tries++) {
    if ((await right(".ag-header-cell[col-id=started]")) <= (await right(".grid"))) return;
    await page.waitForTimeout(50);
  }
  throw new Error("the columns do not fit beside the drawer");
}

async function play(url: string, scenario: "calm" | "credential-stuffing", durationSeconds: number): Promise<void> {
  const options = { scenario, rate: RATE, durationSeconds, seed: 1, url: new URL(url), token: undefined };
  const complete = await runScenario({ ...options, output: process.stdout, stopped: () => false, retryWindowMs: 10_000 });
  if (!complete) throw new Error("not every event was acknowledged");
}

async function post(url: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** Somebody has begun to work on the alert of the whole country. */
async function takeOver(url: string): Promise<void> {
  const history = `${url}/api/v1/alerts/history`;
  const answer = await fetch(`${history}?q=${encodeURIComponent("Failed logins by country")}`);
  const [alert] = ((await answer.json()) as { items: { id: string }[] }).items;
  if (!alert) throw new Error("the scenario raised no alert");
  await post(`${history}/${alert.id}/acknowledge`, { note: "Five addresses of one hosting provider; blocking the range." });
  await post(`${history}/${alert.id}/assign`, { to: "maria" });
}

/** Starts a scenario inside the server, as the simulator's page does. */
async function generate(url: string, scenario: string, duration: string, rate: number): Promise<void> {
  await post(`${url}/api/v1/alerts/generators`, { scenario, duration, rate });
}

async function idOfMetric(url: string, name: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/alerts/metrics?limit=500`);
  const metric = ((await answer.json()) as { items: { id: string; name: string }[] }).items.find((each) => each.name === name);
  if (!metric) throw new Error(`there is no metric called ${name}`);
  return metric.id;
}

/** The pages about the rules and the server, while a payment outage is played. */
async function shootOperations(page: Page, url: string): Promise<void> {
  await generate(url, "payment-outage", "120s", RATE * 4);
  await page.goto(`${url}/simulator`);
  await page.locator(".run", { hasText: "4 of 4" }).waitFor({ timeout: 90_000 });
  await shoot(page, "screenshot-simulator.png");
  await page.goto(`${url}/rules`);
  await page.locator(".metric-table tr", { hasText: "Payment latency p95" }).getByText("Firing", { exact: true }).waitFor();
  await shoot(page, "screenshot-metrics.png");
  await page.goto(`${url}/rules/${await idOfMetric(url, "Failed logins by country")}?hours=1`);
  await page.locator(".rehearsed").waitFor();
  await page.locator(".version").first().waitFor();
  await shoot(page, "screenshot-metric.png");
  await page.goto(`${url}/system`);
  await page.locator(".config").waitFor();
  await page.waitForTimeout(CHART_MS);
  await shoot(page, "screenshot-system.png");
}

/** A question that is answered with a chart, and one that follows it up. */
async function shootAsk(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/ask`);
  await page.locator(".ask-input").fill("Deposit volume by country in October");
  await page.keyboard.press("Enter");
  await page.locator(".ask-turn .ask-foot").waitFor();
  await page.locator(".ask-turn canvas, .ask-turn .apexcharts-canvas").first().waitFor();
  await page.mouse.move(0, 0);
  await shoot(page, "screenshot-ask.png");
}

/** A scan of a database in which accounts are attacked and money leaves by crypto. */
async function shootSentinel(browser: Browser): Promise<void> {
  const database = plantedDatabase(1);
  INCIDENTS["credential stuffing"]?.(database, createRandom(1, "stuffing"));
  INCIDENTS["an exit by crypto"]?.(database, createRandom(1, "exit"));
  const { url, stop } = await startTestServer({ DATABASE_URL: `sqlite:${database.file}` });
  try {
    const page = await browser.newPage({ ...VIEW, reducedMotion: "reduce" });
    await page.goto(`${url}/sentinel`);
    await page.getByRole("button", { name: "Run a scan" }).click();
    await page.locator(".risk-score").waitFor();
    await page.locator(".finding-head").first().click();
    await page.locator(".finding .factors").waitFor();
    await page.mouse.move(0, 0);
    await shoot(page, "screenshot-sentinel.png");
  } finally {
    await stop();
    database.close();
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.locator(".chip-live").waitFor();
  const file = path.join(DOCS, name);
  await page.screenshot({ path: file });
  console.log(`wrote ${path.relative(repositoryRoot, file)}`);
}

/** Plays an attack against a fresh server and takes the pictures of the README while it goes on. */
async function main(): Promise<void> {
  await ensureConsoleBuilt();
  mkdirSync(DOCS, { recursive: true });
  const { url, stop } = await startTestServer();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage(VIEW);
    await page.goto(url);
    await play(url, "calm", 45);
    await play(url, "credential-stuffing", 45);
    await takeOver(url);
    await page.locator(".newest-row", { hasText: "Acknowledged" }).waitFor();
    await shoot(page, "screenshot-overview.png");
    await page.goto(`${url}/alerts`);
    await page.locator(".ag-row", { hasText: "Failed logins by address" }).locator("[col-id=alert]").first().click();
    await page.locator(".drawer .chart canvas").waitFor();
    await columnsFit(page);
    // The pointer would leave a row marked.
    await page.mouse.move(0, 0);
    await shoot(page, "screenshot-alerts.png");
    await shootAsk(page, url);
    await shootOperations(page, url);
    await shootSentinel(browser);
  } finally {
    await browser.close();
    await stop();
  }
}

await main();
