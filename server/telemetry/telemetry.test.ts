import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, getJson, postJson } from "../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { createTelemetry } from "./telemetry.ts";

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());

async function scrape(url = test.url): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  return response.text();
}

/** The value of a sample such as `name{label="x"}`, undefined when there is none. */
function sampleOf(text: string, sample: string): number | undefined {
  const line = text.split("\n").find((each) => each.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
}

const read = async (sample: string) => sampleOf(await scrape(), sample);
const events = Array.from({ length: 40 }, (_, n) => ({
  id: `e${n}`,
  type: "login.failed",
  source: "auth",
  attributes: { ip: "10.1.1.1" },
}));

describe("GET /metrics", () => {
  it("is well-formed: every sample belongs to a metric with one HELP and one TYPE", async () => {
    const text = await scrape();
    const helps = [...text.matchAll(/^# HELP (\S+) (.+)$/gm)].map((match) => match[1]);
    const types = [...text.matchAll(/^# TYPE (\S+) (counter|gauge|histogram|summary)$/gm)].map((match) => match[1]);
    expect(helps).toEqual(types);
    expect(new Set(helps).size).toBe(helps.length);
    for (const line of text.split("\n").filter((each) => each !== "" && !each.startsWith("#"))) {
      const name = /^([a-zA-Z_:][\w:]*)(\{.*\})? (-?[\d.e+-]+|NaN|[+-]Inf)$/.exec(line)?.[1] ?? line;
      expect(
        [name, name.replace(/_(bucket|sum|count)$/, "")].some((each) => helps.includes(each)),
        line,
      ).toBe(true);
    }
    expect(helps).toEqual(expect.arrayContaining(["process_cpu_seconds_total", "nodejs_eventloop_lag_seconds", "crowsnest_build_info"]));
  });

  it("says what the ledger says", async () => {
    await postJson(`${test.url}/api/v1/alert`, [...events, ...events.slice(0, 5), { type: 1 }]);
    const { ledger } = await getJson<{ ledger: Record<string, number> }>(`${test.url}/api/v1/alerts/status`);
    const text = await scrape();
    for (const name of ["received", "accepted", "duplicates", "rejected", "evaluated", "late"]) {
      expect(sampleOf(text, `crowsnest_events_${name}_total`), name).toBe(ledger[name]);
    }
    expect(ledger).toMatchObject({ received: 46, accepted: 40, duplicates: 5, rejected: 1 });
    expect(sampleOf(text, "crowsnest_events_pending")).toBe(0);
    expect(sampleOf(text, "crowsnest_log_queue_events")).toBe(0);
    expect(sampleOf(text, "crowsnest_log_commit_duration_seconds_count")).toBeGreaterThan(0);
    expect(sampleOf(text, 'crowsnest_log_commit_duration_seconds_bucket{le="+Inf"}')).toBe(
      sampleOf(text, "crowsnest_log_commit_duration_seconds_count"),
    );
    expect(sampleOf(text, 'crowsnest_engine_state{state="running"}')).toBe(1);
    expect(sampleOf(text, "crowsnest_workers")).toBe(1);
  });

  it("counts alerts and the frames that told of them", async () => {
    await eventually(
      () => read('crowsnest_alerts_open{severity="critical",status="firing"}'),
      (firing) => firing === 1,
    );
    expect(await read('crowsnest_alerts_open{severity="info",status="pending"}')).toBe(0);
    expect(await read('crowsnest_outbox_frames_total{channel="alerts"}')).toBeGreaterThan(0);
    expect(await read('crowsnest_outbox_frames{channel="alerts"}')).toBeGreaterThan(0);
  });

  it("times requests by route and status", async () => {
    const count = (method: string, route: string, status: number) =>
      read(`crowsnest_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`);
    const accepted = (await count("POST", "/api/v1/alert", 202)) ?? 0;
    await postJson(`${test.url}/api/v1/alert`, { type: "a", source: "b" });
    await postJson(`${test.url}/api/v1/alert`, { type: 1 });
    await fetch(`${test.url}/api/v1/alerts/history/x?q=1`);
    await fetch(`${test.url}/api/v1/alerts/history/y`);
    await fetch(`${test.url}/api/no/such/address`);
    expect(await count("POST", "/api/v1/alert", 202)).toBe(accepted + 1);
    expect(await count("POST", "/api/v1/alert", 422)).toBe(1);
    await eventually(
      () => count("GET", "/api/v1/alerts/history/{id}", 404),
      (times) => times === 2,
    );
    expect(await count("GET", "other", 404)).toBe(1);
  });

  it("knows the clients", async () => {
    const socket = io(test.url, { transports: ["websocket"] });
    await new Promise((resolve) => socket.once("connect", () => resolve(undefined)));
    expect(await socket.emitWithAck("subscribe", { channel: "alerts" })).toMatchObject({ ok: true });
    const text = await scrape();
    expect(sampleOf(text, "crowsnest_clients_connected")).toBe(1);
    expect(sampleOf(text, "crowsnest_subscriptions")).toBe(1);
    expect(sampleOf(text, "crowsnest_clients_too_slow_total")).toBe(0);
    socket.disconnect();
    await eventually(
      () => read("crowsnest_clients_connected"),
      (connected) => connected === 0,
    );
  });

  it("leaves out what does not exist yet", async () => {
    const text = await scrape();
    expect(text).toContain("# TYPE crowsnest_retention_last_run_timestamp_seconds gauge");
    expect(sampleOf(text, "crowsnest_retention_last_run_timestamp_seconds")).toBeUndefined();
    expect(sampleOf(text, 'crowsnest_retention_removed_total{kind="events"}')).toBe(0);
  });

  it("answers with the rest when a store does not", async () => {
    const { app } = test.server.context.services;
    const { countOpen } = app.alerts;
    app.alerts.countOpen = () => Promise.reject(new Error("locked"));
    const text = await scrape();
    app.alerts.countOpen = countOpen;
    expect(text).not.toContain("crowsnest_alerts_open{");
    expect(sampleOf(text, "crowsnest_events_received_total")).toBeGreaterThan(0);
  });

  it("takes a viewer", async () => {
    const guarded = await startTestServer({ API_TOKENS: "vera:viewer:vera-secret,paul:producer:paul-secret" });
    const status = async (headers: Record<string, string>) => (await fetch(`${guarded.url}/metrics`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: "Bearer paul-secret" })).toBe(403);
    expect(await status({ authorization: "Bearer vera-secret" })).toBe(200);
    await guarded.stop();
  });
});

it("keeps the measurements of two servers apart", async () => {
  const [one, other] = [createTelemetry({ version: "1", onError: () => {} }), createTelemetry({ version: "2", onError: () => {} })];
  one.committed(0.4);
  one.committed(3);
  one.requests.answered("GET", "/x", 200, 0.02);
  const [first, second] = [(await one.render()).text, (await other.render()).text];
  expect(sampleOf(first, 'crowsnest_log_commit_duration_seconds_bucket{le="0.0005"}')).toBe(1);
  expect(sampleOf(first, 'crowsnest_log_commit_duration_seconds_bucket{le="0.0025"}')).toBe(1);
  expect(sampleOf(first, 'crowsnest_log_commit_duration_seconds_bucket{le="0.005"}')).toBe(2);
  expect(sampleOf(first, "crowsnest_log_commit_duration_seconds_sum")).toBeCloseTo(0.0034);
  expect(sampleOf(second, "crowsnest_log_commit_duration_seconds_count")).toBe(0);
  expect(second).not.toContain('route="/x"');
});
