import { describe, expect, it } from "vitest";
import { CHANNELS } from "../../../shared/socket.ts";
import { ROUTES } from "../routes.ts";
import { createDocuments } from "./documents.ts";

type Json = { [key: string]: Json };

const documents = createDocuments("1.2.3");
const openApi = JSON.parse(JSON.stringify(documents.openApi())) as Json;
const asyncApi = JSON.parse(JSON.stringify(documents.asyncApi())) as Json;

/** Every object in a document, with its path. */
function* walk(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  yield [path, value as Record<string, unknown>];
  for (const [key, child] of Object.entries(value)) yield* walk(child, `${path}/${key}`);
}

function resolves(document: unknown, ref: string): boolean {
  const keys = ref.replace(/^#\//, "").split("/");
  const decoded = keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let at: unknown = document;
  for (const key of decoded) at = (at as Record<string, unknown> | undefined)?.[key];
  return ref.startsWith("#/") && at !== undefined;
}

function danglingRefs(document: unknown): string[] {
  return [...walk(document, "#")].flatMap(([path, node]) =>
    typeof node.$ref === "string" && !resolves(document, node.$ref) ? [`${path} -> ${node.$ref}`] : [],
  );
}

function refsFrom(start: unknown): Set<string> {
  return new Set([...walk(start, "")].flatMap(([, node]) => (typeof node.$ref === "string" ? [node.$ref] : [])));
}

describe("the OpenAPI document", () => {
  it("says what it is", () => {
    expect(openApi).toMatchObject({ openapi: "3.1.0", info: { title: "Crowsnest", version: "1.2.3" } });
  });

  it("has no reference that leads nowhere", () => expect(danglingRefs(openApi)).toEqual([]));

  it("describes every route with its role, its parameters and a successful answer", () => {
    for (const route of ROUTES) {
      const operation = openApi.paths?.[route.path]?.[route.method] as Json | undefined;
      expect(operation, `${route.method} ${route.path}`).toBeDefined();
      expect(operation).toMatchObject({ operationId: route.operationId, "x-role": route.access });
      expect(Object.keys(operation?.responses ?? {}).some((status) => status.startsWith("2"))).toBe(true);
      const parameters = (operation?.parameters ?? []) as unknown as { in: string; name: string; required: boolean }[];
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect(inPath).toEqual(route.path.match(/\{\w+\}/g) ?? []);
    }
    const described = Object.values(openApi.paths ?? {}).flatMap((item) => Object.keys(item));
    expect(described).toHaveLength(ROUTES.length);
  });

  it("names each operation once", () => {
    const ids = ROUTES.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has all of the contract's addresses", () => {
    const paths = Object.keys(openApi.paths ?? {});
    for (const path of [
      "/api/v1/query",
      "/api/v1/query/stream",
      "/api/v1/catalog",
      "/api/v1/alert",
      "/api/v1/alerts/events",
      "/api/v1/alerts/metrics/preview",
      "/api/v1/alerts/metrics/overview",
      "/api/v1/alerts/metrics/{id}/values",
      "/api/v1/system/config",
      "/api/v1/system/dependencies",
    ]) {
      expect(paths).toContain(path);
    }
    for (const path of [
      "/api/v1/alerts/anomalies",
      "/api/v1/alerts/silences",
      "/api/v1/alerts/control",
      "/api/v1/alerts/generators/{id}",
      "/api/v1/stream",
    ]) {
      expect(paths).toContain(path);
    }
    for (const path of [
      "/api/v1/sentinel/scan/stream",
      "/api/v1/sentinel/scans/{scan_id}/cancel",
      "/api/v1/dashboards/{dashboardId}",
      "/api/v1/audit",
      "/metrics",
    ]) {
      expect(paths).toContain(path);
    }
    for (const path of [
      "/api/db-test/query",
      "/api/db-test/tables/{name}",
      "/redis-test/read-write",
      "/health",
      "/health/live",
      "/health/ready",
    ]) {
      expect(paths).toContain(path);
    }
  });

  it("marks what comes later, and only that", () => {
    for (const route of ROUTES) {
      const status = openApi.paths?.[route.path]?.[route.method]?.["x-status"];
      expect(status).toBe(route.handle || route.serve ? "available" : "planned");
    }
  });

  it("says in which forms events are taken, and what becomes of each", () => {
    const content = openApi.paths?.["/api/v1/alert"]?.post?.requestBody?.content;
    const cloudEvent = { $ref: "#/components/schemas/CloudEvent" };
    expect(content?.["application/cloudevents+json"]).toEqual({ schema: cloudEvent });
    expect(content?.["application/cloudevents-batch+json"]).toEqual({ schema: { type: "array", items: cloudEvent } });
    expect(content?.["application/json"]?.schema).toHaveProperty(
      "anyOf",
      expect.arrayContaining([{ $ref: "#/components/schemas/AlertmanagerWebhook" }]),
    );
    expect(content).toHaveProperty("application/x-ndjson");
    const { CloudEvent, AlertmanagerWebhook } = openApi.components?.schemas ?? {};
    expect(CloudEvent).toMatchObject({ type: "object", required: ["specversion", "id", "source", "type"], additionalProperties: {} });
    expect(AlertmanagerWebhook).toMatchObject({ description: expect.stringContaining("<fingerprint>:<startsAt>:<status>") });
  });

  it("has a schema for every body, taken as JSON objects with types", () => {
    const schemas = Object.keys(openApi.components?.schemas ?? {});
    for (const name of [
      "EventInput",
      "IngestResult",
      "MetricInput",
      "Metric",
      "Alert",
      "Problem",
      "QueryAnswer",
      "SentinelReport",
      "Dashboard",
      "Health",
    ]) {
      expect(schemas).toContain(name);
    }
    expect(openApi.components?.schemas?.EventInput).toMatchObject({ type: "object", required: ["type", "source"] });
  });

  it("describes every error as a problem document", () => {
    for (const [path, node] of walk(openApi.paths, "#/paths")) {
      if (!/\/responses\/[45]\d\d$/.test(path) || path.startsWith("#/paths//health")) continue;
      expect(node, path).toMatchObject({ content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } });
    }
  });
});

