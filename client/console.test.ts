import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureConsoleBuilt, launchBrowser, watchPage } from "../scripts/tools/browser.ts";
import { postUntilAcknowledged, type SpawnedServer, spawnServer } from "../server/testing/spawned-server.ts";

/** A wait that ends as soon as what it waits for is there; long, for a machine that does other things too. */
const SOON = { timeout: 30_000 };

let browser: Browser;
let folder: string;
let server: SpawnedServer;
let page: Page;
let wrong: readonly string[];

beforeAll(async () => {
  await ensureConsoleBuilt();
  browser = await launchBrowser();
}, 300_000);

afterAll(() => browser?.close());

async function open(environment: Record<string, string> = {}): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "crowsnest-console-"));
  server = await spawnServer(folder, environment);
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(SOON.timeout);
  page = await context.newPage();
  wrong = watchPage(page);
}

afterEach(async () => {
  await page?.context().close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

let posted = 0;

/** Logins of a country, each from an address of its own. */
function logins(type: string, country: string, count = 60): unknown[] {
  return Array.from({ length: count }, () => {
    posted += 1;
    const attributes = { country, ip: `10.0.${posted >> 8}.${posted & 255}` };
    return { id: `e${posted}`, type, source: "auth-api", userId: `${posted}`, attributes };
  });
}

/** Enough failed logins to make one alert of their country, and as many good ones before them, so that it stays at one. */
const attackFrom = (country: string) => [...logins("login.succeeded", "ZZ"), ...logins("login.failed", country)];
const post = (country: string) => postUntilAcknowledged(server.url, attackFrom(country));
const rowsOf = (country: string) => page.locator(".ag-row", { hasText: `country = ${country}` });
const alertRows = () => page.locator(".ag-row");

async function listAlerts(): Promise<{ id: string }[]> {
  const answer = await fetch(`${server.url}/api/v1/alerts/history?q=${encodeURIComponent("Failed logins by country")}`);
  return ((await answer.json()) as { items: { id: string }[] }).items;
}

const chip = () => page.locator(".chip");

describe("the console", () => {
  beforeEach(() => open());

  test("shows an alert that events posted by HTTP raise, on every page and without a reload", async () => {
    const other = await page.context().newPage();
    await page.goto("/");
    await other.goto("/alerts");
    await page.getByText("All quiet: nothing is firing.").waitFor();
    await page.getByText("npm run simulate -- --scenario credential-stuffing").waitFor();
    await other.getByText("Nothing is firing").waitFor();

    await post("RO");

    await page.locator("h1", { hasText: "Failed logins by country in RO" }).waitFor();
    await page.locator(".newest-row", { hasText: "country = RO" }).waitFor();
    await other.locator(".ag-row", { hasText: "country = RO" }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^\(1\) Overview/);
    expect(wrong).toEqual([]);
  });

  test("loses nothing and repeats nothing when the server is killed and comes back", async () => {
    await post("RO");
    await page.goto("/alerts?status=all");
    await rowsOf("RO").waitFor();
    // The list comes by HTTP, perhaps before there is a line that could be lost.
    await chip().getByText("Live").waitFor();

    const { port } = new URL(server.url);
    await server.kill();
    await chip()
      .getByText(/Reconnecting/)
      .waitFor();
    server = await spawnServer(folder, {}, Number(port));
    await post("DE");
    await post("FR");

    await page.locator(".chip-recovery", { hasText: /Caught up/ }).waitFor();
    await rowsOf("DE").waitFor();
    await rowsOf("FR").waitFor();
    await chip().getByText("Live").waitFor();
    for (const country of ["RO", "DE", "FR"]) await expect.poll(() => rowsOf(country).count(), { message: country }).toBe(1);

    // What the page has collected is what a fresh one reads.
    const shown = await alertRows().count();
    await page.reload();
    await rowsOf("FR").waitFor();
    await expect.poll(() => alertRows().count()).toBe(shown);
    expect(wrong).toEqual([]);
  });

  test("keeps new rows waiting while an alert is open, and takes them in when asked", async () => {
    await post("RO");
    await page.goto("/alerts");
    await rowsOf("RO").locator("[col-id=alert]").click();
    await page.getByRole("heading", { name: "Why it fired" }).waitFor();
    await page.locator(".why-rule", { hasText: "60 events of login.failed in 5 min for country = RO, above 50." }).waitFor();
    await page.getByRole("heading", { name: "60 contributing events" }).waitFor();
    await page.getByRole("img", { name: /events in each .*threshold 50/ }).waitFor();

    await post("DE");
    await page.locator(".pill", { hasText: "1 new" }).waitFor();
    expect(await rowsOf("DE").count()).toBe(0);

    await page.locator(".pill").click();
    await rowsOf("DE").waitFor();
    expect(wrong).toEqual([]);
  });

  test("opens, acknowledges, notes and resolves by keyboard alone", async () => {
    await post("RO");
    await page.goto("/alerts");
    await rowsOf("RO").waitFor();
    await page.keyboard.press("j");
    // The second key of a chord is not a key of the page.
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await page.waitForURL("**/events");
    await page.goBack();
    await rowsOf("RO").getByText("Firing").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await rowsOf("RO").getByText("Acknowledged").waitFor();
    await page.locator(".toast", { hasText: "Acknowledged" }).waitFor();

    await page.keyboard.press("Enter");
    await page.locator(".drawer .timeline", { hasText: "Acknowledged by local" }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/alerts\/[0-9a-f-]{36}$/);
    await page.getByLabel("Note", { exact: true }).focus();
    await page.keyboard.type("<b>looking</b>");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".timeline-body", { hasText: "<b>looking</b>" }).waitFor();

    await page.keyboard.press("Escape");
    await page.locator(".drawer").waitFor({ state: "detached" });
    await page.keyboard.press("r");
    await rowsOf("RO").getByText("Resolved").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("event");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/events");
    expect(wrong).toEqual([]);
  });

  test("tells for each alert of a bulk action what became of it", async () => {
    await post("RO");
    await post("DE");
    await page.goto("/alerts");
    await rowsOf("DE").waitFor();
    await rowsOf("RO").waitFor();
    for (const country of ["RO", "DE"]) await rowsOf(country).locator(".ag-selection-checkbox input").check();
    await page.getByText("2 alerts selected").waitFor();
    const [first] = await listAlerts();
    const headers = { "content-type": "application/json" };
    await fetch(`${server.url}/api/v1/alerts/history/${first?.id}/resolve`, { method: "POST", headers, body: "{}" });
    await alertRows().getByText("Resolved").waitFor();
    await page.keyboard.press("e");
    await page.getByText("1 alert could not be changed").waitFor();
    await page.locator(".toast", { hasText: "Acknowledged: 1 alert" }).waitFor();
    await page.locator(".bulk-failures", { hasText: "The alert is resolved." }).waitFor();
  });

  test("follows the events, stands still when asked, and filters by what was clicked", async () => {
    await post("RO");
    await page.goto("/events");
    await alertRows().first().waitFor();
    await page.keyboard.press(" ");
    const pill = page.locator(".pill");
    await pill.filter({ hasText: "Paused. 0 new. Resume (Space)" }).waitFor();
    await post("DE");
    await pill.filter({ hasText: "Paused. 120 new. Resume (Space)" }).waitFor();
    expect(await alertRows().filter({ hasText: "DE" }).count()).toBe(0);
    await page.keyboard.press(" ");
    await alertRows().filter({ hasText: "DE" }).first().waitFor();

    await alertRows().first().locator("[data-field='attributes.country']").click();
    await page.getByRole("menuitem", { name: "Only country = DE" }).click();
    await page.locator(".term", { hasText: "country = DE" }).waitFor();
    expect(new URL(page.url()).searchParams.get("f")).toBe("attributes.country:DE");
    await page.getByText("60 events shown").waitFor();
    expect(wrong).toEqual([]);
  });

  test("a part that could not be loaded says so and comes when it is tried again", async () => {
    const isPalette = /assets\/Palette-/;
    await page.route(isPalette, (route) => route.abort());
    await page.goto("/");
    await chip().getByText("Live").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByText("could not be shown").waitFor();
    await page.unroute(isPalette);
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByRole("combobox").waitFor();
    expect(wrong).toEqual([]);
  });

  test("every page is there although the server has gone", async () => {
    await page.goto("/");
    await chip().getByText("Live").waitFor();
    await page.waitForLoadState("networkidle");
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /Palette-.*js/.test(name)));
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /Events-.*js/.test(name)));
    await server.kill();
    await page.getByRole("link", { name: "Events" }).click();
    await page.getByRole("heading", { name: "Events a second" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    expect(wrong).toEqual([]);
  });

  test("an alert has an address, and one that does not exist says so with the request to look for", async () => {
    await post("RO");
    const [alert] = await listAlerts();
    await page.goto(`/alerts/${alert?.id}`);
    await page.locator(".drawer", { hasText: "country = RO" }).waitFor();
    await page.goto("/alerts/00000000-0000-5000-8000-000000000000");
    const problem = page.getByRole("alert");
    await problem.getByText("This alert could not be read").waitFor();
    await expect.poll(() => problem.locator("code").textContent()).not.toBe("");
    await page.goto("/nowhere");
    await page.getByText("There is no such page").waitFor();
  });
});

