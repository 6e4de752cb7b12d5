import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json, text } from "node:stream/consumers";
import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "../shared/problems.ts";
import { ROUTES } from "./routes/routes.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

const METRICS = "/api/v1/alerts/metrics";
let test: TestServer;
let clientDir: string;

beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), "crowsnest-client-"));
  await mkdir(join(clientDir, "assets"));
  const page = '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>';
  await writeFile(join(clientDir, "index.html"), page);
  await writeFile(join(clientDir, "assets", "main-1a2b3c.js"), "console.log(1)");
  test = await startTestServer({}, { clientDir });
});
afterAll(async () => {
  await test.stop();
  await rm(clientDir, { recursive: true });
});

const api = () => supertest(test.url);

/** A request as supertest would not send it. */
function send(options: { method?: string; path: string; headers?: Record<string, string>; body?: string }): Promise<IncomingMessage> {
  const { hostname, port } = new URL(test.url);
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    httpRequest({ hostname, port, ...rest }, resolve)
      .on("error", reject)
      .end(body);
  });
}

describe("problem documents", () => {
  const cases: [string, string, number, string][] = [
    ["get", "/api/v1/nothing", 404, "not_found"],
    ["post", "/", 404, "not_found"],
    ["get", `${METRICS}/unknown`, 404, "not_found"],
    ["get", "/api/v1/alerts/history/unknown", 404, "not_found"],
    ["delete", "/api/v1/alert", 405, "method_not_allowed"],
    ["get", `${METRICS}/%E0%A4%A`, 400, "bad_request"],
    ["get", "/api/v1/alerts/history?limit=0", 422, "invalid"],
    ["get", "/api/v1/alerts/history?cursor=x", 422, "invalid"],
    ["get", "/api/v1/alerts/events?cursor=x", 422, "invalid"],
    ["get", `${METRICS}?cursor=x`, 422, "invalid"],
  ];
  it.each(cases)("%s %s is %i %s", async (method, path, status, code) => {
    const response = await api()[method as "get"](path).set("Accept", "application/json");
    expect(response.status).toBe(status);
    expect(response.headers["content-type"]).toBe("application/problem+json");
    const problem = problemSchema.parse(response.body);
    expect(problem).toMatchObject({ status, code, instance: path.split("?")[0], requestId: response.headers["x-request-id"] });
  });

  it("name the parameter of a query that is wrong", async () => {
    for (const [query, path] of [
      ["limit=501", "limit"],
      ["status=firing,broken", "status.1"],
      ["severity=worst", "severity.0"],
      ["domain=No", "domain.0"],
      ["from=yesterday", "from"],
      ["limit=1&limit=2", "limit"],
    ]) {
      const { status, body } = await api().get(`/api/v1/alerts/history?${query}`);
      expect([status, body.errors.map((error: { path: string }) => error.path)], query).toEqual([422, [path]]);
    }
  });

  it("list the methods of an address with 405, and on OPTIONS", async () => {
    const refused = await api().put(METRICS).send({});
    expect([refused.status, refused.headers.allow]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
    const asked = await api().options(`${METRICS}/x`);
    expect([asked.status, asked.headers.allow]).toEqual([204, "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"]);
  });

  it("answer what is not HTTP", async () => {
    const { hostname, port } = new URL(test.url);
    const socket = connect(Number(port), hostname);
    socket.end("nonsense\r\n\r\n");
    let answer = "";
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(problemSchema.parse(JSON.parse(answer.slice(answer.indexOf("{")))).code).toBe("bad_request");
  });
});

describe("bodies", () => {
  it.each([
    ["malformed JSON", "application/json", '{"name": ', 400, "malformed_json"],
    ["no body", "application/json", "", 400, "malformed_json"],
    ["another type", "text/plain", "{}", 415, "unsupported_media_type"],
    ["another charset", "application/json; charset=latin1", "{}", 415, "unsupported_media_type"],
    ["an array", "application/json", "[]", 422, "invalid"],
    ["a deep one", "application/json", `{"labels": ${"[".repeat(40)}${"]".repeat(40)}}`, 422, "invalid"],
    ["a forbidden key", "application/json", '{"labels": {"__proto__": {}}}', 422, "invalid"],
  ])("refuses %s", async (_what, type, body, status, code) => {
    const response = await send({ method: "POST", path: METRICS, headers: { "content-type": type }, body });
    expect(response.statusCode).toBe(status);
    expect(await json(response)).toMatchObject({ code });
  });

  it("refuses a compressed one", async () => {
    const response = await api().post(METRICS).set("Content-Encoding", "gzip").set("Content-Type", "application/json").send("{}");
    expect([response.status, response.headers["accept-encoding"]]).toEqual([415, "identity"]);
  });

  it("refuses a large one by its announced length, before it is sent", async () => {
    const headers = { "content-type": "application/json", "content-length": String(17 * 1024 * 1024) };
    const { hostname, port } = new URL(test.url);
    const outgoing = httpRequest({ hostname, port, path: METRICS, method: "POST", headers });
    outgoing.write("{");
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    expect([response.statusCode, await json(response)]).toMatchObject([413, { code: "too_large" }]);
    outgoing.destroy();
  });
});

describe("every answer", () => {
  it("carries the client's request id, or a new one", async () => {
    expect((await api().get("/health").set("X-Request-Id", "abc-123")).headers["x-request-id"]).toBe("abc-123");
    const made = (await api().get("/health").set("X-Request-Id", "not sane!")).headers["x-request-id"];
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
    const event = { type: "a", source: "b" };
    expect((await api().post("/api/v1/alert").set("X-Request-Id", "abc-124").send(event)).headers["x-request-id"]).toBe("abc-124");
  });

  it("keeps browsers from running or framing it, and says nothing of what made it", async () => {
    for (const response of [
      await api().get("/api/v1/session"),
      await api().get("/api/v1/nothing"),
      await api().post("/api/v1/alert").send({ type: "a", source: "b" }),
    ]) {
      expect(response.headers["content-security-policy"]).toBe("default-src 'none';frame-ancestors 'none'");
      expect(response.headers["x-content-type-options"]).toBe("nosniff");
      expect(response.headers["cache-control"]).toBe("no-store");
      expect(response.headers).not.toHaveProperty("x-powered-by");
    }
  });

  it("has no body on HEAD", async () => {
    const response = await api().head("/api/v1/session");
    expect([response.status, response.text]).toEqual([200, undefined]);
    expect((await api().head("/api/v1/nothing")).status).toBe(404);
  });
});

describe("an open server", () => {
  it("answers only to its own names, but for its health", async () => {
    const headers = { host: "rebound.example" };
    expect((await send({ path: "/api/v1/session", headers })).statusCode).toBe(403);
    expect((await send({ path: "/", headers })).statusCode).toBe(403);
    expect((await send({ path: "/health/live", headers })).statusCode).toBe(200);
  });

  it("lets no other page change anything", async () => {
    const response = await api().post("/api/v1/alerts/history/x/acknowledge").set("Origin", "https://evil.example");
    expect([response.status, response.body.code]).toEqual([403, "origin_not_allowed"]);
    expect(response.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("says that nobody need sign in", async () => {
    const { body } = await api().get("/api/v1/session");
    expect(body).toEqual({ actor: "local", role: "admin", authRequired: false, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });
});

describe("the console", () => {
  it("is served with a nonce of its own each time", async () => {
    const [first, second] = await Promise.all([
      api().get("/").set("Accept", "text/html"),
      api().get("/alerts/123").set("Accept", "text/html"),
    ]);
    const nonces = [first, second].map((response) => {
      expect(response?.status).toBe(200);
      const nonce = /content="([^"]+)"/.exec(response?.text ?? "")?.[1] ?? "";
      const policy = response?.headers["content-security-policy"] ?? "";
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`connect-src 'self' ws://${new URL(test.url).host}`);
      expect(policy).not.toContain("upgrade-insecure-requests");
      return nonce;
    });
    expect(nonces[0]).not.toBe("__CSP_NONCE__");
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  const page = '<div id="root">';
  it.each<[string, string, string | undefined, number]>([
    ["GET", "/", undefined, 200],
    ["GET", "/", "*/*", 200],
    ["GET", "/", "text/plain", 200],
    ["GET", "/", "image/avif, */*;q=0.1", 200],
    ["GET", "/", "application/json, text/plain, */*", 200],
    ["GET", "/", "application/json", 404],
    ["GET", "/", "application/json, application/problem+json;q=0.5", 404],
    ["GET", "/alerts/123?tab=notes", "*/*", 200],
    ["GET", "/alerts/123", "application/json", 404],
    ["GET", "/favicon-old.png", "*/*", 404],
    ["GET", "/reports/v1.2", "text/html,application/xhtml+xml,*/*;q=0.8", 200],
    ["GET", "/api/v1/nothing", "*/*", 404],
    ["GET", "/docs/nothing", "*/*", 404],
    ["HEAD", "/", undefined, 200],
    ["HEAD", "/alerts", "*/*", 200],
    ["HEAD", "/", "application/json", 404],
    ["POST", "/", "text/html", 404],
  ])("answers %s %s, accepting %s, with %i", async (method, path, accept, status) => {
    const response = await send({ method, path, ...(accept === undefined ? {} : { headers: { Accept: accept } }) });
    const body = await text(response);
    expect(response.statusCode).toBe(status);
    expect(response.headers["content-type"]).toBe(status === 200 ? "text/html; charset=utf-8" : "application/problem+json");
    expect(body.includes(page)).toBe(status === 200 && method === "GET");
    if (method === "HEAD") expect(body).toBe("");
  });

  it("never goes out without its nonce", async () => {
    expect((await api().get("/index.html")).text).not.toContain("__CSP_NONCE__");
  });

  it("has assets that never change, and no page for those that are gone", async () => {
    const asset = await api().get("/assets/main-1a2b3c.js");
    expect([asset.status, asset.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await api().get("/assets/main-old.js").set("Accept", "text/html")).status).toBe(404);
    expect((await api().get("/api/v1/nothing").set("Accept", "text/html")).status).toBe(404);
  });
});

describe("the documents", () => {
  it("are open, and shown by local files", async () => {
    expect((await api().get("/openapi.json")).body.openapi).toBe("3.1.0");
    expect((await api().get("/asyncapi.json")).body.asyncapi).toBe("3.0.0");
    const page = await api().get("/docs");
    expect(page.status).toBe(200);
    for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await api().get(file ?? "")).status, file).toBe(200);
    expect(page.text).not.toContain("//cdn");
    expect((await api().get("/docs/index.html")).status).toBe(404);
  });
});

it("answers every planned route, whatever is sent, with 501", async () => {
  for (const route of ROUTES.filter(({ handle, serve }) => !handle && !serve)) {
    const response = await api()[route.method](route.path.replaceAll(/\{\w+\}/g, "x"));
    expect([response.status, response.body.code], route.operationId).toEqual([501, "not_implemented"]);
  }
});
