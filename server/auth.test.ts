import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, type Role } from "../shared/api.ts";
import { ROUTES } from "./routes/routes.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

const API_TOKENS = ROLES.map((role) => `the-${role}:${role}:secret-of-${role}`).join(",");
const ORIGIN = "https://console.example.com";

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer({ API_TOKENS, CORS_ORIGINS: ORIGIN, RATE_LIMIT: "120" });
});
afterAll(() => test.stop());

const bearer = (role: Role) => ({ Authorization: `Bearer secret-of-${role}` });
const api = () => supertest(test.url);

describe("with tokens", () => {
  it("every route but the open ones needs one", async () => {
    for (const route of ROUTES) {
      const response = await api()[route.method](route.path.replaceAll(/\{\w+\}/g, "x"));
      if (route.access === "open") expect(response.status, route.operationId).toBe(200);
      else expect([response.status, response.body.code], route.operationId).toEqual([401, "unauthorized"]);
      if (route.access !== "open") expect(response.headers["www-authenticate"]).toMatch(/^Bearer/);
    }
    expect((await api().get("/docs")).status).toBe(200);
  });

  it("the session says who one is", async () => {
    for (const role of ROLES) {
      const { body } = await api().get("/api/v1/session").set(bearer(role));
      expect(body).toMatchObject({ actor: `the-${role}`, role, authRequired: true });
    }
    expect((await api().get("/api/v1/session").set("Authorization", "Bearer wrong")).status).toBe(401);
  });

  it("a role may do its own things and no more", async () => {
    const post = { type: "login.failed", source: "auth" };
    const cases: [Role, string, string, object | undefined, number][] = [
      ["producer", "post", "/api/v1/alert", post, 202],
      ["producer", "get", "/api/v1/alerts/history", undefined, 403],
      ["viewer", "post", "/api/v1/alert", post, 403],
      ["viewer", "get", "/api/v1/alerts/history", undefined, 200],
      ["viewer", "post", "/api/v1/alerts/history/x/acknowledge", {}, 403],
      ["operator", "post", "/api/v1/alert", post, 202],
      ["operator", "post", "/api/v1/alerts/history/x/acknowledge", {}, 404],
      ["operator", "post", "/api/v1/alerts/metrics", {}, 403],
      ["operator", "get", "/api/v1/audit", undefined, 403],
      ["admin", "post", "/api/v1/alerts/metrics", {}, 422],
      ["admin", "get", "/api/v1/audit", undefined, 200],
    ];
    for (const [role, method, path, body, status] of cases) {
      const response = await api()[method as "post"](path).set(bearer(role)).send(body);
      expect(response.status, `${role} ${method} ${path}`).toBe(status);
    }
  });

  it("what was done is recorded under the token's name", async () => {
    const metrics = await api().get("/api/v1/alerts/metrics?limit=1").set(bearer("admin"));
    await api().patch(`/api/v1/alerts/metrics/${metrics.body.items[0].id}`).set(bearer("admin")).send({ severity: "low" });
    const { body } = await api().get("/api/v1/audit?limit=1").set(bearer("admin"));
    expect(body.items[0]).toMatchObject({ actor: "the-admin", action: "patchMetric" });
  });

  it("any host will do", async () => {
    expect((await api().get("/api/v1/session").set(bearer("viewer")).set("Host", "behind.proxy.example")).status).toBe(200);
  });
});

describe("listed origins", () => {
  it("may ask and are answered", async () => {
    const preflight = await api()
      .options("/api/v1/alert")
      .set({ Origin: ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({ "access-control-allow-origin": ORIGIN, "access-control-allow-headers": "authorization" });
    const posted = await api().post("/api/v1/alert").set(bearer("producer")).set("Origin", ORIGIN).send({ type: "a", source: "b" });
    expect([posted.status, posted.headers["access-control-allow-origin"]]).toEqual([202, ORIGIN]);
  });

  it("are the only ones", async () => {
    const response = await api().get("/api/v1/session").set(bearer("viewer")).set("Origin", "https://evil.example");
    expect(response.headers).not.toHaveProperty("access-control-allow-origin");
    expect((await api().post("/api/v1/alert").set(bearer("producer")).set("Origin", "https://evil.example").send({})).status).toBe(403);
  });
});

it("limits a token's requests a minute in each group of routes, without counting another's", async () => {
  const status = async (role: Role, path: string) => (await api().get(path).set(bearer(role))).status;
  let last = await api().get("/api/v1/alerts/status").set(bearer("operator"));
  for (let sent = 0; sent < 130 && last.status === 200; sent++) last = await api().get("/api/v1/alerts/status").set(bearer("operator"));
  expect([last.status, last.body.code]).toEqual([429, "rate_limited"]);
  expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
  expect(await status("viewer", "/api/v1/alerts/status")).toBe(200);
  expect(await status("operator", "/api/v1/alerts/history")).toBe(200);
});
