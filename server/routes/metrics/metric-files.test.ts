import fc from "fast-check";
import supertest from "supertest";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Metric, MetricInput } from "../../../shared/metrics.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const PATH = "/api/v1/alerts/metrics";
const DEFINITION = {
  name: "Declined cards",
  domain: "risk",
  severity: "high",
  enabled: true,
  select: { types: ["payment.*"], where: [{ field: "attributes.method", op: "eq", value: "card" }] },
  aggregate: { kind: "count" },
  groupBy: ["attributes.country"],
  window: { size: "5m", slide: "5s" },
  condition: { op: "gt", threshold: 10 },
} satisfies MetricInput;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());

const api = () => supertest(test.url);
let names = 0;
const unique = () => ({ ...DEFINITION, name: `Metric ${++names}` });
const create = async (): Promise<Metric> => (await api().post(PATH).send(unique())).body;
const list = async (): Promise<Metric[]> => (await api().get(`${PATH}?limit=500`)).body.items;
const importYaml = (text: string, query = "") => api().post(`${PATH}/import${query}`).set("Content-Type", "application/yaml").send(text);
const importJson = (body: object, query = "") => api().post(`${PATH}/import${query}`).send(body);

describe("an export", () => {
  it("is YAML by default and JSON when asked for", async () => {
    const yaml = await api().get(`${PATH}/export`);
    expect([yaml.status, yaml.headers["content-type"]]).toEqual([200, "application/yaml; charset=utf-8"]);
    expect(await exported("yaml")).toContain("- name: Failed logins by country");
    for (const request of [api().get(`${PATH}/export?format=json`), api().get(`${PATH}/export`).set("Accept", "application/json")]) {
      const json = await request;
      expect(json.headers["content-type"]).toBe("application/json; charset=utf-8");
      expect(json.body.map(({ name }: MetricInput) => name)).toEqual((await list()).map(({ name }) => name));
      expect(json.body[0]).not.toHaveProperty("id");
    }
    expect((await api().get(`${PATH}/export?format=xml`)).status).toBe(422);
  });

  it("changes nothing when it is imported again, in either form", async () => {
    const before = await list();
    const yaml = await exported("yaml");
    const json = await api().get(`${PATH}/export?format=json`);
    for (const answer of [await importYaml(yaml), await importJson(json.body), await importJson({ metrics: json.body })]) {
      expect([answer.status, answer.body]).toEqual([
        200,
        { dryRun: false, created: [], updated: [], unchanged: before.map(({ name }) => name), invalid: [] },
      ]);
    }
    expect(await list()).toEqual(before);
  });
});

async function exported(format: "yaml" | "json"): Promise<string> {
  return (await fetch(`${test.url}${PATH}/export?format=${format}`)).text();
}

/** Texts that YAML would take for something else, or that need quotes. */
const text = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength }),
      fc.constantFrom("yes", "null", "1e3", "~", "- a", "a: b", "0x10", "#", "'", "2026-01-01"),
    )
    .map((value) => value.slice(0, maxLength))
    .filter((value) => value.trim() === value && value !== "" && !/\p{Surrogate}/u.test(value));

