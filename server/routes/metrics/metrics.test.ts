import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Metric } from "../../../shared/metrics.ts";
import { DEFAULT_METRICS } from "../../runtime/default-metrics.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const PATH = "/api/v1/alerts/metrics";
const DEFINITION = {
  name: "Declined cards",
  domain: "risk",
  severity: "high",
  select: { types: ["payment.*"], where: [{ field: "attributes.method", op: "eq", value: "card" }] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.country"],
  window: { size: "5m", slide: "5s" },
  condition: { op: "gt", threshold: 10 },
};

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());

const api = () => supertest(test.url);
let names = 0;
const unique = () => ({ ...DEFINITION, name: `Metric ${++names}` });
const create = async (definition: object = unique()): Promise<Metric> => (await api().post(PATH).send(definition)).body;

describe("metrics", () => {
  it("begin with the defaults", async () => {
    const { body } = await api().get(PATH);
    expect(body.items).toHaveLength(DEFAULT_METRICS.length);
    expect(body.nextCursor).toBeNull();
    expect(body.items.every((metric: Metric) => metric.version === 1)).toBe(true);
  });

  it("are created, read, replaced, patched and deleted, each change a version", async () => {
    const created = await api().post(PATH).send(DEFINITION);
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`${PATH}/${created.body.id}`);
    expect(created.body).toMatchObject({ ...DEFINITION, enabled: true, version: 1 });
    const at = created.headers.location ?? "";
    expect((await api().get(at)).body).toEqual(created.body);

    const replaced = await api()
      .put(at)
      .send({ ...DEFINITION, severity: "low" });
    expect([replaced.status, replaced.body]).toMatchObject([200, { severity: "low", version: 2, createdAt: created.body.createdAt }]);

    const patched = await api()
      .patch(at)
      .set("Content-Type", "application/merge-patch+json")
      .send(JSON.stringify({ condition: { threshold: 20 }, groupBy: null, description: "more" }));
    expect([patched.status, patched.body]).toMatchObject([
      200,
      { version: 3, condition: { op: "gt", threshold: 20 }, description: "more" },
    ]);
    expect(patched.body).not.toHaveProperty("groupBy");

    const versions = await api().get(`${at}/versions`);
    expect(
      versions.body.items.map(({ version, actor, metric }: { version: number; actor: string; metric: Metric }) => [
        version,
        actor,
        metric.severity,
      ]),
    ).toEqual([
      [3, "local", "low"],
      [2, "local", "low"],
      [1, "local", "high"],
    ]);

    expect((await api().delete(at)).status).toBe(204);
    for (const request of [api().get(at), api().put(at).send(DEFINITION), api().patch(at).send({}), api().delete(at)]) {
      expect((await request).status).toBe(404);
    }
  });

  it("are paged", async () => {
    const all = (await api().get(PATH)).body.items.map(({ name }: Metric) => name);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await api().get(`${PATH}?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ name }: Metric) => name));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all);
  });

  it("have a name of their own", async () => {
    const first = await create();
    const again = await api()
      .post(PATH)
      .send({ ...DEFINITION, name: first.name });
    expect([again.status, again.body]).toMatchObject([409, { code: "conflict", errors: [{ path: "name" }] }]);
    const other = await create();
    expect((await api().patch(`${PATH}/${other.id}`).send({ name: first.name })).status).toBe(409);
    expect(
      (
        await api()
          .put(`${PATH}/${first.id}`)
          .send({ ...DEFINITION, name: first.name })
      ).status,
    ).toBe(200);
  });

  it("keep unique names and gapless versions when they are changed at the same time", async () => {
    const definition = unique();
    const attempts = await Promise.all(Array.from({ length: 5 }, () => api().post(PATH).send(definition)));
    expect(attempts.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const { id } = attempts.find(({ status }) => status === 201)?.body ?? {};
    const patches = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        api()
          .patch(`${PATH}/${id}`)
          .send({ condition: { threshold: index } }),
      ),
    );
    expect(patches.map(({ body }) => body.version).sort()).toEqual([2, 3, 4, 5, 6]);
  });

  it("can be sent back as they were read, unless they have changed since", async () => {
    const metric = await create();
    const edited = await api()
      .put(`${PATH}/${metric.id}`)
      .send({ ...metric, severity: "critical" });
    expect([edited.status, edited.body.version]).toEqual([200, 2]);
    const stale = await api()
      .put(`${PATH}/${metric.id}`)
      .send({ ...metric, severity: "low" });
    expect([stale.status, stale.body.code]).toEqual([409, "conflict"]);
    expect((await api().patch(`${PATH}/${metric.id}`).send({ version: 1 })).status).toBe(409);
    const foreign = await api()
      .put(`${PATH}/${metric.id}`)
      .send({ ...metric, id: "other" });
    expect([foreign.status, foreign.body.errors]).toMatchObject([422, [{ path: "id" }]]);
  });

  it("may use every aggregate and every kind of condition", async () => {
    for (const change of [
      { aggregate: { kind: "distinct", field: "userId" } },
      { aggregate: { kind: "percentile", field: "value", percentile: 95 } },
      { condition: { anomaly: { direction: "up", sensitivity: "high" } } },
      { condition: { absent: true } },
    ]) {
      const response = await api()
        .post(PATH)
        .send({ ...unique(), ...change });
      expect([response.status, response.body]).toMatchObject([201, change]);
    }
  });

  it("are recorded in the audit log when they change, and only then", async () => {
    const metric = await create();
    await api().patch(`${PATH}/${metric.id}`).send({ severity: "low" });
    await api().patch(`${PATH}/${metric.id}`).send({ severity: "no such" });
    await api().delete(`${PATH}/${metric.id}`);
    const { body } = await api().get("/api/v1/audit?limit=3");
    expect(body.items).toMatchObject([
      { action: "deleteMetric", actor: "local", target: metric.id },
      { action: "patchMetric", actor: "local", target: metric.id, detail: { severity: "low" } },
      { action: "createMetric", actor: "local", target: metric.id, detail: { name: metric.name } },
    ]);
  });
});

describe("a wrong definition names its field", () => {
  const set = (field: string, value: unknown) => ({ ...DEFINITION, [field]: value });
  it.each<[string, unknown]>([
    ["name", set("name", "")],
    ["name", set("name", 5)],
    ["name", set("name", undefined)],
    ["name", set("name", "x".repeat(121))],
    ["description", set("description", 1)],
    ["domain", set("domain", "Not A Domain")],
    ["severity", set("severity", "fatal")],
    ["enabled", set("enabled", "yes")],
    ["select", set("select", undefined)],
    ["select.types", set("select", { types: [] })],
    ["select.types.0", set("select", { types: ["Login Failed"] })],
    ["select.types.0", set("select", { types: ["pay*ment"] })],
    ["select.where.0.field", set("select", { types: ["a"], where: [{ field: "no.such", op: "eq", value: 1 }] })],
    ["select.where.0.op", set("select", { types: ["a"], where: [{ field: "value", op: "like", value: 1 }] })],
    ["select.where.0.value", set("select", { types: ["a"], where: [{ field: "value", op: "gt", value: "x" }] })],
    ["select.where.0.value", set("select", { types: ["a"], where: [{ field: "value", op: "in", value: 1 }] })],
    ["select.where.0.value", set("select", { types: ["a"], where: [{ field: "value", op: "eq" }] })],
    ["aggregate.kind", set("aggregate", { kind: "median" })],
    ["aggregate.field", set("aggregate", { kind: "sum" })],
    ["aggregate.field", set("aggregate", { kind: "count", field: "value" })],
    ["aggregate.percentile", set("aggregate", { kind: "count", percentile: 5 })],
    ["aggregate.where", set("aggregate", { kind: "ratio" })],
    ["groupBy.0", set("groupBy", ["country"])],
    ["groupBy.1", set("groupBy", ["userId", "userId"])],
    [
      "groupBy",
      set(
        "groupBy",
        Array.from({ length: 6 }, (_, index) => `attributes.${index}`),
      ),
    ],
    ["window.size", set("window", { size: "5 minutes" })],
    ["window.size", set("window", { size: "0s" })],
    ["window.size", set("window", { size: "32d" })],
    ["window.slide", set("window", { size: "5m", slide: "7s" })],
    ["window.slide", set("window", { size: "1h", slide: "1s" })],
    ["condition", set("condition", "high")],
    ["condition.op", set("condition", {})],
    ["condition.anomaly.direction", set("condition", { anomaly: { direction: "left", sensitivity: "low" } })],
    ["condition.threshold", set("condition", { op: "gt", threshold: "high" })],
    ["for", set("for", "soon")],
    ["recoverAt", set("recoverAt", 11)],
    ["cooldown", set("cooldown", "60d")],
    ["labels.team", set("labels", { team: 5 })],
    ["runbookUrl", set("runbookUrl", "javascript:alert(1)")],
    ["surprise", set("surprise", 1)],
  ])("%s", async (path, definition) => {
    const { status, body } = await api()
      .post(PATH)
      .send(definition as object);
    expect([status, body.code]).toEqual([422, "invalid"]);
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("in a patch too, as the whole it would make", async () => {
    const { id } = await create();
    const { status, body } = await api()
      .patch(`${PATH}/${id}`)
      .send({ window: { slide: "7s" } });
    expect([status, body.errors]).toMatchObject([422, [{ path: "window.slide" }]]);
    expect((await api().get(`${PATH}/${id}`)).body.version).toBe(1);
  });
});
