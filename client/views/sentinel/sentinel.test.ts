import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../db/demo/random.ts";
import { type OpenedConsole, openConsole, seriousViolations } from "../../../scripts/testing/opened-console.ts";
import { ensureConsoleBuilt, launchBrowser } from "../../../scripts/tools/browser.ts";
import { INCIDENTS } from "../../../server/sentinel/testing/incidents.ts";
import { type PlantedDatabase, plantedDatabase } from "../../../server/sentinel/testing/planted-database.ts";

let browser: Browser;
let database: PlantedDatabase;
let console: OpenedConsole;

beforeAll(async () => {
  await ensureConsoleBuilt();
  browser = await launchBrowser();
  database = plantedDatabase(1);
  INCIDENTS["credential stuffing"]?.(database, createRandom(1, "stuffing"));
  INCIDENTS["an exit by crypto"]?.(database, createRandom(1, "exit"));
}, 300_000);
afterEach(() => console?.close());
afterAll(async () => {
  await browser?.close();
  database?.close();
});

const open = () => openConsole(browser, { DATABASE_URL: `sqlite:${database.file}` });

test("a whole scan streams: missions with their SQL, rows and time, findings, and what they come to", async () => {
  console = await open();
  const { page, wrong } = console;
  await page.goto("/sentinel");
  await page.getByText("No scan yet").waitFor();
  await page.getByRole("button", { name: "Run a scan" }).click();
  await page.getByRole("progressbar", { name: "Progress of the scan" }).waitFor();
  await page.locator(".mission-state", { hasText: "Done" }).first().waitFor();

  await page.locator(".risk-score").waitFor();
  await expect.poll(() => page.locator(".risk-level").textContent()).toBe("critical");
  const missions = page.getByRole("region", { name: "Missions as a table" });
  await expect.poll(() => missions.locator("tbody tr").count()).toBeGreaterThanOrEqual(40);
  const attack = missions.locator("tr", { hasText: "Failed logins by network and hour" });
  await expect
    .poll(() => attack.locator("td").allInnerTexts())
    .toEqual([
      expect.stringContaining("security"),
      "Done",
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^[\d,]+ ms$/),
      expect.stringMatching(/^\d\d$/),
      "SQL",
    ]);
  await attack.getByRole("button", { name: /^SQL of/ }).click();
  await missions
    .getByText(/login_events/)
    .first()
    .waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  expect(wrong).toEqual([]);
});

test("a finding shows how its score adds up, its evidence that can be run again, and what it led to", async () => {
  console = await open();
  const { page, wrong } = console;
  await page.goto("/sentinel");
  await page.getByRole("button", { name: "Run a scan" }).click();
  await page.locator(".risk-score").waitFor();

  const finding = page.locator(".finding", { hasText: "203.0.113.0/24" }).first();
  await finding.locator(".finding-head").click();
  await finding.locator(".factors tfoot td").waitFor();
  const points = await finding.locator(".factors tbody td:last-child").allInnerTexts();
  const total = Number(await finding.locator(".factors tfoot td").textContent());
  expect(points.reduce((sum, text) => sum + Number(text), 0)).toBeCloseTo(total, 6);
  await finding.getByText(/Which accounts then logged in/).waitFor();
  await finding.getByRole("region", { name: "Evidence as a table" }).getByText("203.0.113.").first().waitFor();
  await finding.getByRole("button", { name: "Run again" }).click();
  await finding.getByText(/the same as in the report/).waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  // The address holds what is open, and a citation of the story leads to its finding.
  await page.reload();
  await page.locator(".finding .factors").waitFor();
  await page.locator(".scan-citation", { hasText: "crypto withdrawals" }).first().click();
  await page.locator(".finding", { hasText: "crypto withdrawals" }).locator(".factors").first().waitFor();
  await page.getByRole("heading", { name: "What belongs together" }).waitFor();
  expect(wrong).toEqual([]);
});

test("scans are kept, compared and carried out as files", async () => {
  console = await open();
  const { page, wrong } = console;
  await page.goto("/sentinel");
  for (const domain of ["compliance", "operations", "general"]) await page.getByRole("checkbox", { name: domain }).uncheck();
  await page.getByRole("button", { name: "Run a scan" }).click();
  await page.locator(".risk-score").waitFor();
  await page.getByRole("checkbox", { name: "risk", exact: true }).uncheck();
  await page.getByLabel("as of (UTC)").fill("2026-10-30T12:00");
  await page.getByRole("button", { name: "Run a scan" }).click();
  await page.locator(".history tbody tr").nth(1).waitFor();

  await page.locator('.scan-facts time[datetime="2026-10-30T12:00:00.000Z"]').waitFor();

  const rows = page.locator(".history tbody tr");
  await rows.nth(0).getByRole("checkbox").check();
  await rows.nth(1).getByRole("checkbox").check();
  const comparison = page.getByRole("region", { name: "Comparison" });
  await comparison.getByText("Gone").waitFor();
  await comparison
    .getByText(/crypto withdrawals/)
    .first()
    .waitFor();

  await rows.nth(1).getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/\/sentinel\/scan-/);
  await page.locator(".scan-headline", { hasText: /crypto|failed logins/ }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Markdown" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^scan-.*\.md$/);
  expect(await readFile(await download.path(), "utf8")).toMatch(/^# /);
  expect(wrong).toEqual([]);
});

test("a scan that runs is taken up again by a page that comes later, and can be cancelled", async () => {
  console = await open();
  const { page, wrong } = console;
  await page.goto("/sentinel");
  await page.getByRole("button", { name: "Run a scan" }).click();
  await page.locator(".mission-state", { hasText: "Done" }).first().waitFor();
  // Nobody can read from here on, so that the scan does not end before the page is there again.
  database.run("BEGIN EXCLUSIVE");
  try {
    await page.reload();
    await page.locator(".mission-state", { hasText: "Done" }).first().waitFor();
    const answered = page.waitForResponse((response) => response.url().endsWith("/cancel"));
    await page.getByRole("button", { name: "Cancel" }).click();
    expect((await answered).status()).toBe(200);
  } finally {
    database.run("COMMIT");
  }

  await page.locator(".scan-facts", { hasText: "Cancelled: what it had found until then is below" }).waitFor();
  await page.getByRole("button", { name: "Run a scan" }).waitFor();
  await page.locator(".history tbody tr", { hasText: "cancelled" }).waitFor();
  expect(wrong).toEqual([]);
});
