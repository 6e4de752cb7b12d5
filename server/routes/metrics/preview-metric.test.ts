import { request } from "node:http";
import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alert } from "../../../shared/alerts.ts";
import type { MetricPreview } from "../../../shared/backtest.ts";
import { metricPreviewSchema } from "../../../shared/backtest.ts";
import type { Metric, MetricInput } from "../../../shared/metrics.ts";
import { eventually, getJson } from "../../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const PATH = "/api/v1/alerts/metrics";
const DEFINITION = {
  name: "Tried out",
  domain: "risk",
  severity: "high",
  enabled: true,
  select: { types: ["preview.test"] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.country"],
  window: { size: "5m", slide: "5s" },
  condition: { op: "gt", threshold: 10 },
} satisfies MetricInput;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
  await post("RO", 30);
  await post("DE", 12);
  await post("GB", 3);
  await post("RO", 20, "other.test");
});
afterAll(() => test.stop());

const api = () => supertest(test.url);
const preview = (body: object) => api().post(`${PATH}/preview`).send(body);

async function post(country: string, count: number, type = "preview.test"): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => ({ type, source: "test", value: n, attributes: { country } }));
  await api().post("/api/v1/alert").send(events).expect(202);
}

function countries(alerts: readonly Pick<Alert, "group">[]): unknown[] {
  return alerts.map(({ group }) => group["attributes.country"]).sort();
}

