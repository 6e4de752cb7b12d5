import { expect, test } from "vitest";
import type { MetricOverview } from "../../../shared/metrics.ts";
import { makeMetric } from "../../testing/alert.ts";
import { type MetricFilter, type MetricRow, metricFilterOf, metricRows, stateOf, withMetricFilter } from "./metric-rows.ts";

const overview = (change: Partial<MetricOverview>): MetricOverview => ({
  id: "m",
  state: "quiet",
  worst: null,
  groups: 1,
  firing: 0,
  pending: 0,
  fires: 0,
  firesSince: "2026-03-01T10:00:00.000Z",
  firesPerDay: 0,
  lastFiredAt: null,
  ...change,
});

const row = (name: string, change: Partial<MetricOverview>, metric = {}): MetricRow => ({
  id: name,
  metric: makeMetric({ id: name, name, ...metric }),
  overview: overview(change),
});

const ROWS = [
  row("calm", {}),
  row("noisy", { firesPerDay: 9, state: "firing" }),
  row("also calm", {}, { domain: "risk" }),
  row("seldom", { firesPerDay: 0.5 }, { enabled: false }),
];
const ALL: MetricFilter = { tab: "all", domains: [], text: "", sort: "fires" };
const names = (filter: Partial<MetricFilter>) => metricRows(ROWS, { ...ALL, ...filter }).map(({ id }) => id);

test.each([
  [{}, ["noisy", "seldom", "also calm", "calm"]],
  [{ sort: "name" }, ["also calm", "calm", "noisy", "seldom"]],
  [{ sort: "state" }, ["noisy", "also calm", "calm", "seldom"]],
  [{ tab: "firing" }, ["noisy"]],
  [{ tab: "quiet" }, ["also calm", "calm"]],
  [{ tab: "off" }, ["seldom"]],
  [{ domains: ["risk"] }, ["also calm"]],
  [{ text: " CALM " }, ["also calm", "calm"]],
  [{ text: "login.failed" }, ["noisy", "seldom", "also calm", "calm"]],
] as const)("%j shows %j", (filter, expected) => {
  expect(names(filter)).toEqual(expected);
});

test("a metric that the overview does not know yet has no data, and one that is off is off", () => {
  expect(stateOf({ ...row("new", {}), overview: undefined })).toBe("no_data");
  expect(stateOf(row("off", { state: "firing" }, { enabled: false }))).toBe("off");
});

test("an address holds the filter, and forgets what is the default", () => {
  const filter: MetricFilter = { tab: "off", domains: ["risk", "security"], text: "login", sort: "name" };
  const params = withMetricFilter(new URLSearchParams("range=1h"), filter);
  expect(metricFilterOf(params)).toEqual(filter);
  expect(withMetricFilter(params, ALL).toString()).toBe("range=1h");
  expect(metricFilterOf(new URLSearchParams("state=odd&sort=odd"))).toEqual(ALL);
});
