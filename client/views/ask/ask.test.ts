import type { Browser, Page } from "playwright-core";
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

async function ask(page: Page, question: string): Promise<void> {
  await page.locator(".ask-input").fill(question);
  await page.keyboard.press("Enter");
}

function turnOf(page: Page, question: string) {
  return page.locator(".ask-turn").filter({ has: page.getByRole("heading", { name: question, exact: true }) });
}

test("a question typed is answered with finding, chart, rows, reading and SQL, and followed up by keyboard", async () => {
  console = await openConsole(browser);
  const { page, wrong } = console;
  await page.goto("/ask");
  await page.getByText(/Asks the database.*transactions/).waitFor();
  // Typed without a click: the page puts the focus where one begins.
  await page.locator(".ask-input:focus").waitFor();
  await page.keyboard.type("Deposit volume by payment method in October");
  await page.keyboard.press("Enter");

  const first = turnOf(page, "Deposit volume by payment method in October");
  await first.locator(".apexcharts-canvas, canvas").first().waitFor();
  await expect.poll(() => first.locator(".ask-finding").textContent()).toMatch(/\d/);
  await first.getByRole("button", { name: /^Correct by: / }).waitFor();
  await first.getByText("SQL", { exact: true }).click();
  const sql = await first.locator(".ask-sql").textContent();
  expect(sql).toMatch(/SELECT[\s\S]*transactions/i);
  await first.getByText("How it was answered", { exact: true }).click();
  await first.locator(".ask-stages").getByText(/ms/).first().waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  await first
    .getByRole("radio", { name: "Table" })
    .or(first.getByRole("button", { name: "Table" }))
    .first()
    .click();
  const grid = first.locator(".ask-result");
  await grid.getByText("Card", { exact: false }).first().waitFor();

  await tabTo(page, ".ask-input");
  await page.keyboard.type("and for Germany?");
  await page.keyboard.press("Enter");
  const second = turnOf(page, "and for Germany?");
  await second
    .getByText(/Germany/)
    .nth(1)
    .waitFor();
  await second.getByRole("button", { name: /^Correct only: .*Germany/ }).waitFor();

  await page.keyboard.press("ArrowUp");
  await page.locator(".ask-input", { hasText: "and for Germany?" }).waitFor();
  expect(wrong).toEqual([]);
});

test("what is open is asked back, and what is not there is said, each with a way on", async () => {
  console = await openConsole(browser);
  const { page, wrong } = console;
  await page.goto("/ask");
  await ask(page, "Show me the top customers");
  const open = turnOf(page, "Show me the top customers");
  const options = open.getByRole("list", { name: "What it could mean" }).getByRole("button");
  await options.first().waitFor();
  await expect.poll(() => options.count()).toBeGreaterThanOrEqual(2);
  const chosen = (await options.first().locator(".muted").textContent()) ?? "";
  await options.first().click();
  await turnOf(page, chosen).getByRole("region", { name: "How I read it" }).waitFor();

  await ask(page, "What is the weather in Berlin?");
  await turnOf(page, "What is the weather in Berlin?").locator(".ask-detail").waitFor();
  await ask(page, "Delete all customers from Germany");
  await turnOf(page, "Delete all customers from Germany").getByText("Nothing can be changed here").waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  expect(wrong).toEqual([]);
});

test("an address holds its questions, and the rows leave as a file", async () => {
  console = await openConsole(browser);
  const { page, wrong } = console;
  await page.goto("/ask");
  await page.locator(".ask-suggestion").first().click();
  await page.locator(".ask-turn .ask-foot").first().waitFor();
  const asked = (await page.locator(".ask-question").textContent()) ?? "";
  await page.reload();
  await turnOf(page, asked).locator(".ask-foot").waitFor();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).first().click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  await page.getByRole("button", { name: "New question" }).click();
  await page.locator(".ask-again", { hasText: asked }).waitFor();
  await page.getByRole("button", { name: "Forget them" }).click();
  await page.locator(".ask-again").first().waitFor({ state: "detached" });
  expect(wrong).toEqual([]);
});