describe("with tokens", () => {
  beforeEach(() => open({ API_TOKENS: "maria:operator:operator-secret,vera:viewer:viewer-secret" }));

  test("asks for a token, refuses a wrong one, and forgets it on signing out", async () => {
    await page.goto("/alerts");
    await page.getByLabel("Token", { exact: true }).fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("The server did not accept that token.").waitFor();
    await page.getByLabel("Token", { exact: true }).fill("operator-secret");
    await page.keyboard.press("Enter");
    await chip().getByText("Live").waitFor();
    expect(new URL(page.url()).pathname).toBe("/alerts");
    await page.reload();
    await page.getByRole("button", { name: "Signed in as maria" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("operator-secret");
    expect(wrong).toEqual([]);
  });

  test("a viewer sees that acting needs another role", async () => {
    await page.goto("/");
    await page.getByLabel("Token", { exact: true }).fill("viewer-secret");
    await page.keyboard.press("Enter");
    await chip().getByText("Live").waitFor();
    const headers = { "content-type": "application/json", authorization: "Bearer operator-secret" };
    const events = attackFrom("RO");
    expect((await fetch(`${server.url}/api/v1/alert`, { method: "POST", headers, body: JSON.stringify(events) })).status).toBe(202);
    await page.locator(".newest-name", { hasText: "country = RO" }).click();
    await page.locator(".drawer").getByRole("button", { name: "Acknowledge" }).waitFor();
    await expect.poll(() => page.locator(".drawer").getByRole("button", { name: "Acknowledge" }).isDisabled()).toBe(true);
    await page.locator(".drawer").getByText("need the role operator").waitFor();
  });
});
