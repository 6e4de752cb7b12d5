import { expect, test } from "vitest";
import { makeEvent } from "../testing/alert.ts";
import { eventMatches, serverQuery, type Term, termsOf, withoutTerm, withTerm } from "./event-filter.ts";

const failed: Term = { field: "type", value: "login.failed", out: false };
const notAuth: Term = { field: "source", value: "auth-api", out: true };

test("an address holds the terms, values with colons and dashes too", () => {
  const odd: Term = { field: "attributes.path", value: "-a:b&c=d", out: false };
  const address = withTerm(withTerm(new URLSearchParams("range=1h"), failed), odd);
  expect(termsOf(new URLSearchParams(address.toString()))).toEqual([failed, odd]);
  expect(termsOf(withoutTerm(address, odd))).toEqual([failed]);
});

test("filtering a value out replaces filtering it in", () => {
  const address = withTerm(withTerm(new URLSearchParams(), failed), { ...failed, out: true });
  expect(termsOf(address)).toEqual([{ ...failed, out: true }]);
});

test("values of one field are alternatives, fields add up, and out wins", () => {
  const event = makeEvent(1);
  const other: Term = { ...failed, value: "login.succeeded" };
  expect(eventMatches(event, [failed, other], "")).toBe(true);
  expect(eventMatches(event, [other], "")).toBe(false);
  expect(eventMatches(event, [failed, { field: "attributes.country", value: "DE", out: false }], "")).toBe(false);
  expect(eventMatches(event, [failed, notAuth], "")).toBe(false);
  expect(eventMatches(event, [{ field: "severity", value: "high", out: true }], "")).toBe(true);
});

test("text is found in names, values and ids of any case", () => {
  const event = makeEvent(1, { attributes: { note: "<b>Bold</b>" } });
  expect(eventMatches(event, [], "<B>bold")).toBe(true);
  expect(eventMatches(event, [], " 42 ")).toBe(true);
  expect(eventMatches(event, [], "nothing")).toBe(false);
});

test("the server narrows only what it can narrow by itself", () => {
  expect(serverQuery([failed, notAuth], "")).toEqual({ type: "login.failed" });
  expect(serverQuery([failed, { ...failed, value: "x" }], "RO")).toEqual({ q: "RO" });
  expect(serverQuery([{ field: "attributes.ip", value: "10.0.0.1", out: false }], "")).toEqual({ q: "10.0.0.1" });
});
