import supertest from "supertest";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type MetricOverview, metricOverviewsSchema, metricValuesSchema } from "../../../shared/metrics.ts";
import { DEFAULT_METRICS } from "../../runtime/default-metrics.ts";
import { eventually } from "../../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const PATH = "/api/v1/alerts/metrics";
const DEFINITION = {
  domain: "operations",
  severity: "low",
  select: { types: ["overview.test"] },
  aggregate: { kind: "count" },
  groupBy: ["userId"],
  window: { size: "1h", slide: "1m" },
  condition: { op: "gte", threshold: 3 },
};

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());

const api = () => supertest(test.url);

async function create(change: object): Promise<string> {
  const { status, body } = await api()
    .post(PATH)
    .send({ ...DEFINITION, ...change });
  expect(status).toBe(201);
  return body.id;
}

async function overview(id: string): Promise<MetricOverview> {
  const { body } = await api().get(`${PATH}/overview`);
  const found = metricOverviewsSchema.parse(body).items.find((item) => item.id === id);
  if (!found) throw new Error(`no overview of ${id}`);
  return found;
}

const post = (users: readonly number[]) =>
  api()
    .post("/api/v1/alert")
    .send(users.map((userId) => ({ type: "overview.test", source: "till", userId })));

it("tells of every metric how it stands, in the order of the list", async () => {
  const { body } = await api().get(`${PATH}/overview`);
  const { items } = metricOverviewsSchema.parse(body);
  expect(items).toHaveLength(DEFAULT_METRICS.length);
  expect(items.map(({ id }) => id)).toEqual((await api().get(`${PATH}?limit=500`)).body.items.map(({ id }: { id: string }) => id));
});

it("follows a metric from its making to its alerts", async () => {
  const id = await create({ name: "Watched" });
  const off = await create({ name: "Off", enabled: false });
  const made = (await api().get(`${PATH}/${id}`)).body.createdAt;
  const nothing = { worst: null, groups: 0, firing: 0, pending: 0, fires: 0, firesPerDay: 0, lastFiredAt: null };
  expect(await overview(id)).toEqual({ id, state: "no_data", firesSince: made, ...nothing });
  expect(await overview(off)).toMatchObject({ state: "off", ...nothing });

  await post([1, 2, 2]);
  const quiet = await eventually(
    () => overview(id),
    ({ state }) => state === "quiet",
  );
  expect(quiet).toMatchObject({ groups: 2, worst: { group: { userId: "2" }, value: 2 }, firing: 0, fires: 0 });

  await post([2, 3, 3, 3]);
  const firing = await eventually(
    () => overview(id),
    (seen) => seen.firing === 2,
  );
  // A metric younger than a day is said to fire as often a day as it has so far.
  expect(firing).toMatchObject({ state: "firing", groups: 3, worst: { value: 3 }, pending: 0, fires: 2, firesPerDay: 2 });
  expect(firing.lastFiredAt).not.toBeNull();

  const values = metricValuesSchema.parse((await api().get(`${PATH}/${id}/values`)).body);
  expect(values.groups).toBe(3);
  expect(values.items.map(({ group, value }) => [group.userId, value])).toEqual([
    ["2", 3],
    ["3", 3],
    ["1", 1],
  ]);
  expect((await api().get(`${PATH}/${id}/values?limit=1`)).body).toMatchObject({ items: [{ value: 3 }], groups: 3 });
  expect((await api().get(`${PATH}/${off}/values`)).body).toEqual({ items: [], groups: 0 });
});

it("refuses what there is not", async () => {
  expect((await api().get(`${PATH}/unknown/values`)).status).toBe(404);
  expect((await api().get(`${PATH}/unknown/values?limit=0`)).body).toMatchObject({ code: "invalid", errors: [{ path: "limit" }] });
  expect((await api().post(`${PATH}/overview`)).status).toBe(405);
});
