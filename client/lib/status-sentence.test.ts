import { expect, test } from "vitest";
import type { Alert } from "../../shared/alerts.ts";
import { makeAlert } from "../testing/alert.ts";
import { sentenceText, statusSentence } from "./status-sentence.ts";

const text = (alerts: readonly Alert[]) => sentenceText(statusSentence(alerts));

let next = 0;
const alert = (change: Partial<Alert>) => {
  next += 1;
  return makeAlert({ id: `alert-${next}`, startedAt: new Date(next * 1_000).toISOString(), ...change });
};
const inCountry = (country: string, change: Partial<Alert> = {}) => alert({ group: { "attributes.country": country }, ...change });

test("nothing firing is all quiet", () => {
  expect(text([])).toBe("All quiet: nothing is firing.");
  expect(statusSentence([]).severity).toBeUndefined();
});

test("names what is most urgent, newest first, and says that the rest is normal", () => {
  expect(text([inCountry("RO")])).toBe("1 critical: Failed logins by country in RO; the rest is normal.");
  expect(text([inCountry("RO"), inCountry("DE")])).toBe("2 critical: Failed logins by country in DE and RO; the rest is normal.");
});

test("counts what is less urgent instead of naming it", () => {
  const alerts = [inCountry("RO"), alert({ severity: "low" }), alert({ severity: "high" })];
  expect(text(alerts)).toBe("1 critical: Failed logins by country in RO; 2 other alerts of lower severity.");
  expect(text([alert({ severity: "medium", metricName: "Slow orders", group: {} })])).toBe("1 medium: Slow orders; the rest is normal.");
});

test("shortens many groups and many metrics", () => {
  const countries = ["A", "B", "C", "D"].map((country) => inCountry(country));
  expect(text(countries)).toBe("4 critical: Failed logins by country in D, C and 2 more; the rest is normal.");
  const metrics = ["m1", "m2", "m3", "m4", "m5"].map((metricId) => alert({ metricId, metricName: metricId, group: {} }));
  expect(text(metrics)).toBe("5 critical: m5, m4, m3; 2 other metrics; the rest is normal.");
});

test("joins groups that are no places with for", () => {
  expect(text([alert({ metricName: "Withdrawals", group: { userId: "42" } })])).toBe("1 critical: Withdrawals for 42; the rest is normal.");
});

test("a metric with one alert leads to it", () => {
  const only = inCountry("RO");
  expect(statusSentence([only]).subjects[0]?.alertId).toBe(only.id);
  expect(statusSentence([only, inCountry("DE")]).subjects[0]?.alertId).toBeUndefined();
});
