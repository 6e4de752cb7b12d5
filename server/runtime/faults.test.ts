import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteLog } from "../../db/log/sqlite-log.ts";
import type { Alert } from "../../shared/alerts.ts";
import type { Page } from "../../shared/api.ts";
import type { Ledger, StoredEvent } from "../../shared/events.ts";
import type { LogEntry } from "../../shared/log.ts";
import type { Metric, MetricInput } from "../../shared/metrics.ts";
import { scale } from "../../shared/testing/scale.ts";
import { createEngine } from "../../streams/engine.ts";
import { replay } from "../../streams/replay.ts";
import { eventually, getJson, postJson, postUntilAcknowledged, type SpawnedServer, spawnServer } from "../testing/spawned-server.ts";
import { alertUuid } from "./alert-uuid.ts";

const LATENESS = "8s";
const OPTIONS = { latenessMs: 8_000, uuid: alertUuid };

const BURST: MetricInput = {
  name: "Burst by country",
  domain: "security",
  severity: "high",
  enabled: true,
  select: { types: ["fault.test"] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.country"],
  window: { size: "2s", slide: "1s" },
  condition: { op: "gt", threshold: 8 },
};

let dataDir: string;
let server: SpawnedServer | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crowsnest-faults-"));
});

afterEach(async () => {
  await server?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(port = 0): Promise<SpawnedServer> {
  server = await spawnServer(dataDir, { ALLOWED_LATENESS: LATENESS }, port);
  return server;
}

interface TestEvent {
  id: string;
  type: string;
  source: string;
  timestamp: number;
  attributes: { country: string };
}

/** Bursts in turn in two countries, with calm between them. */
function makeEvents(count: number, now: () => number): TestEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `f-${n}`,
    type: "fault.test",
    source: `producer-${n % 3}`,
    timestamp: now(),
    attributes: { country: n % 5 === 0 ? "DE" : "RO" },
  }));
}

async function entriesOf(file: string): Promise<LogEntry[]> {
  const log = await openSqliteLog({ file, now: Date.now });
  try {
    return [...log.entriesAfter(0)];
  } finally {
    await log.close();
  }
}

function eventsIn(entries: readonly LogEntry[]): StoredEvent[] {
  return entries.flatMap((entry) => (entry.kind === "event" ? [entry.event] : []));
}

interface Settled {
  group: Alert["group"];
  settled: Alert["settled"];
}

/** What the events come to when they arrive in order and nothing ever fails. */
function undisturbed(events: readonly StoredEvent[], metric: Metric): Settled[] {
  const inOrder = [...events].sort((a, b) => a.timestamp - b.timestamp).map((event) => ({ ...event, at: event.timestamp }));
  const begin = (inOrder[0]?.at ?? 0) - 60_000;
  const engine = createEngine(OPTIONS);
  engine.step({ kind: "metric.put", at: begin, metric, actor: "test" });
  const entries = inOrder.map((event): LogEntry => ({ kind: "event", seq: event.seq, at: event.at, event }));
  const effects = replay(engine, entries, (inOrder.at(-1)?.at ?? 0) + 60_000);
  const last = new Map(effects.flatMap((effect) => (effect.kind === "alert" ? [[effect.alert.id, effect.alert] as const] : [])));
  return settledOf([...last.values()]);
}

