import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type OpenedConsole, openConsole, seriousViolations, tabTo } from "../../../scripts/testing/opened-console.ts";
import { ensureConsoleBuilt, launchBrowser } from "../../../scripts/tools/browser.ts";

let browser: Browser;
let console: OpenedConsole;

beforeAll(async () => {
  await ensureConsoleBuilt();
  browser = await launchBrowser();
}, 300_000);
afterEach(() => console?.close());
afterAll(() => browser?.close());

test("a scenario is chosen and started by keyboard, raises what it should, and is marked as simulated everywhere", async () => {
  console = await openConsole(browser);
  const { page, wrong } = console;
  await page.goto("/simulator");
  await page.getByRole("heading", { name: "Credential stuffing" }).waitFor();
  await tabTo(page, "input[name=scenario]");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "Start payment outage" }).waitFor();
  expect(new URL(page.url()).searchParams.get("scenario")).toBe("payment-outage");

  await tabTo(page, "input[inputmode=decimal]");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("9999");
  await page.getByText("A number from 0.1 to 5,000").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Start payment outage" }).isDisabled()).toBe(true);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("300");
  await page.keyboard.press("Enter");

  const run = page.getByRole("article", { name: "Payment outage" });
  await run.waitFor();
  await page.getByRole("link", { name: /Simulating/ }).waitFor();
  await run.getByText("4 of 4").waitFor();
  await expect.poll(() => run.locator(".outcome-raised").count()).toBe(4);
  expect(await seriousViolations(page)).toEqual([]);

  await tabTo(page, ".run button");
  await page.keyboard.press("Enter");
  await page.locator(".table tr", { hasText: "Payment outage" }).getByText("Stopped").waitFor();
  await page.locator(".table tr", { hasText: "4 of 4" }).waitFor();

  await page.goto("/alerts");
  await page.locator(".ag-row", { hasText: "Slow payments" }).locator(".simulated").waitFor();
  await page.goto("/events");
  await page.locator(".ag-row .simulated").first().waitFor();
  expect(wrong).toEqual([]);
});

test("a viewer sees the scenarios but cannot start one", async () => {
  console = await openConsole(browser, { API_TOKENS: "vera:viewer:viewer-secret" });
  const { page } = console;
  await page.goto("/simulator?scenario=burst&rate=20");
  await page.getByLabel("Token", { exact: true }).fill("viewer-secret");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByLabel("Rate", { exact: true }).inputValue()).toBe("20");
  await expect.poll(() => page.getByRole("button", { name: "Start burst" }).isDisabled()).toBe(true);
  await page.getByText("Starting needs the role operator.").waitFor();
  await page.getByText("Nothing has been played on this server yet.").waitFor();
});
