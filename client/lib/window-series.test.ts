import { expect, test } from "vitest";
import { makeAlert, makeEvent, makeMetric } from "../testing/alert.ts";
import { windowSeries } from "./window-series.ts";

const START = Date.parse("2026-03-01T09:55:00.000Z");
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

test("counts slide by slide and adds up to the alert's value", () => {
  const events = [0, 10, 61, 299].map((seconds, n) => makeEvent(n, { timestamp: at(seconds) }));
  const series = windowSeries(makeMetric(), makeAlert(), events);
  expect(series).toMatchObject({ bars: [2, 1, 0, 0, 1], running: [2, 3, 3, 3, 4], slideSeconds: 60 });
  expect(series?.times[0]).toBe(START / 1_000);
});

test("sums the measured field, and events outside the window do not count", () => {
  const metric = makeMetric({ aggregate: { kind: "sum", field: "attributes.amount" } });
  const events = [
    makeEvent(1, { timestamp: at(5), attributes: { amount: 7 } }),
    makeEvent(2, { timestamp: at(400), attributes: { amount: 9 } }),
  ];
  expect(windowSeries(metric, makeAlert(), events)?.running).toEqual([7, 7, 7, 7, 7]);
});

test("an average has nothing to say where nothing happened, and does not add up", () => {
  const metric = makeMetric({ aggregate: { kind: "avg", field: "value" } });
  const events = [makeEvent(1, { timestamp: at(5), value: 10 }), makeEvent(2, { timestamp: at(6), value: 20 })];
  expect(windowSeries(metric, makeAlert(), events)).toMatchObject({ bars: [15, null, null, null, null], running: undefined });
});

test("a rate is per second of the whole window", () => {
  const events = [makeEvent(1, { timestamp: at(5) }), makeEvent(2, { timestamp: at(6) }), makeEvent(3, { timestamp: at(7) })];
  expect(windowSeries(makeMetric({ aggregate: { kind: "rate" } }), makeAlert(), events)?.running?.at(-1)).toBeCloseTo(0.01);
});

test("slides too fine to be seen share a bar", () => {
  const metric = makeMetric({ window: { size: "5m", slide: "1s" } });
  const series = windowSeries(metric, makeAlert(), [makeEvent(1, { timestamp: at(5) })]);
  expect(series?.slideSeconds).toBe(8);
  expect(series?.bars.reduce((sum: number, bar) => sum + (bar ?? 0), 0)).toBe(1);
});

test("nothing is drawn for what cannot be derived", () => {
  expect(windowSeries(makeMetric(), makeAlert(), [])).toBeUndefined();
  expect(
    windowSeries(makeMetric({ aggregate: { kind: "distinct", field: "userId" } }), makeAlert(), [makeEvent(1, { timestamp: at(5) })]),
  ).toBeUndefined();
});
