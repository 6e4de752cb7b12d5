import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "../../../shared/problems.ts";
import { until } from "../../channels/testing/channel-server.ts";
import { openStream } from "../../channels/testing/stream-client.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const PATH = "/api/v1/stream";
const authorization = (name: string) => ({ Authorization: `Bearer ${name}-secret-0123456789abcdef` });
const VIEWER = authorization("viewer");

let test: TestServer;
beforeAll(async () => {
  const tokens = ["producer", "viewer", "admin"].map((role) => `${role}:${role}:${role}-secret-0123456789abcdef`);
  test = await startTestServer({ API_TOKENS: tokens.join(",") });
});
afterAll(() => test.stop());

async function post(path: string, body: object): Promise<void> {
  const response = await supertest(test.url).post(path).set(authorization("admin")).send(body);
  expect(response.status, response.text).toBeLessThan(300);
}

describe("refused", () => {
  it.each<[string, Record<string, string>, number, string, string[] | undefined]>([
    ["?channels=alerts", {}, 401, "unauthorized", undefined],
    ["?channels=alerts", authorization("producer"), 403, "forbidden", undefined],
    ["", VIEWER, 422, "invalid", ["channels"]],
    ["?channels=", VIEWER, 422, "invalid", ["channels"]],
    ["?channels=,", VIEWER, 422, "invalid", ["channels"]],
    ["?channels=alerts,nonsense", VIEWER, 422, "invalid", ["channels.1"]],
    ["?channels=status:x", VIEWER, 422, "invalid", ["channels.0"]],
    [`?channels=${Array.from({ length: 65 }, (_, n) => `alerts:d${n}`).join(",")}`, VIEWER, 422, "invalid", ["channels"]],
    ["?channels=alerts&lastEventId=alerts", VIEWER, 422, "invalid", ["lastEventId"]],
    ["?channels=alerts", { ...VIEWER, "Last-Event-ID": "alerts:x" }, 422, "invalid", ["lastEventId"]],
  ])("%s", async (query, headers, status, code, paths) => {
    const response = await supertest(test.url).get(`${PATH}${query}`).set(headers);
    expect(response.headers["content-type"]).toBe("application/problem+json");
    const problem = problemSchema.parse(response.body);
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
  });

  it("names the channel that there is not", async () => {
    const { body } = await supertest(test.url).get(`${PATH}?channels=nonsense`).set(VIEWER);
    expect(body.errors).toEqual([{ path: "channels.0", message: 'there is no channel "nonsense"' }]);
  });

  it("answers HEAD and leaves nothing open", async () => {
    const response = await supertest(test.url).head(`${PATH}?channels=alerts`).set(VIEWER);
    expect([response.status, response.headers["content-type"]]).toEqual([200, "text/event-stream"]);
    await until(() => test.server.context.hub.connections() === 0, "the client is forgotten");
  });
});

it("streams alerts and the status, and resumes by header or by query, the header first", async () => {
  const url = `${test.url}${PATH}?channels=alerts,status,alerts`;
  const first = await openStream(url, VIEWER);
  await until(() => first.events.some(({ event }) => event === "status"), "the status came");
  await post("/api/v1/alerts/metrics", {
    name: "Streamed",
    domain: "security",
    severity: "high",
    select: { types: ["stream.test"] },
    aggregate: { kind: "count" },
    groupBy: ["userId"],
    window: { size: "1m" },
    condition: { op: "gte", threshold: 1 },
  });
  for (const userId of ["a", "b", "c"]) await post("/api/v1/alert", { type: "stream.test", source: "test", userId });
  const alerts = () => first.events.filter(({ event }) => event === "alert");
  await until(() => alerts().length >= 3, "the alerts came");
  expect(alerts().map(({ id }) => id.split(",")[0])).toEqual(["alerts:1", "alerts:2", "alerts:3"]);
  expect(alerts().map(({ data }) => (data.data as { group: object }).group)).toEqual([{ userId: "a" }, { userId: "b" }, { userId: "c" }]);
  first.cut();
  const [byHeader, byQuery] = [
    await openStream(`${url}&lastEventId=alerts:2`, { ...VIEWER, "Last-Event-ID": alerts()[0]?.id ?? "" }),
    await openStream(`${url}&lastEventId=alerts:2`, VIEWER),
  ];
  await until(() => byHeader.events.length >= 2 && byQuery.events.length >= 1, "what was missed came");
  const seqs = (client: typeof first) => client.events.filter(({ event }) => event === "alert").map(({ data }) => data.seq);
  expect([seqs(byHeader), seqs(byQuery)]).toEqual([[2, 3], [3]]);
  byHeader.cut();
  byQuery.cut();
});

it("does not hold the server up when it stops", async () => {
  const other = await startTestServer({}, { graceMs: 60_000 });
  const client = await openStream(`${other.url}${PATH}?channels=alerts`);
  await other.stop();
  await until(() => client.ended, "the stream ended");
  expect(client.response.complete).toBe(true);
});
