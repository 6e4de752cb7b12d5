import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import supertest from "supertest";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EngineStatus, Page } from "../../shared/api.ts";
import type { EventView, Ledger } from "../../shared/events.ts";
import { GENERATOR_LIMITS, type Generator, generatorSchema, SCENARIO_NAMES } from "../../shared/generators.ts";
import { eventually, getJson, postJson, spawnServer } from "../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { SCENARIOS } from "./scenarios.ts";

const PATH = "/api/v1/alerts/generators";

interface Listed extends Page<Generator> {
  readonly scenarios: { name: string; summary: string; expects: unknown[] }[];
}

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());
afterEach(async () => {
  for (const { id } of (await status()).generators) await stop(id);
  await eventually(status, ({ generators }) => generators.length === 0);
});

const status = () => getJson<EngineStatus>(`${test.url}/api/v1/alerts/status`);
const listed = () => getJson<Listed>(`${test.url}${PATH}`);
const get = (id: string) => getJson<Generator>(`${test.url}${PATH}/${id}`);
const stop = async (id: string) => (await fetch(`${test.url}${PATH}/${id}`, { method: "DELETE" })).status;

async function launch(input: Record<string, unknown>, url = test.url): Promise<Generator> {
  const answer = await postJson(`${url}${PATH}`, input);
  expect(answer.status).toBe(201);
  return generatorSchema.parse(answer.body);
}

async function finished(id: string): Promise<Generator> {
  return eventually(
    () => get(id),
    ({ state }) => state !== "running",
  );
}

describe("a generator", () => {
  it("plays its story through the ingest and sees the alerts that it raises", async () => {
    const before = (await status()).ledger;
    const started = await launch({ scenario: "duplicate-storm", rate: 2_000, duration: "2s", seed: 5 });
    expect(started).toMatchObject({ state: "running", startedBy: "local", seed: 5, raised: [], alreadyOpen: [], endedAt: null });
    expect((await status()).generators.map(({ id }) => id)).toEqual([started.id]);
    const ended = await finished(started.id);
    expect(ended).toMatchObject({ state: "finished", progress: 1, rejected: 0 });
    expect(ended.sent).toBeGreaterThan(3_000);
    expect(ended.acknowledged).toBe(ended.sent);
    const raised = await eventually(
      () => get(started.id),
      (generator) => generator.raised.length === generator.expects.length,
    );
    expect(raised.expects).toEqual(SCENARIOS["duplicate-storm"].expects);
    expect(raised.raised).toMatchObject(raised.expects);
    const alert = await getJson<{ id: string }>(`${test.url}/api/v1/alerts/history/${raised.raised[0]?.alertId}`);
    expect(alert).toMatchObject({ metricName: "Service error rate", group: { source: "wallet-api" } });
    const { ledger } = await status();
    const grown = (name: keyof Ledger) => ledger[name] - before[name];
    expect(grown("received")).toBe(ended.sent);
    expect(grown("duplicates")).toBeGreaterThan(ended.sent / 4);
    const events = await getJson<Page<EventView>>(`${test.url}/api/v1/alerts/events?limit=50`);
    for (const event of events.items) expect([event.attributes.simulated, event.id]).toEqual([true, expect.stringContaining(started.id)]);
    expect((await listed()).items[0]).toEqual(raised);
  });

  it("counts what its story makes the server refuse, and says what was open before it began", async () => {
    const first = await launch({ scenario: "clock-skew", rate: 400, duration: "3s" });
    const done = await finished(first.id);
    expect(done.rejected).toBeGreaterThan(0);
    expect(done.acknowledged + done.rejected).toBe(done.sent);
    await eventually(
      () => get(first.id),
      ({ raised }) => raised.length === 2,
    );
    const second = await launch({ scenario: "clock-skew", rate: 50, duration: "1s" });
    expect(second.alreadyOpen).toEqual(SCENARIOS["clock-skew"].expects);
    expect((await finished(second.id)).raised).toEqual([]);
  });

  it("ends when it is told to, with what it sent acknowledged", async () => {
    const { id } = await launch({ scenario: "calm", rate: 300, duration: "1h" });
    await eventually(
      () => get(id),
      ({ sent }) => sent > 0,
    );
    expect(await stop(id)).toBe(204);
    const ended = await finished(id);
    expect(ended).toMatchObject({ state: "stopped", acknowledged: ended.sent });
    expect(ended.progress).toBeLessThan(1);
    expect(await stop(id)).toBe(204);
    expect(await stop("nobody")).toBe(404);
    expect((await fetch(`${test.url}${PATH}/nobody`)).status).toBe(404);
  });
});

