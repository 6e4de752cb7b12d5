import { createServer, request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type QueryAnswer, queryAnswerSchema, traceStepSchema } from "../../../shared/answers.ts";
import { makeBroker } from "../../query/testing/broker.ts";
import { scriptedPlanner } from "../../query/testing/plans.ts";
import { eventually, getJson } from "../../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const TOKENS = { ann: "secret-of-ann", vic: "secret-of-vic", pro: "secret-of-pro" } as const;

let server: TestServer;
let broker: Awaited<ReturnType<typeof makeBroker>>;
/** A model's provider that never answers; counts who hangs up. */
let silent: { url: string; asked: number; left: number; close: () => void };

async function startSilentProvider(): Promise<typeof silent> {
  const provider = createServer((_request, response) => {
    silent.asked++;
    response.once("close", () => silent.left++);
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const address = provider.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked: 0, left: 0, close: () => provider.close() && provider.closeAllConnections() };
}

beforeAll(async () => {
  broker = await makeBroker();
  silent = await startSilentProvider();
  server = await startTestServer(
    {
      DATABASE_URL: `sqlite:${broker.file}`,
      API_TOKENS: `ann:admin:${TOKENS.ann},vic:viewer:${TOKENS.vic},pro:producer:${TOKENS.pro}`,
      GOOGLE_API_KEY: "key-of-nobody",
      LLM_BASE_URL: silent.url,
    },
    { planner: scriptedPlanner(), warmQueries: false },
  );
});
afterAll(async () => {
  await server.stop();
  await broker.remove();
  silent.close();
});

function headers(token: string = TOKENS.ann): Record<string, string> {
  return { authorization: `Bearer ${token}`, "content-type": "application/json" };
}

function post(body: unknown, token?: string): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${server.url}/api/v1/query`, { method: "POST", headers: headers(token), body: text });
}

function stream(query: Record<string, string>, token?: string): Promise<Response> {
  return fetch(`${server.url}/api/v1/query/stream?${new URLSearchParams(query)}`, { headers: headers(token) });
}

function eventsOf(text: string): { event: string; data: unknown }[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("event: "))
    .map((block) => {
      const [event = "", data = ""] = block.split("\n");
      return { event: event.slice("event: ".length), data: JSON.parse(data.slice("data: ".length)) as unknown };
    });
}

describe("POST /api/v1/query", () => {
  it("answers", async () => {
    const response = await post({ question: "countries" });
    expect(response.status).toBe(200);
    const answer = (await response.json()) as QueryAnswer;
    expect(queryAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ status: "answered", rowCount: 5, requestId: response.headers.get("x-request-id") });
  });

  it("goes on with a conversation", async () => {
    const { conversationId } = (await (await post({ question: "count" })).json()) as QueryAnswer;
    const next = await post({ question: "countries", conversationId });
    expect(((await next.json()) as QueryAnswer).conversationId).toBe(conversationId);
  });

  it("masks for viewers", async () => {
    const asked = await post({ question: "people", maxRows: 1 }, TOKENS.vic);
    expect(((await asked.json()) as QueryAnswer).data[0]?.email).toBe("•••");
  });

  const wrong: [string, unknown, number, string, string?][] = [
    ["no question", {}, 422, "invalid", "question"],
    ["an empty question", { question: "  " }, 422, "invalid", "question"],
    ["a long question", { question: "a".repeat(4_097) }, 422, "invalid", "question"],
    ["a question that is long in bytes", { question: "ü".repeat(2_049) }, 422, "invalid", "question"],
    ["an unknown domain", { question: "count", domain: "cooking" }, 422, "invalid", "domain"],
    ["a wrong instant", { question: "count", asOf: "yesterday" }, 422, "invalid", "asOf"],
    ["too many rows", { question: "count", maxRows: 10_001 }, 422, "invalid", "maxRows"],
    ["an unknown planner", { question: "count", planner: "magic" }, 422, "invalid", "planner"],
    ["an unknown field", { question: "count", sql: "SELECT 1" }, 422, "invalid", "sql"],
    ["an unknown conversation", { question: "count", conversationId: "x" }, 404, "not_found"],
    ["half a body", '{"question":', 400, "malformed_json"],
  ];
  test.each(wrong)("refuses %s", async (_what, body, status, code, path) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    const problem = (await response.json()) as { code: string; errors?: { path: string }[] };
    expect(problem.code).toBe(code);
    if (path !== undefined) expect(problem.errors?.map((error) => error.path)).toContain(path);
  });

  it("is not for producers", async () => {
    expect((await post({ question: "count" }, TOKENS.pro)).status).toBe(403);
  });

  it("leaves a record of every question", async () => {
    const { conversationId } = (await (await post({ question: "count" }, TOKENS.vic)).json()) as QueryAnswer;
    const response = await fetch(`${server.url}/api/v1/audit`, { headers: headers() });
    const { items } = (await response.json()) as { items: { actor: string; action: string; target: string; detail: unknown }[] };
    expect(items.find(({ target }) => target === conversationId)).toMatchObject({
      actor: "vic",
      action: "ask",
      detail: { question: "count", outcome: "answered", planHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it("ends what it does for a client that has gone", async () => {
    const { asked, left } = silent;
    const request = httpRequest(`${server.url}/api/v1/query`, { method: "POST", headers: headers() });
    request.on("error", () => undefined);
    request.end(JSON.stringify({ question: "strange" }));
    await expect.poll(() => silent.asked).toBe(asked + 1);
    request.destroy();
    await expect.poll(() => silent.left).toBe(left + 1);
  });
});

describe("GET /api/v1/query/stream", () => {
  it("tells every stage, then the result that a POST gives", async () => {
    const response = await stream({ question: "countries" });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = eventsOf(await response.text());
    expect(events.map(({ event }) => event)).toEqual([...Array.from({ length: 7 }, () => "stage"), "result"]);
    const steps = events.slice(0, -1).map(({ data }) => traceStepSchema.parse(data));
    const result = queryAnswerSchema.parse(events.at(-1)?.data);
    expect(steps).toEqual(result.trace);
    expect(result).toMatchObject({ status: "answered", rowCount: 5 });
  });

  it("takes everything in the address", async () => {
    const query = { question: "people", maxRows: "2", asOf: "2026-10-15T00:00:00Z", domain: "risk", planner: "rules" };
    const [result] = eventsOf(await (await stream(query)).text()).slice(-1);
    expect(result?.data).toMatchObject({ rowCount: 2, truncated: true, asOf: "2026-10-15T00:00:00.000Z", domain: "risk" });
    const byNumber = eventsOf(await (await stream({ question: "count", asOf: "1000" })).text()).at(-1);
    expect(byNumber?.data).toMatchObject({ asOf: "1970-01-01T00:00:01.000Z" });
  });

  test.each([
    [{ question: "" }, 422],
    [{ question: "count", maxRows: "many" }, 422],
    [{ question: "count", asOf: "yesterday" }, 422],
    [{ question: "count", domain: "cooking" }, 422],
    [{ question: "count", conversationId: "x" }, 404],
  ])("refuses %o before it begins", async (query, status) => {
    const response = await stream(query as Record<string, string>);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });

  it("sends its first stage while the model has not said a byte, and ends the model's call with the client", async () => {
    const { asked, left } = silent;
    const gone = new AbortController();
    const response = await fetch(`${server.url}/api/v1/query/stream?question=strange`, { headers: headers(), signal: gone.signal });
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toContain('"stage":"plan"');
    await expect.poll(() => silent.asked).toBe(asked + 1);
    gone.abort();
    await expect.poll(() => silent.left).toBe(left + 1);
  });
});

it("tells which model is configured", async () => {
  const { checks } = await getJson<{ checks: Record<string, { status: string; detail?: string }> }>(`${server.url}/health`);
  expect(checks.llm).toEqual({ status: "ok", detail: "gemini, gemini-2.5-flash" });
});

describe("a statement that takes too long", () => {
  it("is 504, or a problem event once the stream has begun", async () => {
    const slow = await startTestServer(
      { DATABASE_URL: `sqlite:${broker.file}`, QUERY_TIMEOUT_MS: "1", CLOCK: "wall" },
      { planner: scriptedPlanner(), warmQueries: false },
    );
    try {
      const ask = () =>
        fetch(`${slow.url}/api/v1/query`, { method: "POST", headers: headers(), body: JSON.stringify({ question: "heavy" }) });
      const response = await eventually(ask, ({ status }) => status !== 503);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([504, "query_timeout"]);
      const events = eventsOf(await (await fetch(`${slow.url}/api/v1/query/stream?question=heavy`)).text());
      expect(events.at(-1)).toMatchObject({ event: "problem", data: { code: "query_timeout", status: 504 } });
      expect(await getJson<{ status: string }>(`${slow.url}/health/live`)).toBeDefined();
    } finally {
      await slow.stop();
    }
  });
});
