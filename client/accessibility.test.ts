import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureConsoleBuilt, launchBrowser, watchPage } from "../scripts/tools/browser.ts";
import { postUntilAcknowledged } from "../server/testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../server/testing/test-server.ts";

let browser: Browser;
let open: TestServer;
let guarded: TestServer;

beforeAll(async () => {
  await ensureConsoleBuilt();
  [browser, open, guarded] = await Promise.all([
    launchBrowser(),
    startTestServer(),
    startTestServer({ API_TOKENS: "maria:admin:admin-secret" }),
  ]);
  const events = Array.from({ length: 60 }, (_, n) => ({
    type: "login.failed",
    source: "auth-api",
    severity: "high",
    userId: n,
    value: n,
    attributes: { country: "RO", ip: `10.0.0.${n}` },
  }));
  await postUntilAcknowledged(open.url, events);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([open?.stop(), guarded?.stop()]);
});

/** What to do on a page before it is checked, and what shows that it is there. */
const views: readonly (readonly [name: string, show: (page: Page) => Promise<void>])[] = [
  [
    "overview",
    async (page) => {
      await page.goto(`${open.url}/`);
      await page.locator(".newest-row").first().waitFor();
      await page.locator(".figure canvas").first().waitFor();
    },
  ],
  [
    "alerts with the drawer open and a selection",
    async (page) => {
      await page.goto(`${open.url}/alerts`);
      await page.locator(".ag-row [col-id=alert]").first().click();
      await page.getByRole("heading", { name: /contributing events/ }).waitFor();
      await page.locator(".ag-row .ag-selection-checkbox input").first().check();
      await page.getByText("1 alert selected").waitFor();
    },
  ],
  [
    "events with the drawer open and a filter",
    async (page) => {
      await page.goto(`${open.url}/events?f=type:login.failed`);
      await page.locator(".ag-row [col-id=time]").first().click();
      await page.locator(".event-fields").waitFor();
    },
  ],
  [
    "the palette",
    async (page) => {
      await page.goto(`${open.url}/`);
      await page.locator(".newest-row").first().waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").waitFor();
    },
  ],
  [
    "a menu",
    async (page) => {
      await page.goto(`${open.url}/`);
      await page.getByRole("button", { name: /Time range/ }).click();
      await page.getByRole("menuitemradio", { name: "Last hour" }).waitFor();
    },
  ],
  [
    "sign-in",
    async (page) => {
      await page.goto(`${guarded.url}/`);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    },
  ],
];

test.each(views.flatMap(([name, show]) => (["dark", "light"] as const).map((scheme) => [name, scheme, show] as const)))(
  "axe finds nothing serious on %s, %s",
  async (_name, scheme, show) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const wrong = watchPage(page);
    await show(page);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))])).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  },
);
