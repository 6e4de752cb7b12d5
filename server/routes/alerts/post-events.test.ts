import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import supertest from "supertest";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSqliteLog } from "../../../db/log/sqlite-log.ts";
import { type EventLog, LogOverloadedError, LogUnavailableError } from "../../../db/ports.ts";
import { problemSchema } from "../../../shared/problems.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const EVENT = { type: "login.failed", source: "auth" };
const JSON_TYPE = "application/json";
const NDJSON = "application/x-ndjson";

let test: TestServer;
/** What the next appends throw. */
let failure: Error | undefined;

/** The real log, until it is told to fail. */
async function openFailing(options: { file: string; now: () => number }): Promise<EventLog> {
  const log = await openSqliteLog({ ...options, minFreeBytes: 0 });
  const append = log.append.bind(log);
  log.append = async (events, rejected) => {
    if (failure) throw failure;
    return append(events, rejected);
  };
  return log;
}

beforeAll(async () => {
  test = await startTestServer({}, { now: () => NOW, openLog: openFailing });
});
afterAll(() => test.stop());
beforeEach(() => {
  failure = undefined;
});

function post(body: string | Buffer, type = JSON_TYPE, headers: Record<string, string> = {}) {
  return supertest(test.url)
    .post("/api/v1/alert")
    .set("Content-Type", type)
    .set(headers)
    .serialize((value) => value as string)
    .send(body as string);
}

async function ledger() {
  const { body } = await supertest(test.url).get("/api/v1/alerts/status");
  return body.ledger as Record<string, number>;
}

function expectProblem(
  response: { status: number; body: unknown; headers: Record<string, string> },
  status: number,
  code: string,
  paths?: string[],
) {
  expect(response.headers["content-type"]).toBe("application/problem+json");
  const problem = problemSchema.parse(response.body);
  expect([response.status, problem.code]).toEqual([status, code]);
  if (paths) expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
}

describe("accepted", () => {
  it.each([
    ["one event", JSON.stringify(EVENT), 1],
    ["an array", JSON.stringify([EVENT, EVENT]), 2],
    ["{events}", JSON.stringify({ events: [EVENT, EVENT, EVENT] }), 3],
  ])("%s", async (_what, body, accepted) => {
    const response = await post(body);
    expect([response.status, response.body]).toEqual([202, { accepted, duplicates: 0, rejected: 0, errors: [] }]);
  });

  it("NDJSON, by any of its names and without a last newline", async () => {
    for (const type of [NDJSON, "application/ndjson; charset=utf-8", "application/jsonl"]) {
      const response = await post(`${JSON.stringify(EVENT)}\n${JSON.stringify(EVENT)}`, type);
      expect([response.status, response.body.accepted]).toEqual([202, 2]);
    }
  });

  it("can be read back", async () => {
    const full = {
      ...EVENT,
      id: "read-back",
      timestamp: NOW - 1_000,
      severity: "high",
      value: 1.5,
      userId: 7,
      attributes: { country: "RO", ok: true, none: null },
    };
    await post(JSON.stringify(full));
    const { body } = await supertest(test.url).get("/api/v1/alerts/events?q=read-back");
    expect(body.items).toEqual([
      { ...full, seq: expect.any(Number), receivedAt: "2026-06-01T12:00:00.000Z", timestamp: "2026-06-01T11:59:59.000Z", userId: "7" },
    ]);
    expect(body.nextCursor).toBeNull();
  });

  it("counts repeats, and lists those with another body", async () => {
    const first = { ...EVENT, id: "once" };
    expect((await post(JSON.stringify(first))).body).toMatchObject({ accepted: 1, duplicates: 0 });
    expect((await post(JSON.stringify(first))).body).toEqual({ accepted: 0, duplicates: 1, rejected: 0, errors: [] });
    const reused = { index: 0, path: "id", message: "id_reused" };
    expect((await post(JSON.stringify({ ...first, value: 2 }))).body).toEqual({
      accepted: 0,
      duplicates: 1,
      rejected: 0,
      errors: [reused],
    });
    const within = await post(JSON.stringify([{}, { ...EVENT, id: "new" }, { ...first, value: 3 }]));
    expect(within.body).toMatchObject({ accepted: 1, duplicates: 1, rejected: 1 });
    expect(within.body.errors).toContainEqual({ ...reused, index: 2 });
  });

  it("takes the good events of a request and names what is wrong with the others", async () => {
    const response = await post(JSON.stringify([EVENT, { ...EVENT, value: "12" }, EVENT]));
    expect(response.status).toBe(202);
    expect(response.body).toMatchObject({ accepted: 2, rejected: 1, errors: [{ index: 1, path: "value" }] });
  });
});

