import { afterEach, beforeEach, expect, it } from "vitest";
import type { Alert } from "../../../shared/alerts.ts";
import type { EngineStatus, Page } from "../../../shared/api.ts";
import type { MetricInput } from "../../../shared/metrics.ts";
import { eventually, getJson, postJson } from "../../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const METRIC: MetricInput = {
  name: "Control test",
  domain: "operations",
  severity: "low",
  enabled: true,
  select: { types: ["control.test"] },
  aggregate: { kind: "count" },
  window: { size: "1m" },
  condition: { op: "gte", threshold: 3 },
};
const EVENTS = [1, 2, 3].map((n) => ({ id: `e${n}`, type: "control.test", source: "test" }));

let test: TestServer;

beforeEach(async () => {
  test = await startTestServer();
});

afterEach(async () => {
  await test.stop();
});

async function control(action: string): Promise<EngineStatus> {
  const response = await postJson(`${test.url}/api/v1/alerts/control`, { action });
  expect(response.status).toBe(200);
  return response.body as unknown as EngineStatus;
}

const status = () => getJson<EngineStatus>(`${test.url}/api/v1/alerts/status`);

async function alerts(): Promise<Alert[]> {
  return (await getJson<Page<Alert>>(`${test.url}/api/v1/alerts/history`)).items.filter(({ metricName }) => metricName === METRIC.name);
}

it("pauses: events are accepted and wait, also over a restart, and raise their alert after the resume", async () => {
  await postJson(`${test.url}/api/v1/alerts/metrics`, METRIC);
  expect(await control("pause")).toMatchObject({ state: "paused" });
  expect((await postJson(`${test.url}/api/v1/alert`, EVENTS)).status).toBe(202);
  expect(await status()).toMatchObject({ state: "paused", ledger: { accepted: 3, evaluated: 0, pending: 3 } });
  expect(await alerts()).toEqual([]);

  await test.server.destroy();
  test = await startTestServer({}, {}, test.folder);
  expect(await status()).toMatchObject({ state: "paused", ledger: { accepted: 3, evaluated: 0, pending: 3 } });

  await control("resume");
  const caughtUp = await eventually(status, ({ state, ledger }) => state === "running" && ledger.pending === 0);
  expect(caughtUp).toMatchObject({ lagMs: 0, ledger: { accepted: 3, evaluated: 3 } });
  await eventually(alerts, (found) => found.length === 1);
});

it("refuses what would have to wait for the engine", async () => {
  const created = await postJson(`${test.url}/api/v1/alerts/metrics`, METRIC);
  expect(created.status).toBe(201);
  await control("pause");
  const refused = await postJson(`${test.url}/api/v1/alerts/metrics`, { ...METRIC, name: "Another" });
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: "conflict", detail: "The engine is paused; resume it first." });
  expect((await postJson(`${test.url}/api/v1/alerts/control`, { action: "reload" })).status).toBe(409);
});

it("takes each action twice, and no other", async () => {
  for (const action of ["resume", "reload", "pause", "pause", "resume"]) await control(action);
  const refused = await postJson(`${test.url}/api/v1/alerts/control`, { action: "stop" });
  expect(refused.status).toBe(422);
});
