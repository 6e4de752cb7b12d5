import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
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

const NAME = "Failed logins by country";
const rowOf = (page: Page, name: string) => page.locator(".metric-table tbody tr", { hasText: name });

function post(count: number, country: string): Promise<void> {
  const event = (i: number) => ({ type: "login.failed", source: "auth-api", attributes: { country, ip: `10.0.${country.length}.${i}` } });
  return postUntilAcknowledged(
    opened.server.url,
    Array.from({ length: count }, (_, i) => event(i)),
  );
}

async function openMetric(page: Page, name: string): Promise<void> {
  await page.goto("/rules");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name: "Definition" }).waitFor();
}

test("every metric is listed with its value as it changes, the noisiest first, and can be switched off", async () => {
  opened = await openConsole(browser);
  const { page, wrong } = opened;
  await page.goto("/rules");
  await rowOf(page, NAME).getByText("No data").waitFor();
  await post(60, "RO");
  await rowOf(page, NAME).getByText("60 / 50").waitFor();
  await rowOf(page, NAME).getByText("Firing", { exact: true }).waitFor();
  await page.locator(".metric-table tbody tr").first().getByText("Firing", { exact: true }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  await post(7, "RO");
  await rowOf(page, NAME).getByText("67 / 50").waitFor();
  await rowOf(page, "Withdrawal volume").getByRole("switch").click();
  await rowOf(page, "Withdrawal volume").getByText("Off").waitFor();
  await page.getByRole("radio", { name: /^Off/ }).click();
  await page.waitForURL(/state=off/);
  await expect.poll(() => page.locator(".metric-table tbody tr").count()).toBe(1);
  expect(wrong).toEqual([]);
});

test("a threshold is moved on the chart by keyboard, tried out, saved, compared and taken back", async () => {
  opened = await openConsole(browser);
  const { page, wrong } = opened;
  await post(60, "RO");
  await post(40, "DEU");
  await openMetric(page, NAME);
  await page.locator(".preview-figures").getByText("once").waitFor();
  await page.getByText("The same alerts as the saved version 1.").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);

  await tabTo(page, "[role=slider]");
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("PageDown");
  expect(Number(await page.getByRole("textbox", { name: "Threshold" }).inputValue())).toBeLessThan(40);
  await page.locator(".preview-figures").getByText("2 times").waitFor();
  await page.getByText("Against the saved version 1: 1 more.").waitFor();
  await page.locator(".rehearsed tr", { hasText: "country = DEU" }).getByText("new").waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  await tabTo(page, ".button-primary");
  await page.keyboard.press("Enter");
  await page.getByText("version 2", { exact: true }).waitFor();
  await page.locator(".version", { hasText: "threshold 50 →" }).waitFor();
  await page
    .locator(".version")
    .last()
    .getByRole("button", { name: /Go back/ })
    .click();
  await page.getByText("version 3", { exact: true }).waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Threshold" }).inputValue()).toBe("50");
  expect(wrong).toEqual([]);
});

test("the threshold follows the pointer", async () => {
  opened = await openConsole(browser);
  const { page } = opened;
  await post(60, "RO");
  await openMetric(page, NAME);
  const handle = page.getByRole("slider", { name: "Threshold" });
  const box = await handle.boundingBox();
  if (!box) throw new Error("the threshold is not drawn");
  await page.mouse.move(box.x + 40, box.y + 1);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 60, { steps: 4 });
  await page.mouse.up();
  const value = Number(await page.getByRole("textbox", { name: "Threshold" }).inputValue());
  expect(value).toBeLessThan(50);
  expect(Number(await handle.getAttribute("aria-valuenow"))).toBe(value);
});

