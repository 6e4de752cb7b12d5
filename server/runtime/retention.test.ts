import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openSqliteApp } from "../../db/database.ts";
import type { Alert } from "../../shared/alerts.ts";
import type { EngineStatus, Page } from "../../shared/api.ts";
import type { MetricInput } from "../../shared/metrics.ts";
import { createHandSchedule } from "../testing/hand-schedule.ts";
import { eventually, getJson, postJson } from "../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { DEFAULT_METRICS } from "./default-metrics.ts";
import { createRetention } from "./retention.ts";

const DAY_MS = 86_400_000;
const FIRST_MS = 300_000;
const EVERY_MS = 3_600_000;

let aheadMs = 0;
const now = () => Date.now() + aheadMs;
let hand = createHandSchedule();
let running: TestServer | undefined;

async function start(folder?: string): Promise<TestServer> {
  hand = createHandSchedule();
  running = await startTestServer({ RETENTION_DAYS: "2" }, { now, schedule: hand.schedule }, folder);
  return running;
}
afterEach(async () => {
  aheadMs = 0;
  await running?.stop();
});

const METRIC: MetricInput = {
  name: "Old and young",
  domain: "security",
  severity: "high",
  enabled: true,
  select: { types: ["retention.test"] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.ip"],
  window: { size: "5m" },
  condition: { op: "gt", threshold: 20 },
};
const METRICS = DEFAULT_METRICS.length + 1;

const someEvents = (prefix: string, ip = "10.9.9.9") =>
  Array.from({ length: 30 }, (_, n) => ({ id: `${prefix}${n}`, type: "retention.test", source: "auth", attributes: { ip } }));

const history = async ({ url }: TestServer) => (await getJson<Page<Alert>>(`${url}/api/v1/alerts/history?limit=500`)).items;
const statusOf = ({ url }: TestServer) => getJson<EngineStatus>(`${url}/api/v1/alerts/status`);
const storedEvents = ({ server }: TestServer) =>
  [...server.context.services.log.entriesAfter(0)].flatMap((entry) => (entry.kind === "event" ? [entry.event.id] : []));

/** Everything that has happened is in a checkpoint. */
async function checkpointed({ server }: TestServer): Promise<void> {
  const { app, log } = server.context.services;
  aheadMs += 60_000;
  await eventually(
    async () => (await app.checkpoints.newest())?.seq,
    (seq) => seq === log.position().seq,
  );
}

/** Old events, their resolved alert and its audit entry; then, five days later, some of each that are young. */
async function fill(test: TestServer): Promise<void> {
  await postJson(`${test.url}/api/v1/alerts/metrics`, METRIC);
  await postJson(`${test.url}/api/v1/alert`, someEvents("old-"));
  const [alert] = await eventually(
    () => history(test),
    (alerts) => alerts.length > 0,
  );
  await postJson(`${test.url}/api/v1/alerts/history/${alert?.id}/resolve`, {});
  aheadMs += 5 * DAY_MS;
  await postJson(`${test.url}/api/v1/alert`, someEvents("young-"));
  await eventually(
    () => history(test),
    (alerts) => alerts.length === 2,
  );
  await checkpointed(test);
}

async function retain(test: TestServer, ms = FIRST_MS): Promise<void> {
  hand.fire(ms);
  await eventually(
    async () => hand.waiting(),
    (waiting) => waiting.includes(EVERY_MS),
  );
  expect(test.server.context.services.log.health()).toBe("open");
}

/** The same data under a server that cannot load what the one before it has saved. */
async function startWithoutCheckpoint(first: TestServer): Promise<TestServer> {
  await first.server.destroy();
  const app = await openSqliteApp({ file: join(first.folder, "app.sqlite") });
  const newest = await app.checkpoints.newest();
  await app.checkpoints.save({ seq: 0, at: 0, ...newest, format: "of another version", state: new Uint8Array() });
  await app.close();
  return start(first.folder);
}

describe("retention", () => {
  it("removes what is too old everywhere, and nothing else", async () => {
    const test = await start();
    await fill(test);
    const before = await statusOf(test);
    expect(storedEvents(test)).toHaveLength(60);
    await retain(test);
    expect(storedEvents(test)).toEqual(someEvents("young-").map(({ id }) => id));
    expect((await history(test)).map(({ status }) => status)).toEqual(["firing"]);
    expect((await getJson<Page<unknown>>(`${test.url}/api/v1/audit`)).items).toEqual([]);
    expect((await statusOf(test)).ledger).toEqual(before.ledger);
    const again = await postJson(`${test.url}/api/v1/alert`, [...someEvents("old-"), ...someEvents("young-")]);
    expect(again.body).toMatchObject({ accepted: 30, duplicates: 30 });
    await retain(test, EVERY_MS);
    expect(storedEvents(test)).toHaveLength(60);
  });

  it("a server started again goes on as if nothing had gone", async () => {
    const first = await start();
    await fill(first);
    await retain(first);
    const [ledger, alerts] = [(await statusOf(first)).ledger, await history(first)];
    await first.server.destroy();
    const second = await start(first.folder);
    expect(await statusOf(second)).toMatchObject({ ledger, metrics: METRICS, state: "running" });
    // The clock goes on: a value may have moved in between, which alerts there are may not.
    const which = (list: readonly Alert[]) => list.map(({ id, metricId, group, startedAt }) => ({ id, metricId, group, startedAt }));
    expect(which(await history(second))).toEqual(which(alerts));
    const metrics = await getJson<Page<unknown>>(`${second.url}/api/v1/alerts/metrics?limit=500`);
    expect(metrics.items).toHaveLength(METRICS);
  });

  it("without a checkpoint that it can load, a server still knows its metrics", async () => {
    const first = await start();
    await fill(first);
    await retain(first);
    const second = await startWithoutCheckpoint(first);
    const status = await statusOf(second);
    expect(status).toMatchObject({ metrics: METRICS, ledger: { accepted: 60, evaluated: 60, pending: 0 } });
    await postJson(`${second.url}/api/v1/alert`, someEvents("new-", "10.8.8.8"));
    await eventually(
      () => history(second),
      (alerts) => alerts.some(({ group, status: state }) => state === "firing" && group["attributes.ip"] === "10.8.8.8"),
    );
  });
});

describe("an open alert that the engine has lost with its events", () => {
  const LONG: MetricInput = { ...METRIC, name: "Over a week", select: { types: ["retention.long"] }, window: { size: "7d", slide: "1d" } };
  const long = (ip: string) => someEvents(ip, ip).map((event) => ({ ...event, type: "retention.long" }));

  it("can be acknowledged and resolved, and opens no second one by itself", async () => {
    const first = await start();
    await postJson(`${first.url}/api/v1/alerts/metrics`, LONG);
    await postJson(`${first.url}/api/v1/alert`, [...long("10.1.1.1"), ...long("10.2.2.2")]);
    await eventually(
      () => history(first),
      (alerts) => alerts.length === 2,
    );
    aheadMs += 5 * DAY_MS;
    await checkpointed(first);
    await retain(first);
    // The newest entry stays, so that positions never start over.
    expect(storedEvents(first)).toHaveLength(1);

    const second = await startWithoutCheckpoint(first);
    const [one, two] = await history(second);
    expect([one?.status, two?.status]).toEqual(["firing", "firing"]);
    const act = async (alert: Alert | undefined, action: string, body: object) =>
      postJson(`${second.url}/api/v1/alerts/history/${alert?.id}/${action}`, body);
    expect(await act(one, "resolve", { note: "long over" })).toMatchObject({
      status: 200,
      body: { status: "resolved", revision: (one?.revision ?? 0) + 1, notes: [{ text: "long over" }] },
    });
    expect(await act(two, "acknowledge", {})).toMatchObject({ status: 200, body: { status: "acknowledged", acknowledgedBy: "local" } });
    expect((await act(two, "resolve", {})).body).toMatchObject({ status: "resolved", acknowledgedBy: "local" });
    expect((await act(one, "resolve", {})).status).toBe(409);
    expect((await act(one, "notes", { text: "seen" })).body).toMatchObject({ status: "resolved", notes: [{}, { text: "seen" }] });
    expect((await history(second)).map(({ status }) => status)).toEqual(["resolved", "resolved"]);
  });
});

it("does not touch the log without a checkpoint of its own, and comes back soon when the disk is full", async () => {
  const calls: unknown[] = [];
  let health: "open" | "full" = "open";
  let format: string | undefined;
  const timers = createHandSchedule();
  const errors: unknown[] = [];
  const retention = createRetention({
    log: {
      retain: async (limits) => {
        calls.push(limits);
        return 3;
      },
      health: () => health,
    },
    app: {
      checkpoints: {
        newest: async () => (format ? { seq: 7, at: 1, format } : undefined),
        latest: async () => undefined,
        save: async () => {},
      },
      retention: { removeBefore: async () => Promise.reject(new Error("locked")) },
    },
    retentionDays: 1,
    now: () => 2 * DAY_MS,
    schedule: timers.schedule,
    onError: (_message, error) => errors.push(error),
  });
  await retention.run();
  format = "of another version";
  await retention.run();
  expect(calls).toEqual([]);
  expect(errors).toHaveLength(2);
  expect(retention.status()).toMatchObject({ lastRunAt: undefined, removed: { events: 0 } });
  health = "full";
  await retention.start();
  timers.fire(FIRST_MS);
  await eventually(
    async () => timers.waiting(),
    (waiting) => waiting.length === 1,
  );
  expect(timers.waiting()).toEqual([60_000]);
  await retention.stop();
  expect(timers.waiting()).toEqual([]);
});