describe("the bounds", () => {
  it.each([
    [{ scenario: "storm" }, "scenario"],
    [{ scenario: "calm", rate: GENERATOR_LIMITS.rate + 1 }, "rate"],
    [{ scenario: "calm", rate: 0 }, "rate"],
    [{ scenario: "calm", duration: "61m" }, "duration"],
    [{ scenario: "calm", duration: "10ms" }, "duration"],
    [{ scenario: "calm", seed: -1 }, "seed"],
    [{ scenario: "calm", speed: 1 }, "speed"],
  ])("refuse %j by its field", async (input, path) => {
    const { status: code, body } = await postJson(`${test.url}${PATH}`, input);
    expect([code, body.code, body.errors]).toMatchObject([422, "invalid", [{ path }]]);
  });

  it("let four run at once", async () => {
    const launched = await Promise.all(Array.from({ length: 6 }, () => postJson(`${test.url}${PATH}`, { scenario: "calm", rate: 5 })));
    expect(launched.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 201, 409, 409]);
    expect((await status()).generators).toHaveLength(4);
  });

  it("list what can be started", async () => {
    const { scenarios } = await listed();
    expect(scenarios.map(({ name }) => name)).toEqual([...SCENARIO_NAMES]);
    expect(scenarios[1]).toEqual({
      name: "credential-stuffing",
      summary: SCENARIOS["credential-stuffing"].summary,
      expects: SCENARIOS["credential-stuffing"].expects,
    });
  });
});

it("takes an operator to start and to stop, a viewer to look", async () => {
  const guarded = await startTestServer({ API_TOKENS: "vera:viewer:vera-secret,otto:operator:otto-secret" });
  const as = (secret: string) => ({ Authorization: `Bearer ${secret}` });
  const api = supertest(guarded.url);
  expect((await api.get(PATH).set(as("vera-secret"))).status).toBe(200);
  expect((await api.post(PATH).set(as("vera-secret")).send({ scenario: "calm" })).status).toBe(403);
  const started = await api.post(PATH).set(as("otto-secret")).send({ scenario: "calm", rate: 5 });
  expect([started.status, started.body.startedBy, started.headers.location]).toEqual([201, "otto", `${PATH}/${started.body.id}`]);
  expect((await api.delete(`${PATH}/${started.body.id}`).set(as("vera-secret"))).status).toBe(403);
  await guarded.stop();
});

describe("a generator that was running", () => {
  it("is interrupted by a stop of the server", async () => {
    const first = await startTestServer();
    const { id } = await launch({ scenario: "calm", rate: 200, duration: "1h" }, first.url);
    await eventually(
      () => getJson<Generator>(`${first.url}${PATH}/${id}`),
      ({ sent }) => sent > 0,
    );
    await first.server.destroy();
    const second = await startTestServer({}, {}, first.folder);
    const { ledger } = await getJson<EngineStatus>(`${second.url}/api/v1/alerts/status`);
    const after = await getJson<Generator>(`${second.url}${PATH}/${id}`);
    expect(after).toMatchObject({ state: "interrupted", sent: ledger.received, acknowledged: ledger.accepted });
    expect(after.endedAt).not.toBeNull();
    await second.stop();
  });

  it("is marked interrupted after a kill", async () => {
    const folder = await mkdtemp(join(tmpdir(), "crowsnest-generators-"));
    const first = await spawnServer(folder);
    const { id } = await launch({ scenario: "calm", rate: 50, duration: "1h" }, first.url);
    await first.kill();
    const second = await spawnServer(folder);
    expect(await getJson<Generator>(`${second.url}${PATH}/${id}`)).toMatchObject({ state: "interrupted" });
    const { generators } = await getJson<EngineStatus>(`${second.url}/api/v1/alerts/status`);
    expect(generators).toEqual([]);
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