describe("the AsyncAPI document", () => {
  it("says what it is", () => expect(asyncApi).toMatchObject({ asyncapi: "3.0.0", info: { version: "1.2.3" } }));

  it("has no reference that leads nowhere", () => expect(danglingRefs(asyncApi)).toEqual([]));

  it("has every channel, whole and narrowed, with its event", () => {
    const channels = Object.values(asyncApi.channels ?? {});
    for (const [root, { event, key }] of Object.entries(CHANNELS)) {
      const addresses = key === undefined ? [root] : [root, `${root}:{${key}}`];
      for (const address of addresses) {
        const channel = channels.find((candidate) => (candidate.address as unknown) === address);
        expect(Object.keys(channel?.messages ?? {}), address).toContain(event);
      }
    }
  });

  it("has the stream with every event and what is asked for in its address", () => {
    const { stream } = asyncApi.channels ?? {};
    expect(stream).toMatchObject({ address: "/api/v1/stream" });
    const events = Object.values(CHANNELS).map(({ event }) => event);
    expect(Object.keys(stream?.messages ?? {}).sort()).toEqual([...events, "snapshot", "too_slow"].sort());
    const parameters = openApi.paths?.["/api/v1/stream"]?.get?.parameters as unknown as { in: string; name: string }[];
    expect(parameters.map((parameter) => `${parameter.in} ${parameter.name}`).sort()).toEqual([
      "header Last-Event-ID",
      "query channels",
      "query lastEventId",
    ]);
  });

  it("lets each operation use messages of its own channel only", () => {
    for (const [name, operation] of Object.entries(asyncApi.operations ?? {})) {
      const channel = operation.channel?.$ref as unknown as string;
      for (const ref of refsFrom(operation.messages)) expect(ref.startsWith(`${channel}/messages/`), name).toBe(true);
    }
  });
});
