import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteApp } from "../../../db/database.ts";
import { openSqliteLog } from "../../../db/log/sqlite-log.ts";
import { type Alert, OPEN_STATUSES } from "../../../shared/alerts.ts";
import type { Page } from "../../../shared/api.ts";
import type { LogEntry } from "../../../shared/log.ts";
import type { Metric, MetricInput } from "../../../shared/metrics.ts";
import { scale } from "../../../shared/testing/scale.ts";
import { createEngine } from "../../../streams/engine.ts";
import type { EngineEffect } from "../../../streams/ports.ts";
import { replay } from "../../../streams/replay.ts";
import { alertUuid } from "../../runtime/alert-uuid.ts";
import { eventually, getJson, postUntilAcknowledged, type SpawnedServer, spawnServer } from "../../testing/spawned-server.ts";

const LATENESS_MS = 2_000;
const BURST: MetricInput = {
  name: "Burst by country",
  domain: "security",
  severity: "high",
  enabled: true,
  select: { types: ["change.test"] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.country"],
  window: { size: "2s", slide: "500ms" },
  condition: { op: "gt", threshold: 12 },
};

/** What is done to the metric, one after the other, while events come in. */
const CHANGES: readonly ((url: string, id: string) => Promise<Response>)[] = [
  (url, id) => send("PATCH", `${url}/${id}`, { condition: { threshold: 4 } }),
  (url, id) => send("PATCH", `${url}/${id}`, { window: { size: "1s", slide: "250ms" }, groupBy: null }),
  (url, id) =>
    send("PATCH", `${url}/${id}`, { aggregate: { kind: "max", field: "value" }, condition: { op: "gte", threshold: 5 }, for: "1s" }),
  (url, id) => send("POST", `${url}/${id}/rollback`, { version: 1 }),
  (url, id) => send("PATCH", `${url}/${id}`, { enabled: false }),
  (url) =>
    send("POST", `${url}/import`, [
      { ...BURST, condition: { op: "gt", threshold: 3 } },
      { ...BURST, name: "Twin" },
    ]),
  (url, id) => send("POST", `${url}/${id}/rollback`, { version: 2 }),
];

let dataDir: string;
let server: SpawnedServer | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crowsnest-change-"));
});
afterEach(async () => {
  await server?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

function send(method: string, url: string, body: unknown): Promise<Response> {
  return fetch(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function start(port = 0): Promise<SpawnedServer> {
  server = await spawnServer(dataDir, { ALLOWED_LATENESS: `${LATENESS_MS}ms` }, port);
  return server;
}

/** Posts small batches until it is told to stop, whatever happens to the server meanwhile. */
function produce(url: string): { stop(): Promise<number> } {
  let going = true;
  const run = async (): Promise<number> => {
    let n = 0;
    for (; going; n++) {
      const batch = Array.from({ length: 1 + (n % 5) }, (_, i) => ({
        id: `c-${n}-${i}`,
        type: "change.test",
        source: "producer",
        timestamp: Date.now() - ((n * 37) % 900),
        value: n % 9,
        attributes: { country: n % 3 === 0 ? "DE" : "RO" },
      }));
      await postUntilAcknowledged(url, batch);
      await new Promise((resolve) => setTimeout(resolve, n % 50 < 20 ? 20 : 90));
    }
    return n;
  };
  const done = run();
  return {
    stop: () => {
      going = false;
      return done;
    },
  };
}

async function entries(): Promise<LogEntry[]> {
  const log = await openSqliteLog({ file: join(dataDir, "log.sqlite"), now: Date.now });
  try {
    return [...log.entriesAfter(0)];
  } finally {
    await log.close();
  }
}

/** What the server announced and what it holds, as its store has it. */
async function stored(): Promise<{ frames: Alert[]; metrics: Metric[] }> {
  const app = await openSqliteApp({ file: join(dataDir, "app.sqlite") });
  try {
    const frames = await app.outbox.after("alerts", 0, 10_000);
    return { frames: frames.map(({ payload }) => JSON.parse(payload) as Alert), metrics: await app.metrics.list() };
  } finally {
    await app.close();
  }
}

function alertsOf(effects: readonly EngineEffect[]): Alert[] {
  return effects.flatMap((effect) => (effect.kind === "alert" ? [effect.alert] : []));
}

function metricsOf(effects: readonly EngineEffect[]): Metric[] {
  const puts = effects.flatMap((effect) => (effect.kind === "metric.put" ? [effect.metric] : []));
  return [...new Map(puts.map((metric) => [metric.id, metric])).values()];
}

it("a metric that changes while events come in and the server is killed has the effects of a replay", async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  const base = `${first.url}/api/v1/alerts/metrics`;
  const { id } = (await (await send("POST", base, BURST)).json()) as Metric;
  const producer = produce(first.url);
  for (let round = 0; round < scale(1, 10); round++) {
    for (const [index, change] of CHANGES.entries()) {
      const before = await getJson<{ ledger: { accepted: number } }>(`${first.url}/api/v1/alerts/status`);
      await eventually(
        () => getJson<{ ledger: { accepted: number } }>(`${first.url}/api/v1/alerts/status`),
        ({ ledger }) => ledger.accepted > before.ledger.accepted + 40,
      );
      expect((await change(base, id)).status).toBe(200);
      if (index % 2 === 1) continue;
      await server?.kill();
      await start(port);
    }
  }
  await producer.stop();
  await eventually(
    () => getJson<Page<Alert>>(`${first.url}/api/v1/alerts/history?limit=500`),
    ({ items }) => items.length > 0 && items.every(({ status }) => !OPEN_STATUSES.has(status)),
  );
  // Until the last window has settled and been announced, nothing is known to be the last.
  const quiet = Date.now() + 2 * LATENESS_MS + 2_000;
  await eventually(
    async () => Date.now(),
    (now) => now > quiet,
  );
  await server?.stop();
  const log = await entries();
  const effects = replay(createEngine({ latenessMs: LATENESS_MS, uuid: alertUuid }), log, Date.now());
  const { frames, metrics } = await stored();
  expect(new Set(frames.map(({ metricVersion }) => metricVersion)).size).toBeGreaterThan(2);
  expect(frames).toEqual(alertsOf(effects));
  expect(metrics.find((metric) => metric.id === id)?.version).toBe(1 + scale(1, 10) * CHANGES.length);
  expect(metrics.map((metric) => metric.id).sort()).toEqual(
    metricsOf(effects)
      .map((metric) => metric.id)
      .sort(),
  );
  for (const metric of metricsOf(effects)) expect(metrics).toContainEqual(metric);
}, 300_000);
