import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { startTestServer, type TestServer } from "../../server/testing/test-server.ts";
import { watchPage } from "../tools/browser.ts";

/** A wait that ends as soon as what it waits for is there; long, for a machine that does other things too. */
const SOON_MS = 30_000;

export interface OpenedConsole {
  readonly server: TestServer;
  readonly page: Page;
  /** What must not have happened on the page. */
  readonly wrong: readonly string[];
  close(): Promise<void>;
}

/** A server with fresh data and a page of its console. */
export async function openConsole(browser: Browser, environment: Record<string, string> = {}): Promise<OpenedConsole> {
  const server = await startTestServer(environment);
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  context.setDefaultTimeout(SOON_MS);
  const page = await context.newPage();
  return {
    server,
    page,
    wrong: watchPage(page),
    close: async () => {
      await context.close();
      await server.stop();
    },
  };
}

/** Run in the page: waits until no colour is between two. Axe would judge one that nobody is meant to read. */
const COLOURS_AT_REST =
  "Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map(({ finished }) => finished))";

/** What axe finds serious on the page as it is, in the dark and in the light theme. */
export async function seriousViolations(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    await page.evaluate(COLOURS_AT_REST);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    found.push(
      ...serious.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ""}`)]),
    );
  }
  return found;
}

/** Presses Tab until the focus is on what the selector finds, as somebody without a pointer does. */
export async function tabTo(page: Page, selector: string, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}`);
}
