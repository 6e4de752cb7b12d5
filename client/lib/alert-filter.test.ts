import { expect, test } from "vitest";
import { makeAlert } from "../testing/alert.ts";
import { type AlertFilter, filterOf, matches, rangeOf, rangeStart, withFilter } from "./alert-filter.ts";

const all: AlertFilter = { tab: "all", severities: [], domains: [], text: "" };

test("an address holds the filter, and the default leaves it empty", () => {
  const filter: AlertFilter = { tab: "resolved", severities: ["high", "critical"], domains: ["security"], text: "RO" };
  const address = withFilter(new URLSearchParams("range=1h"), filter);
  expect(address.toString()).toBe("range=1h&status=resolved&severity=high%2Ccritical&domain=security&q=RO");
  expect(filterOf(address)).toEqual(filter);
  expect(withFilter(address, { ...all, tab: "open" }).toString()).toBe("range=1h");
});

test("words that mean nothing are ignored", () => {
  expect(filterOf(new URLSearchParams("status=nope&severity=loud,high"))).toEqual({ ...all, tab: "open", severities: ["high"] });
  expect(rangeOf(new URLSearchParams("range=9y"))).toBe("24h");
  expect(rangeStart("all", 5)).toBeUndefined();
});

test("filters by status, severity, domain and text", () => {
  const alert = makeAlert();
  expect(matches(alert, all, undefined)).toBe(true);
  expect(matches(alert, { ...all, tab: "resolved" }, undefined)).toBe(false);
  expect(matches(alert, { ...all, severities: ["low"] }, undefined)).toBe(false);
  expect(matches(alert, { ...all, domains: ["risk"] }, undefined)).toBe(false);
  expect(matches(alert, { ...all, text: "country = ro" }, undefined)).toBe(true);
  expect(matches(makeAlert({ assignedTo: "Maria" }), { ...all, text: "maria" }, undefined)).toBe(true);
  expect(matches(alert, { ...all, text: "payments" }, undefined)).toBe(false);
});

test("the range hides old closed alerts, never an open one", () => {
  const later = Date.parse("2026-03-01T11:00:00.000Z");
  expect(matches(makeAlert({ status: "resolved" }), all, later)).toBe(false);
  expect(matches(makeAlert(), all, later)).toBe(true);
});