function settledOf(alerts: readonly Alert[]): Settled[] {
  return alerts
    .filter((alert) => alert.metricName === BURST.name && alert.status !== "retracted")
    .map(({ group, settled }) => ({ group, settled }))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

async function history(url: string): Promise<Alert[]> {
  return (await getJson<Page<Alert>>(`${url}/api/v1/alerts/history?limit=500`)).items;
}

async function createBurst(url: string): Promise<Metric> {
  const answer = await postJson(`${url}/api/v1/alerts/metrics`, BURST);
  expect(answer.status).toBe(201);
  return answer.body as unknown as Metric;
}

async function expectSettled(url: string, wanted: readonly Settled[]): Promise<void> {
  await eventually(
    async () => settledOf(await history(url)),
    (found) => JSON.stringify(found) === JSON.stringify(wanted),
  );
}

describe("a server killed in the middle of an ingest", () => {
  it("has every acknowledged event once, and the settled alerts of a server that never was", async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    const metric = await createBurst(first.url);
    const kills = scale(3, 40);
    let posting = true;
    let n = 0;
    const posted: TestEvent[] = [];
    const produce = async () => {
      while (posting) {
        const batch = makeEvents(1 + (n % 7), Date.now).map((event, i) => ({ ...event, id: `p-${n}-${i}` }));
        n++;
        await postUntilAcknowledged(first.url, batch);
        posted.push(...batch);
        await new Promise((resolve) => setTimeout(resolve, n % 40 < 10 ? 20 : 120));
      }
    };
    const producing = Promise.all([produce()]);
    for (let i = 0; i < kills; i++) {
      const before = posted.length;
      const wait = fc.sample(fc.integer({ min: 15, max: 60 }), { numRuns: 1, seed: i })[0] ?? 30;
      await eventually(
        async () => posted.length,
        (length) => length >= before + wait,
      );
      await server?.kill();
      await start(port);
    }
    posting = false;
    await producing;
    const { ledger } = await getJson<{ ledger: Ledger }>(`${first.url}/api/v1/alerts/status`);
    expect(ledger.accepted).toBe(posted.length);
    expect(ledger.received).toBe(ledger.accepted + ledger.duplicates + ledger.rejected);
    expect(ledger.accepted).toBe(ledger.evaluated + ledger.late + ledger.pending);
    const events = posted.map(
      (event, index): StoredEvent => ({
        seq: index + 1,
        at: event.timestamp,
        severity: null,
        value: null,
        userId: null,
        ...event,
      }),
    );
    const wanted = undisturbed(events, metric);
    expect(wanted.length).toBeGreaterThan(0);
    await expectSettled(first.url, wanted);
    await server?.stop();
    const logged = eventsIn(await entriesOf(join(dataDir, "log.sqlite")));
    expect(logged.map((event) => event.id).sort()).toEqual(posted.map((event) => event.id).sort());
  }, 300_000);
});

describe("events that arrive in any order and many times", () => {
  it("settle on the same alerts", async () => {
    const { url } = await start();
    const metric = await createBurst(url);
    const base = Date.now() - 6_000;
    const events = makeEvents(scale(300, 3_000), () => base).map((event, n) => ({
      ...event,
      timestamp: base + Math.floor((n * 7919) % 5_500),
    }));
    const copies = fc.sample(
      fc.shuffledSubarray([...events, ...events, ...events, ...events, ...events], { minLength: events.length * 5 }),
      {
        numRuns: 1,
        seed: 7,
      },
    )[0];
    for (let start = 0; start < (copies?.length ?? 0); start += 100)
      await postUntilAcknowledged(url, copies?.slice(start, start + 100) ?? []);
    const { ledger } = await getJson<{ ledger: Ledger }>(`${url}/api/v1/alerts/status`);
    expect(ledger).toMatchObject({
      received: events.length * 5,
      accepted: events.length,
      duplicates: events.length * 4,
      rejected: 0,
      late: 0,
    });
    const stored = events.map(
      (event, index): StoredEvent => ({ seq: index + 1, at: event.timestamp, severity: null, value: null, userId: null, ...event }),
    );
    const wanted = undisturbed(stored, metric);
    expect(wanted.length).toBeGreaterThan(0);
    await expectSettled(url, wanted);
  }, 120_000);
});

describe("a server started again", () => {
  it("keeps open alerts open, doubles none, and goes on counting revisions and channel numbers", async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await postJson(`${first.url}/api/v1/alerts/metrics`, { ...BURST, window: { size: "10m", slide: "10s" } });
    await postUntilAcknowledged(first.url, makeEvents(60, Date.now));
    const open = await eventually(
      () => history(first.url),
      (alerts) => alerts.length === 2,
    );
    const acknowledged = await postJson(`${first.url}/api/v1/alerts/history/${open[0]?.id}/acknowledge`, { note: "on it" });
    expect(acknowledged.status).toBe(200);
    const before = await getJson<Page<Alert> & { streamSeq: number }>(`${first.url}/api/v1/alerts/history`);
    await server?.kill();
    await start(port);
    const after = await getJson<Page<Alert> & { streamSeq: number }>(`${first.url}/api/v1/alerts/history`);
    expect(after).toEqual(before);
    await postUntilAcknowledged(
      first.url,
      makeEvents(60, Date.now).map((event) => ({ ...event, id: `again-${event.id}` })),
    );
    const resolved = await postJson(`${first.url}/api/v1/alerts/history/${open[1]?.id}/resolve`, {});
    expect(resolved.body).toMatchObject({ status: "resolved", id: open[1]?.id });
    expect((await history(first.url)).map((alert) => alert.id).sort()).toEqual(open.map((alert) => alert.id).sort());
  }, 120_000);
});
