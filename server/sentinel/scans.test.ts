import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteApp } from "../../db/database.ts";
import { type AppDatabase, DatabaseUnreachableError, type NewEvent, type StoredScanEvent } from "../../db/ports.ts";
import type { Job } from "../schedule.ts";
import { type Scans, ScansOverloadedError, UnknownDomainError } from "./ports.ts";
import { createScans } from "./scans.ts";
import { NEWEST, type SteppedScanner, steppedScanner } from "./testing/stepped-scanner.ts";

let folder: string;
let app: AppDatabase;
let scanner: SteppedScanner;
let scans: Scans & Job;
let appended: NewEvent[];
let errors: string[];
let clock: number;

/** Stores a step as the runtime does. */
async function tell(step: StoredScanEvent): Promise<void> {
  const progress = { appliedSeq: 0, appliedAt: 0, evaluated: 0, late: 0 };
  await app.effects.commit({ alerts: [], metricsPut: [], metricsDeleted: [], frames: [], scanEvents: [step], progress });
}

async function open(): Promise<void> {
  app = await openSqliteApp({ file: join(folder, "app.sqlite") });
  scanner = steppedScanner();
  scans = createScans({
    runner: scanner,
    store: app.scans,
    log: {
      append: async (events) => {
        appended.push(...events);
        return { accepted: events.length, duplicates: [], reused: [] };
      },
    },
    tell,
    keep: 3,
    cron: undefined,
    now: () => ++clock,
    onError: (message) => errors.push(message),
  });
  await scans.start();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "crowsnest-scans-"));
  [appended, errors, clock] = [[], [], Date.UTC(2026, 10, 1)];
  await open();
});
afterEach(async () => {
  await scans.stop();
  await app.close();
  rmSync(folder, { recursive: true });
});

const begin = (wish: Partial<Parameters<Scans["begin"]>[0]> = {}) => scans.begin({ trigger: "manual", ...wish });
const begun = (count: number) => expect.poll(() => scanner.begun).toHaveLength(count);

async function followed(id: string, seq = 0, signal = new AbortController().signal): Promise<string[]> {
  const told: string[] = [];
  for await (const events of scans.follow(id, seq, signal)) told.push(...events.map(({ seq: n, event }) => `${n} ${event}`));
  return told;
}

/** Begins a scan and lets it end. */
async function whole(wish: Parameters<typeof begin>[0] = {}): Promise<string> {
  const id = await begin(wish);
  await begun(scanner.begun.length + 1).catch(() => undefined);
  scanner.end(scanner.begun.length - 1);
  await scans.finished(id);
  return id;
}

