import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Alert, alertSchema } from "../../../shared/alerts.ts";
import { DEFAULT_METRICS } from "../../runtime/default-metrics.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const HISTORY = "/api/v1/alerts/history";
const METRIC = {
  name: "Refused withdrawals",
  domain: "risk",
  severity: "critical",
  select: { types: ["withdrawal.refused"], where: [{ field: "value", op: "gte", value: 100 }] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.country"],
  window: { size: "1h" },
  condition: { op: "gte", threshold: 3 },
};

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
  await api().post("/api/v1/alerts/metrics").send(METRIC);
});
afterAll(() => test.stop());

const api = () => supertest(test.url);
let countries = 0;

/** Raises one alert, of a country of its own. */
async function raise(): Promise<Alert> {
  const country = `C${++countries}`;
  const event = (value: number) => ({ type: "withdrawal.refused", source: "ledger", value, attributes: { country } });
  await api()
    .post("/api/v1/alert")
    .send([event(100), event(200), event(99), event(300)]);
  for (;;) {
    const { body } = await api().get(`${HISTORY}?q=${country}`);
    const [alert] = body.items;
    if (alert) return alertSchema.parse(alert);
    await new Promise(setImmediate);
  }
}

const act = (alert: Alert, action: string, body?: object) => api().post(`${HISTORY}/${alert.id}/${action}`).send(body);

