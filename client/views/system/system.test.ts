import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type OpenedConsole, openConsole, seriousViolations, tabTo } from "../../../scripts/testing/opened-console.ts";
import { ensureConsoleBuilt, launchBrowser } from "../../../scripts/tools/browser.ts";
import { postUntilAcknowledged } from "../../../server/testing/spawned-server.ts";

let browser: Browser;
let opened: OpenedConsole;

beforeAll(async () => {
  await ensureConsoleBuilt();
  browser = await launchBrowser();
}, 300_000);
afterEach(() => opened?.close());
afterAll(() => browser?.close());

function logins(count: number, country: string): unknown[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "login.failed",
    source: "auth-api",
    attributes: { country, ip: `10.0.0.${i}` },
  }));
}

test("shows what the server depends on, where every event went, and its configuration", async () => {
  opened = await openConsole(browser, { RETENTION_DAYS: "14" });
  const { page, server, wrong } = opened;
  await postUntilAcknowledged(server.url, logins(30, "RO"));
  await page.goto("/system");
  await page.locator("tr", { hasText: "Own database" }).getByText("OK").waitFor();
  await page.locator("tr", { hasText: "Cache" }).getByText("Not configured").waitFor();
  await page.locator(".ledger-row", { hasText: "Received" }).getByText("30").waitFor();
  await page.getByText("Every event is accounted for.").waitFor();
  await page.getByRole("img", { name: "Lag over the last ten minutes" }).waitFor();
  await page.locator("tr", { hasText: "RETENTION_DAYS" }).getByText("environment").waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByRole("searchbox", { name: "Text in the configuration" }).fill("redis");
  await page.locator("tr", { hasText: "REDIS_URL" }).waitFor();
  await page.locator("tr", { hasText: "RETENTION_DAYS" }).waitFor({ state: "detached" });
  await page.waitForURL(/q=redis/);
  for (const path of ["/docs", "/asyncapi.json", "/metrics"]) {
    const link = page.locator(`.links a[href="${path}"]`);
    expect((await page.request.get((await link.getAttribute("href")) ?? "")).status(), path).toBe(200);
  }
  expect(wrong).toEqual([]);
});

test("the engine is paused by keyboard, which every page tells, and resumed from any of them", async () => {
  opened = await openConsole(browser);
  const { page, server, wrong } = opened;
  await page.goto("/system");
  await page.getByRole("button", { name: "Pause the engine" }).waitFor();
  await tabTo(page, ".page-actions button:last-child");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Pause the engine" });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await tabTo(page, ".dialog .button-primary");
  await page.keyboard.press("Enter");
  const banner = page.locator(".banner", { hasText: "The engine is paused." });
  await banner.waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  await postUntilAcknowledged(server.url, logins(60, "RO"));
  await page.getByRole("link", { name: "Alerts" }).click();
  await banner.getByText("60 events wait").waitFor();
  await page.getByText("Nothing is firing").waitFor();
  await page.locator(".chip", { hasText: "Engine paused" }).waitFor();
  await banner.getByRole("button", { name: "Resume the engine" }).click();
  await page.locator(".ag-row", { hasText: "country = RO" }).waitFor();
  await banner.waitFor({ state: "detached" });
  expect(wrong).toEqual([]);
});

test("the metrics are read again, and somebody who may only read is told what is missing", async () => {
  opened = await openConsole(browser, { API_TOKENS: "vera:viewer:viewer-secret,olga:operator:operator-secret" });
  const { page } = opened;
  await page.goto("/system");
  await page.getByLabel("Token", { exact: true }).fill("viewer-secret");
  await page.keyboard.press("Enter");
  await page.getByText("Controlling the engine needs the role operator.").waitFor();
  await page.getByText("Reading the configuration needs the role admin.").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Pause the engine" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Signed in as vera" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Token", { exact: true }).fill("operator-secret");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Reload the metrics" }).click();
  await page.locator(".toast", { hasText: "The metrics were read again" }).waitFor();
});
