import supertest from "supertest";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anomalySchema } from "../../../shared/anomalies.ts";
import { livePageSchema } from "../../../shared/api.ts";
import { anomalySummarySchema } from "../../../shared/control.ts";
import { until } from "../../channels/testing/channel-server.ts";
import { openStream } from "../../channels/testing/stream-client.ts";
import { eventually } from "../../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const PATH = "/api/v1/alerts/anomalies";
const START = Date.parse("2026-06-01T12:00:00Z");
const MINUTE = 60_000;
/** Enough windows for a baseline without a season. */
const CALM_MINUTES = 20;
const USUAL = 5;

const pageSchema = livePageSchema(anomalySchema).extend({ summary: anomalySummarySchema.array() });
let now = START;
let test: TestServer;
let metricId: string;

const api = () => supertest(test.url);
const read = async (query = "") => pageSchema.parse((await api().get(`${PATH}${query}`)).body);

async function post(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ type: "logins.test", source: "auth" }));
  expect((await api().post("/api/v1/alert").send(events)).status).toBe(202);
}

/** Minutes of the usual traffic, then one of far more. */
async function surge(): Promise<void> {
  for (let minute = 0; minute < CALM_MINUTES; minute++) {
    await post(USUAL + (minute % 2));
    now += MINUTE;
  }
  await post(USUAL * 40);
  now += 2 * MINUTE;
  await post(1);
}

beforeAll(async () => {
  test = await startTestServer({}, { now: () => now });
  const { status, body } = await api()
    .post("/api/v1/alerts/metrics")
    .send({
      name: "Unusual logins",
      domain: "security",
      severity: "high",
      select: { types: ["logins.test"] },
      aggregate: { kind: "count" },
      window: { size: "1m", slide: "1m" },
      condition: { anomaly: { direction: "up", sensitivity: "medium" } },
    });
  expect(status).toBe(201);
  metricId = body.id;
});
afterAll(() => test.stop());

it("lists nothing while nothing is unusual", async () => {
  expect(await read()).toEqual({ items: [], nextCursor: null, streamSeq: 0, summary: [] });
});

it("lists what an anomaly metric has found, with a position to go on from and a summary", async () => {
  const stream = await openStream(`${test.url}/api/v1/stream?channels=anomalies`);
  await surge();
  await eventually(
    () => read(),
    ({ items }) => items.length > 0,
  );
  await surge();
  const { items, streamSeq, summary } = await eventually(
    () => read(),
    (page) => page.items.length > 1,
  );
  const at = items.map((item) => item.at);
  expect(at).toEqual([...at].sort().reverse());
  for (const anomaly of items) {
    expect(anomaly).toMatchObject({ metricId, group: {} });
    expect(anomaly.value).toBeGreaterThan(anomaly.expected.high);
  }
  expect(summary).toEqual([{ metricId, count: items.length, real: 0, expected: 0, false: 0, newestAt: at[0] }]);

  expect(streamSeq).toBe(items.length);
  await until(() => stream.events.length >= items.length, "the anomalies came on the channel");
  expect(stream.events.map(({ data }) => data.data)).toEqual(items.toReversed());
  stream.cut();
});

it("pages, and narrows by metric and time", async () => {
  const { items } = await read();
  const [newest, ...older] = items;
  if (!newest) throw new Error("there are no anomalies");
  const first = await read("?limit=1");
  expect(first.items).toEqual([newest]);
  expect((await read(`?cursor=${first.nextCursor}`)).items).toEqual(older);
  expect((await read(`?metricId=${metricId}`)).items).toEqual(items);
  expect((await read("?metricId=other")).items).toEqual([]);
  expect((await read(`?from=${newest.at}`)).items).toEqual(items.filter(({ at }) => at >= newest.at));
  expect((await read(`?to=${Date.parse(newest.at)}`)).items).toEqual(items.filter(({ at }) => at < newest.at));
});

it.each(["limit=0", "cursor=x", "from=yesterday", "to=soon"])("names what is wrong in ?%s", async (query) => {
  const { status, body } = await api().get(`${PATH}?${query}`);
  expect([status, body.errors[0].path]).toEqual([422, query.split("=")[0]]);
});