describe("scans", () => {
  it("of the same domains and moment are one while it runs, in whatever order they are named", async () => {
    const id = await begin({ domains: ["risk", "security"] });
    expect(await begin({ domains: ["security", "risk"], asOf: NEWEST })).toBe(id);
    expect(await begin()).toBe(id);
    const other = await begin({ domains: ["risk"] });
    expect(other).not.toBe(id);
    await begun(2);
    expect(scanner.begun.map(({ domains }) => domains)).toEqual([["security", "risk"], ["risk"]]);
    scanner.end(0);
    await scans.finished(id);
    expect(await begin()).not.toBe(id);
  });

  it("are refused for domains that have no missions, and when too many run", async () => {
    await expect(begin({ domains: ["astrology"] })).rejects.toBeInstanceOf(UnknownDomainError);
    for (const asOf of [1, 2, 3]) await begin({ asOf });
    await expect(begin({ asOf: 4 })).rejects.toBeInstanceOf(ScansOverloadedError);
    expect(await begin({ asOf: 3 })).toMatch(/^scan-/);
  });

  it("are followed to their end, from any place, by as many as like", async () => {
    const id = await begin();
    const watching = [followed(id), followed(id, 1)];
    await begun(1);
    expect(await scans.get(id)).toMatchObject({ status: "running", findings: [{ score: 85 }] });
    scanner.end(0);
    const told = ["1 scan.started", "2 finding", "3 scan.completed"];
    expect(await Promise.all(watching)).toEqual([told, told.slice(1)]);
    expect(await followed(id, 2)).toEqual(["3 scan.completed"]);
    expect(await followed(id, 3)).toEqual([]);
  });

  it("go on when nobody follows them any more", async () => {
    const id = await begin();
    const gone = new AbortController();
    const watching = followed(id, 0, gone.signal);
    await begun(1);
    gone.abort();
    await watching;
    scanner.end(0);
    expect(await scans.finished(id)).toMatchObject({ status: "completed" });
  });

  it("end early when they are cancelled, with what they had found", async () => {
    const id = await begin();
    await begun(1);
    const waiting = scans.finished(id);
    expect(await scans.cancel(id, "ann")).toMatchObject({ status: "cancelled", findings: [{ score: 85 }] });
    expect(await waiting).toMatchObject({ status: "cancelled", fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const events = await app.scans.eventsAfter(id, 0, 10);
    expect(events.at(-1)).toMatchObject({ event: "scan.failed", payload: expect.stringContaining("cancelled by ann") });
    expect(await scans.cancel(id, "ann")).toBeUndefined();
    expect([appended, errors]).toEqual([[], []]);
  });

  it("that fail say why, to those who wait and in their own log", async () => {
    const id = await begin();
    await begun(1);
    const waiting = scans.finished(id);
    scanner.end(0, new DatabaseUnreachableError("the database is gone"));
    await expect(waiting).rejects.toBeInstanceOf(DatabaseUnreachableError);
    await expect.poll(() => errors).toEqual([`the scan ${id} failed`]);
    expect(await scans.get(id)).toMatchObject({ status: "failed", findings: [{ score: 85 }] });
    expect((await app.scans.eventsAfter(id, 0, 10)).at(-1)?.payload).toContain("the database is gone");
  });

  it("raise an event for what cannot wait, with an id that the next scan of the day has too", async () => {
    await whole();
    await expect.poll(() => appended).toHaveLength(1);
    await whole({ asOf: NEWEST });
    await expect.poll(() => appended).toHaveLength(2);
    expect(appended[0]).toMatchObject({
      type: "sentinel.finding",
      source: "crowsnest/sentinel",
      id: "security.logins:all:2026-10-31",
      value: 85,
      severity: "critical",
      attributes: { domain: "security", findingId: "security.logins:all" },
    });
    expect(appended[1]?.id).toBe(appended[0]?.id);
  });

  it("beyond the newest few are forgotten", async () => {
    const ids: string[] = [];
    for (const asOf of [1, 2, 3, 4]) ids.push(await whole({ asOf }));
    await expect.poll(() => app.scans.get(ids[0] ?? "")).toBeUndefined();
    expect((await scans.list({ limit: 10 })).items.map(({ id }) => id)).toEqual(ids.slice(1).reverse());
  });
});

describe("after the server was killed", () => {
  it("a scan that ran has failed, with what it had found, and can be followed to its end", async () => {
    const id = await begin();
    await begun(1);
    await expect.poll(() => app.scans.eventsAfter(id, 0, 10)).toHaveLength(2);
    // Nothing is told any more, as when the process is gone.
    const old = { scans, app };
    await open();
    expect(await scans.get(id)).toMatchObject({ status: "failed", findings: [{ score: 85 }], riskScore: 85 });
    expect(await followed(id)).toEqual(["1 scan.started", "2 finding", "3 scan.failed"]);
    expect((await scans.list({ limit: 10 })).items).toMatchObject([{ id, status: "failed", findingCount: 1 }]);
    await old.app.close();
  });

  it("a scan that had ended but not said so says it", async () => {
    const id = await whole();
    await app.scans.save({ ...(await app.scans.get(id).then((report) => report ?? Promise.reject(new Error("gone")))), id: "scan-silent" });
    await scans.stop();
    await app.close();
    await open();
    expect(await followed("scan-silent")).toEqual(["1 scan.completed"]);
  });
});
