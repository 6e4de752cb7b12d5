import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "../../../shared/problems.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const JSON_TYPE = "application/json";
const ONE = "application/cloudevents+json";
const BATCH = "application/cloudevents-batch+json; charset=utf-8";
const CLOUD = { specversion: "1.0", id: "c-1", source: "/orders", type: "Order.Created", data: { order: { amount: 5 } } };
const ALERT = { status: "firing", labels: { severity: "page" }, startsAt: "2026-05-31T22:00:00Z", fingerprint: "f0f0" };
const WEBHOOK = { version: "4", receiver: "crowsnest", alerts: [ALERT, { ...ALERT, status: "resolved" }] };
const DEEP = `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());

function post(body: unknown, type: string) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return supertest(test.url)
    .post("/api/v1/alert")
    .set("Content-Type", type)
    .serialize((value) => value as string)
    .send(text);
}

let ids = 0;
const fresh = () => ({ ...CLOUD, id: `fresh-${++ids}` });

describe("accepted", () => {
  it.each<[string, () => unknown, string, number]>([
    ["one CloudEvent", () => fresh(), ONE, 1],
    ["a batch of CloudEvents", () => [fresh(), fresh()], BATCH, 2],
    ["a CloudEvent as plain JSON", () => fresh(), JSON_TYPE, 1],
    ["CloudEvents among others", () => [fresh(), { type: "a", source: "s" }], JSON_TYPE, 2],
    ["CloudEvents in {events}", () => ({ events: [fresh()] }), JSON_TYPE, 1],
    ["CloudEvents in lines", () => `${JSON.stringify(fresh())}\n${JSON.stringify(fresh())}`, "application/x-ndjson", 2],
    ["a webhook of Alertmanager", () => WEBHOOK, JSON_TYPE, 2],
  ])("%s", async (_what, body, type, accepted) => {
    const response = await post(body(), type);
    expect([response.status, response.body]).toEqual([202, { accepted, duplicates: 0, rejected: 0, errors: [] }]);
  });

  it("can be read back", async () => {
    await post({ ...CLOUD, time: "2026-06-01T00:00:00Z", subject: "7" }, ONE);
    const { body } = await supertest(test.url).get("/api/v1/alerts/events?type=order.created&source=/orders&q=c-1");
    expect(body.items).toMatchObject([
      { id: "c-1", timestamp: "2026-06-01T00:00:00.000Z", attributes: { "order.amount": 5, subject: "7" } },
    ]);
    const alerts = await supertest(test.url).get("/api/v1/alerts/events?type=alertmanager.*");
    expect(alerts.body.items).toMatchObject([{ type: "alertmanager.resolved" }, { type: "alertmanager.firing", severity: "critical" }]);
  });

  it("once", async () => {
    const event = fresh();
    await post(event, ONE);
    expect((await post(event, JSON_TYPE)).body).toEqual({ accepted: 0, duplicates: 1, rejected: 0, errors: [] });
    const changed = await post([{ ...event, data: { order: { amount: 6 } } }, fresh()], BATCH);
    expect(changed.body).toEqual({ accepted: 1, duplicates: 1, rejected: 0, errors: [{ index: 0, path: "id", message: "id_reused" }] });
    expect((await post(WEBHOOK, JSON_TYPE)).body).toEqual({ accepted: 0, duplicates: 2, rejected: 0, errors: [] });
  });

  it("as far as they are right", async () => {
    const cloud = await post([fresh(), { ...fresh(), data_base64: "AA==" }], BATCH);
    expect([cloud.status, cloud.body]).toMatchObject([202, { accepted: 1, rejected: 1, errors: [{ index: 1, path: "data_base64" }] }]);
    const webhook = await post(
      {
        ...WEBHOOK,
        alerts: [
          { ...ALERT, fingerprint: "new" },
          { ...ALERT, startsAt: "?" },
        ],
      },
      JSON_TYPE,
    );
    expect([webhook.status, webhook.body]).toMatchObject([202, { accepted: 1, rejected: 1, errors: [{ index: 1, path: "startsAt" }] }]);
  });
});

describe("refused", () => {
  it.each<[string, unknown, string, number, string, string[] | undefined]>([
    ["half a CloudEvent", '{"specversion":', ONE, 400, "malformed_json", undefined],
    ["an empty body", "", ONE, 400, "malformed_json", undefined],
    ["an event that is no CloudEvent", { type: "a", source: "s" }, ONE, 422, "invalid", ["specversion", "id"]],
    ["a list as one CloudEvent", [CLOUD], ONE, 422, "invalid", [""]],
    ["one CloudEvent as a batch", CLOUD, BATCH, 422, "invalid", [""]],
    ["a batch without events", [], BATCH, 422, "invalid", undefined],
    ["wrong CloudEvents in a batch", [{ ...CLOUD, id: 5 }, 5], BATCH, 422, "invalid", ["0.id", "1"]],
    ["a wrong CloudEvent as plain JSON", { ...CLOUD, Extension: 1 }, JSON_TYPE, 422, "invalid", ["Extension"]],
    ["another version of the webhook", { ...WEBHOOK, version: "3" }, JSON_TYPE, 422, "invalid", ["version"]],
    ["a webhook without alerts", { ...WEBHOOK, alerts: [] }, JSON_TYPE, 422, "invalid", undefined],
    ["wrong alerts", { ...WEBHOOK, alerts: [{ ...ALERT, status: "?" }] }, JSON_TYPE, 422, "invalid", ["alerts.0.status"]],
    [
      "data nested deep",
      `{"specversion":"1.0","id":"1","source":"s","type":"t","data":${DEEP}}`,
      ONE,
      422,
      "invalid",
      [`data${".a".repeat(31)}`],
    ],
    [
      "labels nested deep",
      `{"version":"4","alerts":[{"labels":${DEEP}}]}`,
      JSON_TYPE,
      422,
      "invalid",
      [`alerts.0.labels${".a".repeat(31)}`],
    ],
    [
      "__proto__ in data",
      '{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"__proto__":{"x":1}}}',
      ONE,
      422,
      "invalid",
      ["data.__proto__"],
    ],
    ["__proto__ beside alerts", '{"version":"4","__proto__":{"x":1},"alerts":[5]}', JSON_TYPE, 422, "invalid", ["alerts.0"]],
    [
      "a number beyond all numbers",
      '{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"n":1e999}}',
      ONE,
      422,
      "invalid",
      ["data.n"],
    ],
    ["more data than an event holds", { ...CLOUD, data: Array.from({ length: 100_000 }, (_, n) => n) }, ONE, 422, "invalid", ["data"]],
    ["too many CloudEvents", JSON.stringify(Array(10_001).fill(CLOUD)), BATCH, 413, "too_large", undefined],
    ["too many alerts", { ...WEBHOOK, alerts: Array(10_001).fill(0) }, JSON_TYPE, 413, "too_large", undefined],
    ["a body over the limit", `{"specversion":"1.0","data":"${"x".repeat(17 * 1024 * 1024)}"}`, ONE, 413, "too_large", undefined],
    ["CloudEvents in another format", "{}", "application/cloudevents+avro", 415, "unsupported_media_type", undefined],
  ])("%s", async (_what, body, type, status, code, paths) => {
    const response = await post(body, type);
    expect(response.headers["content-type"]).toBe("application/problem+json");
    const problem = problemSchema.parse(response.body);
    expect([response.status, problem.code]).toEqual([status, code]);
    if (paths) expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
    expect(Object.prototype).not.toHaveProperty("x");
  });
});