const definitions = fc.uniqueArray(
  fc.record(
    {
      name: text(30),
      description: text(200),
      domain: fc.constantFrom("security", "risk"),
      severity: fc.constantFrom("info", "critical"),
      enabled: fc.boolean(),
      select: fc.record({
        types: fc.constantFrom(["login.failed"], ["payment.*", "*"]),
        where: fc.array(
          fc.record({
            field: text(20).map((name) => `attributes.${name.replaceAll(/[\n\r\u2028\u2029]/g, "")}x`),
            op: fc.constant("eq"),
            value: fc.oneof(
              text(20),
              fc.boolean(),
              fc.constant(null),
              fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
            ),
          }),
          { maxLength: 3 },
        ),
      }),
      aggregate: fc.constantFrom({ kind: "count" }, { kind: "percentile", field: "value", percentile: 99.5 }, { kind: "rate" }),
      groupBy: fc.constantFrom([], ["userId"], ["attributes.a b", "type"]),
      window: fc.constantFrom({ size: "10m" }, { size: "60s", slide: "1s" }),
      condition: fc.constantFrom({ op: "lt", threshold: -0.5 }, { absent: true }, { anomaly: { direction: "both", sensitivity: "low" } }),
      labels: fc.dictionary(
        text(20).filter((key) => key !== "__proto__"),
        text(20),
        { maxKeys: 3 },
      ),
    },
    { requiredKeys: ["name", "domain", "severity", "enabled", "select", "aggregate", "window", "condition"] },
  ),
  { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
);

describe("a file of metrics", () => {
  let others: string[];
  beforeEach(async () => {
    others = (await list()).map(({ name }) => name);
  });

  it("comes back as it was sent, through YAML and JSON", async () => {
    await fc.assert(
      fc.asyncProperty(definitions, async (file) => {
        const wanted = file.filter(({ name }) => !others.includes(name));
        const first = await importJson(wanted);
        expect([first.status, first.body.invalid, first.body.unchanged]).toEqual([200, [], []]);
        const yaml = await exported("yaml");
        const kept = JSON.parse(await exported("json")) as MetricInput[];
        expect(kept.filter(({ name }) => wanted.some((each) => each.name === name))).toEqual(expect.arrayContaining(wanted));
        for (const { id, name } of await list()) if (wanted.some((each) => each.name === name)) await api().delete(`${PATH}/${id}`);
        const again = await importYaml(yaml);
        expect(again.body).toMatchObject({ updated: [], invalid: [] });
        expect([...again.body.created].sort()).toEqual(wanted.map(({ name }) => name).sort());
        expect(JSON.parse(await exported("json"))).toEqual(kept);
        for (const { id, name } of await list()) if (wanted.some((each) => each.name === name)) await api().delete(`${PATH}/${id}`);
      }),
      { numRuns: 15 },
    );
  });

  it("creates, updates and leaves alone by name, with a version where something changed", async () => {
    const [kept, changed] = [await create(), await create()];
    const added = unique();
    const file = [{ ...kept }, { ...changed, version: 77, severity: "low" }, added];
    const dry = await importJson(file, "?dryRun=true");
    const wanted = { created: [added.name], updated: [changed.name], unchanged: [kept.name], invalid: [] };
    expect([dry.status, dry.body]).toEqual([200, { dryRun: true, ...wanted }]);
    expect((await list()).map(({ name }) => name)).not.toContain(added.name);
    expect((await importJson(file)).body).toEqual({ dryRun: false, ...wanted });
    expect((await api().get(`${PATH}/${kept.id}`)).body).toEqual(kept);
    expect((await api().get(`${PATH}/${changed.id}`)).body).toMatchObject({ severity: "low", version: 2, createdAt: changed.createdAt });
    const { body } = await api().get("/api/v1/audit?limit=1");
    expect(body.items).toMatchObject([{ action: "importMetrics", target: "metrics", detail: { updated: [changed.name] } }]);
    expect((await importJson(file)).body).toMatchObject({ created: [], updated: [] });
    expect((await api().get("/api/v1/audit?limit=1")).body.items).toEqual(body.items);
  });

  it("with one wrong definition is refused as a whole, by the field, unless a part will do", async () => {
    const good = unique();
    const file = [good, { ...unique(), window: { size: "soon" } }, "what", { ...good }];
    const refused = await importJson(file);
    expect([refused.status, refused.body.code]).toEqual([422, "invalid"]);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual(["1.window.size", "2", "3.name"]);
    expect((await list()).map(({ name }) => name)).not.toContain(good.name);
    const dry = await importJson(file, "?dryRun=true");
    expect([dry.status, dry.body.created, dry.body.invalid]).toMatchObject([
      200,
      [good.name],
      [{ index: 1 }, { index: 2, name: null }, { index: 3 }],
    ]);
    const part = await importJson(file, "?partial=true");
    expect([part.status, part.body.created, part.body.invalid.length]).toEqual([200, [good.name], 3]);
  });
});

describe("YAML", () => {
  it.each([
    ["a document", "[a, b", 400, "malformed_yaml"],
    ["one document", "a: 1\n---\nb: 2\n", 400, "malformed_yaml"],
    ["keys that are there once", "- name: a\n  name: b\n", 400, "malformed_yaml"],
    ["tags of its own", "- !!js/function 'x'\n", 400, "malformed_yaml"],
    ["text as keys", "? [a]\n: b\n", 400, "malformed_yaml"],
    ["no bomb", bomb(), 400, "malformed_yaml"],
    ["no endless nesting", `${"[".repeat(200_000)}`, 400, "malformed_yaml"],
    ["no deep nesting", `${"[".repeat(100)}${"]".repeat(100)}`, 422, "invalid"],
    ["no prototype", "- __proto__: {a: 1}\n", 422, "invalid"],
    ["a list", "hello: world", 422, "invalid"],
    ["a bounded size", `# ${"x".repeat(1_100_000)}\n[]`, 413, "too_large"],
    ["UTF-8", Buffer.from([0x2d, 0x20, 0xff]), 400, "malformed_json"],
  ])("has to be %s", async (_what, body, status, code) => {
    const answer = await importYaml(body as string);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it("may share what is the same by anchors", async () => {
    const [a, b] = [unique(), unique()];
    const body = (name: string, select: string) =>
      `- name: ${name}\n  domain: risk\n  severity: low\n  select: ${select}\n  aggregate: {kind: count}\n  window: {size: 1m}\n  condition: {op: gt, threshold: 1}\n`;
    const answer = await importYaml(body(a.name, "&s {types: [a.b]}") + body(b.name, "*s"));
    expect([answer.status, answer.body.created]).toEqual([200, [a.name, b.name]]);
    expect(await exported("yaml")).not.toMatch(/[&*]s\b/);
  });

  it("and nothing else but JSON", async () => {
    const answer = await api().post(`${PATH}/import`).set("Content-Type", "text/csv").send("a,b");
    expect(answer.status).toBe(415);
  });
});

/** Nine levels of ten aliases each: a billion nodes. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]`);
  return ["a0: &a0 x", ...levels].join("\n");
}

describe("a rollback", () => {
  it("makes an earlier definition the newest version", async () => {
    const metric = await create();
    const path = `${PATH}/${metric.id}`;
    await api().patch(path).send({ severity: "low", groupBy: null, description: "other" });
    const back = await api().post(`${path}/rollback`).send({ version: 1 });
    expect([back.status, back.body]).toEqual([200, { ...metric, version: 3, updatedAt: expect.any(String) }]);
    expect((await api().get(path)).body).toEqual(back.body);
    const { body } = await api().get(`${path}/versions`);
    expect(body.items.map(({ version, metric: { severity } }: { version: number; metric: Metric }) => [version, severity])).toEqual([
      [3, "high"],
      [2, "low"],
      [1, "high"],
    ]);
    const { body: audit } = await api().get("/api/v1/audit?limit=1");
    expect(audit.items).toMatchObject([{ action: "rollbackMetric", target: metric.id, detail: { version: 1 } }]);
  });

  it("needs a version that there is, of a metric that there is", async () => {
    const metric = await create();
    const path = `${PATH}/${metric.id}/rollback`;
    expect((await api().post(path).send({ version: 2 })).status).toBe(404);
    expect((await api().post(`${PATH}/none/rollback`).send({ version: 1 })).status).toBe(404);
    expect((await api().post(path).send({ version: 0 })).status).toBe(422);
    expect((await api().post(path).send({})).status).toBe(422);
    await api().delete(`${PATH}/${metric.id}`);
    expect((await api().post(path).send({ version: 1 })).status).toBe(404);
  });

  it("does not take a name that another metric has by now", async () => {
    const metric = await create();
    const renamed = unique();
    await api().patch(`${PATH}/${metric.id}`).send({ name: renamed.name });
    await api()
      .post(PATH)
      .send({ ...DEFINITION, name: metric.name });
    expect((await api().post(`${PATH}/${metric.id}/rollback`).send({ version: 1 })).status).toBe(409);
  });
});