describe("refused", () => {
  const deep = `${'{"a":'.repeat(50)}1${"}".repeat(50)}`;
  it.each<[string, string | Buffer, string, number, string, string[] | undefined]>([
    ["malformed JSON", '{"type": "a"', JSON_TYPE, 400, "malformed_json", undefined],
    ["an empty body", "", JSON_TYPE, 400, "malformed_json", undefined],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE, 400, "malformed_json", undefined],
    ["a number", "5", JSON_TYPE, 422, "invalid", [""]],
    ["null", "null", JSON_TYPE, 422, "invalid", [""]],
    ["an empty array", "[]", JSON_TYPE, 422, "invalid", undefined],
    ["a missing field", '{"type":"a"}', JSON_TYPE, 422, "invalid", ["source"]],
    ["a wrong type", '{"type":"a","source":"s","value":"x"}', JSON_TYPE, 422, "invalid", ["value"]],
    ["a number beyond all numbers", '{"type":"a","source":"s","value":1e999}', JSON_TYPE, 422, "invalid", ["value"]],
    [
      "an oversized string",
      JSON.stringify({ ...EVENT, attributes: { note: "x".repeat(9_000) } }),
      JSON_TYPE,
      422,
      "invalid",
      ["attributes.note"],
    ],
    ["a time too far ahead", JSON.stringify({ ...EVENT, timestamp: NOW + 301_000 }), JSON_TYPE, 422, "invalid", ["timestamp"]],
    ["an own __proto__", '{"type":"a","source":"s","__proto__":{"x":1}}', JSON_TYPE, 422, "invalid", ["__proto__"]],
    [
      "__proto__ among attributes",
      '{"type":"a","source":"s","attributes":{"__proto__":1}}',
      JSON_TYPE,
      422,
      "invalid",
      ["attributes.__proto__"],
    ],
    ["deep nesting", `{"type":"a","source":"s","attributes":${deep}}`, JSON_TYPE, 422, "invalid", [`attributes${".a".repeat(31)}`]],
    ["wrong events in an array", '[{"type":"a"},{"source":"s"}]', JSON_TYPE, 422, "invalid", ["0.source", "1.type"]],
    ["wrong events in {events}", '{"events":[5]}', JSON_TYPE, 422, "invalid", ["events.0"]],
    ["{events} that is no array", '{"events":{}}', JSON_TYPE, 422, "invalid", ["events"]],
    ["{events} with company", '{"events":[],"more":1}', JSON_TYPE, 422, "invalid", ["more"]],
    ["half a line", '{"type":"a","so', NDJSON, 422, "invalid", ["0"]],
    ["lines without an event", "\n\n", NDJSON, 422, "invalid", undefined],
    ["no content type it knows", "type=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type", undefined],
    ["another charset", "{}", "application/json; charset=utf-16", 415, "unsupported_media_type", undefined],
  ])("%s", async (_what, body, type, status, code, paths) => {
    expectProblem(await post(body, type), status, code, paths);
  });

  it("too many events at once", async () => {
    expectProblem(await post(JSON.stringify(Array(10_001).fill(EVENT))), 413, "too_large");
  });

  it("a body that turns out to be too large while it arrives", async () => {
    const { hostname, port } = new URL(test.url);
    const outgoing = httpRequest({ hostname, port, path: "/api/v1/alert", method: "POST", headers: { "content-type": JSON_TYPE } });
    const answered = once(outgoing, "response") as Promise<[IncomingMessage]>;
    const block = Buffer.alloc(1024 * 1024, " ");
    for (let sent = 0; sent < 17; sent++) if (!outgoing.write(block)) await once(outgoing, "drain");
    const [response] = await answered;
    expect([response.statusCode, await json(response)]).toMatchObject([413, { code: "too_large" }]);
    outgoing.destroy();
  });

  it("leaves the connection usable", async () => {
    const response = await fetch(`${test.url}/api/v1/alert`, {
      method: "POST",
      headers: { "content-type": JSON_TYPE },
      body: "x".repeat(100_000),
    });
    expect(response.status).toBe(400);
    expect((await post(JSON.stringify(EVENT))).status).toBe(202);
  });
});

describe("a store that fails", () => {
  it.each([
    [new LogOverloadedError("full"), "overloaded"],
    [new LogUnavailableError("disk"), "storage_unavailable"],
  ])("%s is a 503 that says when to come back", async (error, code) => {
    failure = error;
    const response = await post(JSON.stringify([EVENT, EVENT]));
    expectProblem(response, 503, code);
    expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("ends NDJSON with how many were accepted", async () => {
    failure = new LogUnavailableError("disk");
    const response = await post(`${JSON.stringify(EVENT)}\n`.repeat(3), NDJSON);
    expectProblem(response, 503, "storage_unavailable");
    expect(response.body).toMatchObject({ accepted: 0, duplicates: 0, rejected: 0 });
  });

  it("says nothing of an error that nobody foresaw", async () => {
    failure = new Error("SQLITE_CORRUPT at /var/lib/secret");
    const response = await post(JSON.stringify(EVENT));
    expectProblem(response, 500, "internal");
    expect(response.text).not.toContain("SQLITE");
    expect(response.text).not.toContain("secret");
  });
});

it("keeps a ledger that adds up", async () => {
  const before = await ledger();
  await post(JSON.stringify([EVENT, {}, { ...EVENT, id: "l1" }, { ...EVENT, id: "l1" }]));
  await post("{}");
  await post(`${JSON.stringify(EVENT)}\nbroken\n`, NDJSON);
  const after = await ledger();
  const grown = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  expect(["received", "accepted", "duplicates", "rejected"].map(grown)).toEqual([7, 3, 1, 3]);
  expect(after.received).toBe((after.accepted ?? 0) + (after.duplicates ?? 0) + (after.rejected ?? 0));
  expect(after.accepted).toBe((after.evaluated ?? 0) + (after.late ?? 0) + (after.pending ?? 0));
});