describe("a preview", () => {
  it("says what a definition would have done over the last day, and saves nothing", async () => {
    const { status, body } = await preview({ metric: DEFINITION });
    expect(status).toBe(200);
    expect(metricPreviewSchema.parse(body)).toEqual(body);
    expect(countries(body.alerts)).toEqual(["DE", "RO"]);
    for (const alert of body.alerts)
      expect(alert).toMatchObject({ status: "firing", threshold: 10, spans: [{ from: alert.startedAt, to: null }] });
    expect([body.evaluatedEvents, body.selectedEvents, body.omittedAlerts, body.omittedGroups]).toEqual([65, 45, 0, 0]);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(86_400_000);
    const top = body.series.map(({ group, points }: MetricPreview["series"][number]) => [
      group["attributes.country"],
      points.at(-1)?.value,
      points[0]?.value,
    ]);
    expect(top).toEqual([
      ["RO", 30, 0],
      ["DE", 12, 0],
      ["GB", 3, 0],
    ]);
    expect(body.series[0].points.length).toBeLessThanOrEqual(500);
    expect((await api().get(`${PATH}?limit=500`)).body.items.map(({ name }: Metric) => name)).not.toContain(DEFINITION.name);
    expect((await api().get("/api/v1/audit?limit=5")).body.items.map(({ action }: { action: string }) => action)).not.toContain(
      "previewMetric",
    );
  });

  it("tries variants in the same pass", async () => {
    const variants = [{}, { threshold: 20 }, { threshold: 2 }, { threshold: 40, recoverAt: 5 }, { for: "1h" }];
    const { status, body } = await preview({ metric: { ...DEFINITION, recoverAt: 8 }, variants });
    expect(status).toBe(200);
    expect(body.variants.map(({ alerts }: { alerts: number }) => alerts)).toEqual([2, 1, 3, 0, 2]);
    const [same, higher, lower, none, held] = body.variants.map(({ firingSeconds }: { firingSeconds: number }) => firingSeconds);
    expect([none, held]).toEqual([0, 0]);
    expect(higher).toBeGreaterThan(0);
    expect(same).toBeGreaterThan(higher);
    expect(lower).toBeGreaterThan(same);
  });

  it("finds the alerts of a stored metric under their ids, and what another definition would change", async () => {
    const name = "Stored";
    const metric: Metric = (
      await api()
        .post(PATH)
        .send({ ...DEFINITION, name, select: { types: ["stored.test"] } })
    ).body;
    await post("RO", 30, "stored.test");
    await post("DE", 12, "stored.test");
    await post("GB", 3, "stored.test");
    const live = await eventually(
      () => getJson<{ items: Alert[] }>(`${test.url}/api/v1/alerts/history?metricId=${metric.id}`),
      ({ items }) => items.length === 2,
    );
    const same = await preview({ metric, compareTo: "saved" });
    expect(same.body.alerts.map(({ id }: Alert) => id).sort()).toEqual(live.items.map(({ id }) => id).sort());
    expect(same.body.diff).toEqual({ added: [], removed: [], moved: [] });
    const { id: _id, version: _version, createdAt: _created, updatedAt: _updated, ...definition } = metric;
    const lower = await preview({ metric: { ...definition, condition: { op: "gt", threshold: 2 } }, compareTo: metric.id });
    expect(countries(lower.body.diff.added)).toEqual(["GB"]);
    expect([lower.body.diff.removed, lower.body.alerts[0].metricId, lower.body.alerts[0].metricVersion]).toEqual([[], metric.id, 2]);
    expect(metricPreviewSchema.safeParse(lower.body).success).toBe(true);
    await api()
      .patch(`${PATH}/${metric.id}`)
      .send({ condition: { threshold: 100 } });
    const higher = await preview({ metric: { ...definition, condition: { op: "gt", threshold: 20 } }, compareTo: 1 });
    expect([countries(higher.body.diff.removed), higher.body.diff.added]).toEqual([["DE"], []]);
    const against = await preview({ metric: { ...definition, groupBy: [] }, compareTo: "saved" });
    expect(against.body.diff).toMatchObject({ added: [{ group: {} }], removed: [] });
  });

  it("knows every aggregate and condition", async () => {
    for (const [change, alerts] of [
      [{ aggregate: { kind: "distinct", field: "value" } }, 2],
      [{ aggregate: { kind: "percentile", field: "value", percentile: 50 }, groupBy: [] }, 1],
      [{ aggregate: { kind: "max", field: "value" }, groupBy: ["attributes.country", "source"] }, 2],
      [{ condition: { absent: true }, groupBy: [] }, 1],
      [{ condition: { anomaly: { direction: "up", sensitivity: "high" } } }, 0],
    ] as const) {
      const { status, body } = await preview({ metric: { ...DEFINITION, ...change } });
      expect([status, body.alerts?.length], JSON.stringify(change)).toEqual([200, alerts]);
      expect(metricPreviewSchema.parse(body)).toEqual(body);
    }
  });

  it("of a range looks at that range", async () => {
    const now = Date.now();
    const past = await preview({ metric: DEFINITION, from: now - 7_200_000, to: now - 3_600_000 });
    expect([past.status, past.body.evaluatedEvents, past.body.alerts]).toEqual([200, 0, []]);
    const future = await preview({ metric: DEFINITION, from: new Date(now - 60_000).toISOString(), to: now + 3_600_000 });
    expect(Date.parse(future.body.to)).toBeLessThanOrEqual(Date.now());
    expect(countries(future.body.alerts)).toEqual(["DE", "RO"]);
  });

  it.each<[string, object]>([
    ["metric.window.size", { metric: { ...DEFINITION, window: { size: "soon" } } }],
    ["metric", {}],
    ["from", { metric: DEFINITION, from: Date.now() + 60_000 }],
    ["from", { metric: DEFINITION, from: 2_000, to: 1_000 }],
    ["to", { metric: DEFINITION, to: "tomorrow" }],
    ["variants.1.recoverAt", { metric: DEFINITION, variants: [{}, { recoverAt: 11 }] }],
    ["variants.0.for", { metric: DEFINITION, variants: [{ for: "long" }] }],
    ["variants.0.threshold", { metric: { ...DEFINITION, condition: { absent: true } }, variants: [{ threshold: 1 }] }],
    ["compareTo", { metric: DEFINITION, compareTo: "saved" }],
    ["compareTo", { metric: DEFINITION, compareTo: "no such id" }],
    ["compareTo", { metric: DEFINITION, compareTo: 3 }],
  ])("with a wrong %s is refused", async (path, body) => {
    const answer = await preview(body);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid"]);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("as a stream tells how far it is", async () => {
    const answer = await fetch(`${test.url}${PATH}/preview`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ metric: DEFINITION }),
    });
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const events = (await answer.text())
      .trim()
      .split("\n\n")
      .map((text) => text.split("\n").map((line) => line.replace(/^\w+: /, "")));
    expect(events[0]).toEqual(["progress", '{"share":0,"at":null}']);
    expect(events.at(-1)?.[0]).toBe("result");
    expect(countries(JSON.parse(events.at(-1)?.[1] ?? "").alerts)).toEqual(["DE", "RO"]);
  });

  it("whose client leaves is ended", async () => {
    const body = JSON.stringify({ metric: DEFINITION });
    const { pathname, hostname, port } = new URL(`${test.url}${PATH}/preview`);
    const leaving = request({ method: "POST", path: pathname, hostname, port, headers: { "content-type": "application/json" } });
    leaving.on("error", () => {});
    leaving.end(body);
    setImmediate(() => leaving.destroy());
    expect((await preview({ metric: DEFINITION })).status).toBe(200);
  });
});