describe("the history", () => {
  it("shows an alert with its numbers and its evidence", async () => {
    const alert = await raise();
    expect(alert).toMatchObject({
      metricName: METRIC.name,
      domain: "risk",
      severity: "critical",
      status: "firing",
      value: 3,
      threshold: 3,
    });
    expect(alert.evidence.eventIds).toHaveLength(3);
    expect((await api().get(`${HISTORY}/${alert.id}`)).body).toMatchObject({ id: alert.id });
  });

  it("shows the events behind an alert and no others", async () => {
    const alert = await raise();
    await raise();
    const path = `${HISTORY}/${alert.id}/events`;
    const { body } = await api().get(path);
    expect(body.items.map(({ value }: { value: number }) => value)).toEqual([300, 200, 100]);
    expect(body.nextCursor).toBeNull();
    const paged: number[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { items: { value: number }[]; nextCursor: string | null } = (
        await api().get(`${path}?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`)
      ).body;
      paged.push(...page.items.map(({ value }) => value));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual([300, 200, 100]);
  });

  it("finds the events of an alert whose metric has changed since", async () => {
    const alert = await raise();
    await api()
      .patch(`/api/v1/alerts/metrics/${alert.metricId}`)
      .send({ select: { types: ["nothing"] } });
    expect((await api().get(`${HISTORY}/${alert.id}/events`)).body.items).toHaveLength(3);
    await api().patch(`/api/v1/alerts/metrics/${alert.metricId}`).send({ select: METRIC.select });
  });

  it("says which position of the channel it is current to", async () => {
    const before = (await api().get(HISTORY)).body.streamSeq;
    const alert = await raise();
    const after = (await api().get(HISTORY)).body;
    expect(after.streamSeq).toBeGreaterThan(before);
    expect(after.items[0].id).toBe(alert.id);
  });

  it("is filtered", async () => {
    const alert = await raise();
    const has = async (query: string) => (await api().get(`${HISTORY}?${query}`)).body.items.some(({ id }: Alert) => id === alert.id);
    const started = Date.parse(alert.startedAt);
    for (const query of [
      "status=firing",
      "status=resolved,firing",
      "status=resolved&status=firing",
      "severity=critical,low",
      "domain=risk",
      `metricId=${alert.metricId}`,
      `from=${alert.startedAt}`,
      `from=${started}&to=${started + 1}`,
    ]) {
      expect(await has(query), query).toBe(true);
    }
    for (const query of ["status=resolved", "severity=low", "domain=security", "metricId=other", `to=${started}`, "q=nowhere"]) {
      expect(await has(query), query).toBe(false);
    }
  });
});

describe("actions", () => {
  it("acknowledge, note, assign and resolve, each visible at once", async () => {
    const alert = await raise();
    const acknowledged = await act(alert, "acknowledge", { note: "looking" });
    expect([acknowledged.status, acknowledged.body]).toMatchObject([200, { status: "acknowledged", acknowledgedBy: "local" }]);
    expect((await act(alert, "notes", { text: "a bank is down" })).body.notes).toMatchObject([
      { text: "looking" },
      { text: "a bank is down", actor: "local" },
    ]);
    expect((await act(alert, "assign", { to: "anna" })).body.assignedTo).toBe("anna");
    const resolved = await act(alert, "resolve", { note: "done" });
    expect([resolved.status, resolved.body]).toMatchObject([200, { status: "resolved", notes: [{}, {}, { text: "done" }] }]);
    expect(resolved.body.revision).toBeGreaterThan(acknowledged.body.revision);
    expect((await act(alert, "notes", { text: "afterwards" })).body.notes).toHaveLength(4);
  });

  it("need no body where nothing need be said", async () => {
    const alert = await raise();
    expect((await api().post(`${HISTORY}/${alert.id}/acknowledge`)).status).toBe(200);
    expect((await api().post(`${HISTORY}/${alert.id}/acknowledge`)).body.status).toBe("acknowledged");
    expect((await api().post(`${HISTORY}/${alert.id}/resolve`)).status).toBe(200);
  });

  it("are refused when they make no sense", async () => {
    const alert = await raise();
    await act(alert, "resolve", {});
    for (const action of ["acknowledge", "resolve"]) {
      const { status, body } = await act(alert, action, {});
      expect([status, body.code]).toEqual([409, "conflict"]);
    }
    for (const [action, body, path] of [
      ["notes", { text: " " }, "text"],
      ["notes", {}, "text"],
      ["assign", { to: 1 }, "to"],
      ["acknowledge", { note: 5 }, "note"],
      ["acknowledge", { comment: "x" }, "comment"],
    ] as const) {
      const response = await act(alert, action, body);
      expect([response.status, response.body.errors], action).toMatchObject([422, [{ path }]]);
    }
    for (const action of ["acknowledge", "resolve", "notes", "assign"]) {
      expect((await api().post(`${HISTORY}/unknown/${action}`).send({ text: "x", to: "x" })).status).toBeOneOf([404, 422]);
    }
    expect((await api().post(`${HISTORY}/unknown/acknowledge`)).status).toBe(404);
  });

  it("are done in bulk with a result for each", async () => {
    const [first, second] = [await raise(), await raise()];
    await act(second, "resolve", {});
    const { status, body } = await api()
      .post(`${HISTORY}/bulk`)
      .send({ ids: [first.id, second.id, "unknown"], action: "acknowledge", note: "all of them" });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { id: first.id, ok: true },
      { id: second.id, ok: false, code: "conflict" },
      { id: "unknown", ok: false, code: "not_found" },
    ]);
    expect((await api().get(`${HISTORY}/${first.id}`)).body).toMatchObject({ status: "acknowledged", notes: [{ text: "all of them" }] });
  });

  it("are recorded in the audit log", async () => {
    const alert = await raise();
    await act(alert, "acknowledge", { note: "mine" });
    expect((await api().get("/api/v1/audit?limit=1")).body.items).toMatchObject([
      { action: "acknowledgeAlert", target: alert.id, actor: "local", detail: { note: "mine" } },
    ]);
  });
});

it("tells the engine's state", async () => {
  await raise();
  const { status, body } = await api().get("/api/v1/alerts/status");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    state: "running",
    windowBackend: "memory",
    metrics: DEFAULT_METRICS.length + 1,
    generators: [],
    workers: [{ id: expect.any(String), state: "alive" }],
  });
  expect(body.ledger.accepted).toBe(body.ledger.evaluated + body.ledger.late + body.ledger.pending);
});
