import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { startTestServer } from "../server/testing/test-server.ts";
import { runScenario } from "./simulate/run.ts";
import { ensureConsoleBuilt, launchBrowser } from "./tools/browser.ts";
import { repositoryRoot } from "./tools/repository.ts";

const DOCS = path.join(repositoryRoot, "docs");

/** Few enough events that the picture shows how the threshold was crossed. */
const RATE = 24;

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

async function shoot(page: Page, name: string): Promise<void> {
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
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "dark", timezoneId: "UTC" });
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
  } finally {
    await browser.close();
    await stop();
  }
}

await main();
