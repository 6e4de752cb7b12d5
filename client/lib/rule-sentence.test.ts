import { expect, test } from "vitest";
import type { Alert } from "../../shared/alerts.ts";
import type { Metric } from "../../shared/metrics.ts";
import { makeAlert, makeMetric } from "../testing/alert.ts";
import { ruleSentence } from "./rule-sentence.ts";

const sentence = (metric: Partial<Metric> = {}, alert: Partial<Alert> = {}) =>
  ruleSentence(makeMetric(metric), makeAlert(alert))
    .map((piece) => piece.text)
    .join("");

test("a count with its group and threshold", () => {
  expect(sentence()).toBe("57 events of login.failed in 5 min for country = RO, above 50.");
  expect(sentence({ condition: { op: "lt", threshold: 2 } }, { value: 1, threshold: 2, group: {} })).toBe(
    "1 event of login.failed in 5 min, below 2.",
  );
});

test("the numbers that were filled in stand out", () => {
  const strong = ruleSentence(makeMetric(), makeAlert()).filter((piece) => piece.strong);
  expect(strong.map((piece) => piece.text)).toEqual(["57", "login.failed", "5 min", "country = RO", "50"]);
});

test.each<[string, Partial<Metric>, Partial<Alert>, string]>([
  [
    "ratio",
    { aggregate: { kind: "ratio", where: [{ field: "attributes.status", op: "eq", value: "failed" }] }, select: { types: ["payment.*"] } },
    { value: 0.314, threshold: 0.2, group: {} },
    "31.4% of the events with status = failed among payment.* in 5 min, above 20%.",
  ],
  [
    "sum",
    { aggregate: { kind: "sum", field: "value" }, select: { types: ["withdrawal.requested"] } },
    { value: 61_250, threshold: 50_000, group: { userId: "42" } },
    "value adding up to 61,250 over withdrawal.requested in 5 min for userId = 42, above 50,000.",
  ],
  [
    "avg",
    { aggregate: { kind: "avg", field: "attributes.latencyMs" }, select: { types: ["order.executed"] }, for: "1m" },
    { value: 912.5, threshold: 800, group: {} },
    "an average latencyMs of 912.5 over order.executed in 5 min, above 800, for at least 1 min.",
  ],
  ["rate", { aggregate: { kind: "rate" } }, { value: 4.5, threshold: 2, group: {} }, "4.5/s events of login.failed in 5 min, above 2/s."],
])("%s", (_kind, metric, alert, text) => expect(sentence(metric, alert)).toBe(text));

test("conditions on the events are part of it", () => {
  const select = { types: ["login.failed"], where: [{ field: "value" as const, op: "gte" as const, value: 1_000 }] };
  expect(sentence({ select })).toBe("57 events of login.failed where value ≥ 1,000 in 5 min for country = RO, above 50.");
});