test("a definition is edited as YAML, whose mistakes are told", async () => {
  opened = await openConsole(browser);
  const { page, wrong } = opened;
  await openMetric(page, NAME);
  await page.getByRole("radio", { name: "YAML" }).click();
  await page.waitForURL(/view=yaml/);
  const text = page.getByRole("textbox", { name: "The definition as YAML" });
  const yaml = await text.inputValue();
  expect(yaml).toContain("threshold: 50");
  await text.fill(yaml.replace("threshold: 50", "threshold: [50"));
  await page
    .getByLabel("Mistakes")
    .getByText(/line \d+/)
    .waitFor();
  await text.fill(yaml.replace("op: gt", "op: over"));
  await page
    .getByLabel("Mistakes")
    .getByText(/condition/)
    .first()
    .waitFor();
  await text.fill(yaml.replace("threshold: 50", "threshold: 75").replace("severity: high", "severity: low"));
  await page.getByRole("radio", { name: "Form" }).click();
  await expect.poll(() => page.getByRole("textbox", { name: "Threshold" }).inputValue()).toBe("75");
  await expect.poll(() => page.getByLabel("Severity").inputValue()).toBe("low");
  expect(await seriousViolations(page)).toEqual([]);
  expect(wrong).toEqual([]);
});

test("a metric is made of a filter of events, and deleted", async () => {
  opened = await openConsole(browser);
  const { page, wrong } = opened;
  await post(5, "RO");
  await page.goto("/events?f=type:login.failed&f=attributes.country:RO");
  await page.getByRole("link", { name: "Make a metric of this" }).click();
  await expect.poll(() => page.getByLabel("Types").inputValue()).toBe("login.failed");
  await expect.poll(() => page.getByLabel("Value of condition 1").inputValue()).toBe("RO");
  await page.getByRole("button", { name: "Create metric" }).click();
  await page.getByText("Is needed").first().waitFor();
  await page.getByLabel("Name", { exact: true }).fill('<img src=x onerror="alert(1)"> in RO');
  await page.getByRole("textbox", { name: "Threshold" }).fill("3");
  await page.locator(".preview-figures").getByText("once").waitFor();
  await page.getByRole("button", { name: "Create metric" }).click();
  await page.getByText("version 1", { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).not.toBe("/rules/new");
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete the metric" }).click();
  await page.getByRole("heading", { name: "Metrics" }).waitFor();
  await rowOf(page, NAME).waitFor();
  await rowOf(page, "in RO").waitFor({ state: "detached" });
  expect(wrong).toEqual([]);
});

test("the definitions are carried out to a file and in again, and a wrong file is refused with its reasons", async () => {
  opened = await openConsole(browser);
  const { page } = opened;
  await page.goto("/rules");
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "As YAML" }).click()]);
  expect(download.suggestedFilename()).toBe("metrics.yaml");
  const yaml = await readFile((await download.path()) ?? "", "utf8");
  expect(yaml).toContain(`name: ${NAME}`);

  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import metrics" });
  await dialog.getByLabel("Or its text").fill(yaml.replace(`name: ${NAME}`, "name: Another").replace("op: gt", "op: over"));
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await dialog.getByText("cannot be taken").waitFor();
  await dialog.getByLabel("Or its text").fill(yaml.replace(`name: ${NAME}`, "name: Another"));
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await dialog.getByRole("button", { name: "Import 1 metric" }).click();
  await rowOf(page, "Another").waitFor();
});

test("somebody who may only read sees everything and can change nothing", async () => {
  opened = await openConsole(browser, { API_TOKENS: "vera:viewer:viewer-secret" });
  const { page } = opened;
  await page.goto("/rules");
  await page.getByLabel("Token", { exact: true }).fill("viewer-secret");
  await page.keyboard.press("Enter");
  await rowOf(page, NAME).waitFor();
  await expect.poll(() => rowOf(page, NAME).getByRole("switch").isDisabled()).toBe(true);
  expect(await page.getByRole("link", { name: "New metric" }).count()).toBe(0);
  await page.getByRole("link", { name: NAME, exact: true }).click();
  await page.getByText("Changing metrics needs the role admin.").waitFor();
  await expect.poll(() => page.getByLabel("Name", { exact: true }).isDisabled()).toBe(true);
});
