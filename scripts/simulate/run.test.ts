import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createScenario } from "../../server/simulator/generate.ts";
import { EVENT_LIMITS, type EventInput, eventInputSchema } from "../../shared/events.ts";
import { deliver } from "./deliver.ts";
import type { Poster } from "./post.ts";
import { type RunOptions, runScenario } from "./run.ts";

/** What a server does with one request's events; undefined cuts the connection without an answer. */
type Reaction = (events: EventInput[], request: number) => { status: number; body?: unknown; headers?: Record<string, string> } | undefined;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A stand-in for the alert API that remembers ids as the real one does. */
class Recorder {
  readonly ids = new Set<string>();
  readonly order: number[] = [];
  repeated = 0;
  requests = 0;
  authorization: string | undefined;

  take(events: readonly EventInput[]) {
    let duplicates = 0;
    for (const event of events) {
      expect(eventInputSchema.safeParse(event).success).toBe(true);
      if (this.ids.has(String(event.id))) duplicates++;
      else this.order.push(Number(event.timestamp));
      this.ids.add(String(event.id));
    }
    this.repeated += duplicates;
    return { status: 202, body: { accepted: events.length - duplicates, duplicates, rejected: 0, errors: [] } };
  }
}

async function readJson(request: IncomingMessage): Promise<EventInput[]> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return JSON.parse(text) as EventInput[];
}

async function serve(recorder: Recorder, react: Reaction, port = 0): Promise<URL> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    recorder.authorization = request.headers.authorization;
    expect(request.url).toBe("/api/v1/alert");
    const answer = react(await readJson(request), ++recorder.requests);
    if (!answer) return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers }).end(JSON.stringify(answer.body ?? {}));
  };
  server = createServer((request, response) => void handle(request, response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function run(url: URL, overrides: Partial<RunOptions> = {}): Promise<{ complete: boolean; text: string }> {
  let text = "";
  const output = { write: (part: string) => (text += part) };
  const base = { scenario: "calm" as const, rate: 2_000, durationSeconds: 0.6, seed: 1, token: undefined, retryWindowMs: 20_000 };
  const complete = await runScenario({ ...base, url, output, stopped: () => false, ...overrides });
  return { complete, text };
}

describe("simulate", () => {
  it("posts the whole story in order and counts it", async () => {
    const recorder = new Recorder();
    const url = await serve(recorder, (events) => recorder.take(events));
    const { complete, text } = await run(url, { scenario: "credential-stuffing", token: "secret" });
    expect(complete).toBe(true);
    expect(recorder.ids.size).toBeGreaterThan(1_000);
    expect(recorder.order).toEqual([...recorder.order].sort((a, b) => a - b));
    expect(recorder.requests).toBeGreaterThan(2);
    expect(recorder.authorization).toBe("Bearer secret");
    expect(text).toContain(`accepted ${recorder.ids.size.toLocaleString("en-US")}, duplicates 0, rejected 0`);
    expect(text).toContain("Failed logins by country  attributes.country=RO");
  });

  it("repeats what was not acknowledged, with the same ids", async () => {
    const recorder = new Recorder();
    const url = await serve(recorder, (events, request) => {
      if (request === 2) return { status: 503, headers: { "retry-after": "0" } };
      if (request === 4) return { status: 429 };
      // Taken, but nobody hears of it: what a crash between commit and answer looks like.
      if (request === 6) recorder.take(events);
      return request === 6 ? undefined : recorder.take(events);
    });
    const { complete, text } = await run(url);
    expect(complete).toBe(true);
    expect(recorder.repeated).toBeGreaterThan(0);
    expect(text).toContain(`duplicates ${recorder.repeated},`);
    expect(text.match(/trying again/g)).toHaveLength(3);
  });

  it("survives a restart of the server", async () => {
    const recorder = new Recorder();
    let restarted: Promise<URL> | undefined;
    const url = await serve(recorder, (events, request) => {
      if (request === 3 && !restarted) {
        server?.close();
        server?.closeAllConnections();
        restarted = new Promise((resolve) => setTimeout(resolve, 50)).then(() =>
          serve(recorder, (later) => recorder.take(later), Number(url.port)),
        );
        return undefined;
      }
      return recorder.take(events);
    });
    const { complete, text } = await run(url);
    await restarted;
    expect(complete).toBe(true);
    expect(text).toMatch(/trying again: .*(ECONNREFUSED|ECONNRESET|hang up)/);
  });

  it("fails when an event is refused, and says why", async () => {
    const recorder = new Recorder();
    const rejecting = await serve(recorder, (events) => ({
      status: 202,
      body: { accepted: events.length - 1, duplicates: 0, rejected: 1, errors: [{ index: 0, path: "type", message: "no such type" }] },
    }));
    const partly = await run(rejecting);
    expect(partly.complete).toBe(false);
    expect(partly.text).toContain("type: no such type");
    server?.close();
    const problem = { code: "unauthorized", detail: "Send a token", status: 401 };
    const refusing = await serve(recorder, () => ({ status: 401, body: problem }));
    const refused = await run(refusing);
    expect(refused.complete).toBe(false);
    expect(refused.text).toContain("401 unauthorized: Send a token");
  });

  it("counts refusals that the scenario is about as meant", async () => {
    const recorder = new Recorder();
    const url = await serve(recorder, (events) => {
      const taken = events.filter(({ timestamp }) => Number(timestamp) <= Date.now() + EVENT_LIMITS.futureMs);
      const answer = recorder.take(taken);
      return { status: 202, body: { ...answer.body, rejected: events.length - taken.length } };
    });
    const { complete, text } = await run(url, { scenario: "clock-skew", durationSeconds: 1.5 });
    expect(complete).toBe(true);
    expect(text).toMatch(/rejected [1-9]\d* as meant/);
  });

  it("takes the refusal of a whole batch only where each of its events has to be refused", async () => {
    const events = [...createScenario("clock-skew", { rate: 500, durationSeconds: 3, seed: 1, startMs: 0, run: "t" })];
    const poster: Poster = { post: async () => ({ status: 422, retryAfter: undefined, body: "{}" }), close: () => {} };
    const options = { poster, retryWindowMs: 1, now: () => 0, sleep: async () => {}, onRetry: () => {} };
    const refused = events.filter((each) => each.refused).slice(0, 3);
    expect(await deliver(refused, options)).toEqual({ accepted: 0, duplicates: 0, rejected: 3, errors: [] });
    await expect(deliver(events.slice(0, 3), options)).rejects.toThrow("422");
  });

  it("gives up when nobody answers within the window", async () => {
    const url = await serve(new Recorder(), () => undefined);
    const { complete, text } = await run(url, { retryWindowMs: 300 });
    expect(complete).toBe(false);
    expect(text).toMatch(/gave up after 0.3 s: /);
  });

  it("stops when asked to, with all that was sent acknowledged", async () => {
    const recorder = new Recorder();
    const url = await serve(recorder, (events) => recorder.take(events));
    const { complete } = await run(url, { durationSeconds: 600, stopped: () => recorder.requests >= 3 });
    expect(complete).toBe(true);
    expect(recorder.requests).toBe(3);
  });
});
