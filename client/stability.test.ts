import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureConsoleBuilt, launchBrowser } from "../scripts/tools/browser.ts";
import { postUntilAcknowledged } from "../server/testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../server/testing/test-server.ts";

/** What the browser itself calls a good score. */
const MOST_SHIFT = 0.1;
const ALERTS = 25;

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  await ensureConsoleBuilt();
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the page before anything else does. */
function countShifts(): void {
  const page = window as unknown as { shifted: number };
  page.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) page.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

test("the overview stands still while alerts come in", async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  await page.addInitScript(countShifts);
  await page.goto(server.url);
  await page.getByText("All quiet").waitFor();
  for (let n = 0; n < ALERTS; n++) {
    const attributes = (i: number) => ({ country: `C${n}`, ip: `10.${n}.0.${i}` });
    const events = Array.from({ length: 60 }, (_, i) => ({ type: "login.failed", source: "auth-api", attributes: attributes(i) }));
    await postUntilAcknowledged(server.url, events);
    await page.locator(".newest-row", { hasText: `country = C${n}` }).waitFor();
  }
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThanOrEqual(MOST_SHIFT);
  await page.close();
});
