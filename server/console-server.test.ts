import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { get, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import supertest from "supertest";
import { afterEach, describe, expect, it } from "vitest";
import { problemSchema } from "../shared/problems.ts";
import { DEFAULT_METRICS } from "./runtime/default-metrics.ts";
import { eventually } from "./testing/spawned-server.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

const running: TestServer[] = [];
async function start(folder?: string): Promise<TestServer> {
  const test = await startTestServer({}, { graceMs: 500 }, folder);
  running.push(test);
  return test;
}
afterEach(async () => {
  for (const test of running.splice(0)) await test.stop();
});

const metrics = async (test: TestServer) =>
  (await supertest(test.url).get("/api/v1/alerts/metrics")).body.items as { id: string; name: string }[];

describe("start", () => {
  it("is healthy, live and ready once it listens", async () => {
    const { url } = await start();
    const health = await supertest(url).get("/health");
    expect(health.status).toBe(200);
    expect(health.body).toMatchObject({
      status: "ok",
      version: expect.any(String),
      uptimeSeconds: expect.any(Number),
      checks: { database: { status: "ok" }, appDatabase: { status: "ok" }, cache: {}, llm: {}, stream: { status: "ok" } },
    });
    expect((await supertest(url).get("/health/live")).status).toBe(200);
    expect((await supertest(url).get("/health/ready")).status).toBe(200);
  });

  it("creates the default metrics once: one that was deleted stays deleted", async () => {
    const first = await start();
    const created = await metrics(first);
    expect(created.map(({ name }) => name).sort()).toEqual(DEFAULT_METRICS.map(({ name }) => name).sort());
    await supertest(first.url).delete(`/api/v1/alerts/metrics/${created[0]?.id}`);
    await first.server.destroy();
    const second = await start(first.folder);
    expect(await metrics(second)).toEqual(created.slice(1));
  });

  it("goes on where it stopped", async () => {
    const first = await start();
    const events = Array.from({ length: 60 }, (_, index) => ({
      id: String(index),
      type: "login.failed",
      source: "auth",
      attributes: { ip: "10.0.0.1" },
    }));
    await supertest(first.url).post("/api/v1/alert").send(events);
    await first.server.destroy();
    const second = await start(first.folder);
    const status = await supertest(second.url).get("/api/v1/alerts/status");
    expect(status.body.ledger).toMatchObject({ received: 60, accepted: 60, evaluated: 60 });
    expect((await supertest(second.url).post("/api/v1/alert").send(events)).body).toMatchObject({ accepted: 0, duplicates: 60 });
    const alerts = await supertest(second.url).get("/api/v1/alerts/history");
    expect(alerts.body.items.length).toBeGreaterThan(0);
  });

  it("fails when it cannot listen, and can still be destroyed", async () => {
    const first = await start();
    const port = new URL(first.url).port;
    const folder = await mkdtemp(join(tmpdir(), "crowsnest-server-"));
    await expect(startTestServer({ PORT: port }, {}, folder)).rejects.toThrow(/EADDRINUSE/);
    // Its files are free for another one.
    await start(folder);
  });
});

describe("destroy", () => {
  it("does its work once, however often it is called, and leaves nothing listening", async () => {
    const { url, server } = await start();
    const [first, second] = [server.destroy(), server.destroy()];
    expect(second).toBe(first);
    await first;
    await expect(fetch(url)).rejects.toThrow();
  });

  it("lets a request under way end, and takes no new ones meanwhile", async () => {
    const { url, server } = await start();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const answer = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => resolve(text));
    });
    const body = '{"type":"a","source":"b"}\n';
    const head = [
      "POST /api/v1/alert HTTP/1.1",
      "Host: localhost",
      "Content-Type: application/x-ndjson",
      `Content-Length: ${body.length * 2}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    while (server.context.services.log.counters().accepted === 0) await new Promise(setImmediate);
    const destroyed = server.destroy();
    socket.write(body);
    expect(await answer).toContain('{"accepted":2,');
    await destroyed;
  });

  it("ends uploads that go on with how many of their events it took", async () => {
    const { url, server } = await start();
    const counted = () => server.context.services.log.counters().accepted;
    const upload = (lines: string) => {
      const outgoing = request(`${url}/api/v1/alert`, { method: "POST", headers: { "content-type": "application/x-ndjson" } });
      const answered = once(outgoing, "response") as Promise<[IncomingMessage]>;
      outgoing.write(lines);
      return { outgoing, answered };
    };
    const line = '{"type":"a","source":"b"}\n';
    const silent = upload(`${line}${line}broken\n{"type":"ha`);
    const busy = upload(line);
    const more = setInterval(() => busy.outgoing.write(line), 5);
    await eventually(
      async () => counted(),
      (count) => count >= 5,
    );
    const destroyed = server.destroy();
    const [response] = await silent.answered;
    expect([response.statusCode, response.headers["retry-after"]]).toEqual([503, "5"]);
    expect(await json(response)).toMatchObject({ code: "shutting_down", accepted: 2, duplicates: 0, rejected: 1 });
    const [other] = await busy.answered;
    clearInterval(more);
    const { accepted } = problemSchema.loose().parse(await json(other));
    expect([other.statusCode, Number(accepted) + 2]).toEqual([503, counted()]);
    for (const { outgoing } of [silent, busy]) outgoing.on("error", () => undefined).destroy();
    await destroyed;
  });

  it("says so on connections that are still open", async () => {
    const { url, server } = await start();
    server.context.services.identity.accepting = false;
    const refused = await supertest(url).get("/api/v1/session");
    expect([refused.status, refused.body.code, refused.headers.connection]).toEqual([503, "shutting_down", "close"]);
    expect((await supertest(url).get("/health/ready")).status).toBe(503);
    expect((await supertest(url).get("/health/live")).status).toBe(200);
  });

  it("closes the stores although the engine cannot stop", async () => {
    const first = await start();
    const { services } = first.server.context;
    const stop = services.runtime.stop.bind(services.runtime);
    services.runtime.stop = async () => {
      await stop();
      throw new Error("no");
    };
    await expect(first.server.destroy()).rejects.toThrow("no");
    running.pop();
    await start(first.folder);
  });

  it("does not wait for ever for a client that does not go on", async () => {
    const { url, server } = await start();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write("POST /api/v1/alert HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
    await new Promise<void>((resolve, reject) => {
      get(`${url}/health/live`, (response) => response.resume().on("end", resolve)).on("error", reject);
    });
    await server.destroy();
    await closed;
  });
});

describe("health", () => {
  it("is a 503 with the same body when the database is gone", async () => {
    const { url, server, folder } = await start();
    server.context.services.app.ping = () => Promise.reject(new Error(`unable to open ${folder}`));
    const { status, body, text } = await supertest(url).get("/health");
    expect([status, body]).toMatchObject([503, { status: "degraded", checks: { appDatabase: { status: "unreachable" } } }]);
    expect(text).not.toContain(folder);
  });
});
