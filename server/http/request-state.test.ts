import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { beginRequest, identityOf, pathOf, stateOf } from "./request-state.ts";

const request = (headers: Record<string, string>, url = "/") => ({ headers, url }) as unknown as IncomingMessage;
const TRACE = "0af7651916cd43dd8448eb211c80319c";

it.each(["a", "abc-123", "00000000-0000-0000-0000-000000000000", "req:1/2+3=", "x".repeat(128)])("keeps the request id %s", (id) => {
  expect(beginRequest(request({ "x-request-id": id })).id).toBe(id);
});

it.each(["", "two words", "x".repeat(129), "<script>", 'quote"', "line\nbreak"])("makes another for %j", (id) => {
  expect(beginRequest(request({ "x-request-id": id })).id).toMatch(/^[0-9a-f-]{36}$/);
});

it.each([
  [`00-${TRACE}-b7ad6b7169203331-01`, TRACE],
  [`01-${TRACE}-b7ad6b7169203331-01-what-comes-later`, TRACE],
  [`ff-${TRACE}-b7ad6b7169203331-01`, undefined],
  [`00-${"0".repeat(32)}-b7ad6b7169203331-01`, undefined],
  [`00-${TRACE}-${"0".repeat(16)}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-b7ad6b7169203331-01`, undefined],
  ["nonsense", undefined],
])("reads the trace of %s", (traceparent, traceId) => {
  expect(beginRequest(request({ traceparent })).traceId).toBe(traceId);
});

it("keeps one state for a request", () => {
  const one = request({});
  expect(stateOf(one)).toBe(stateOf(one));
  expect(() => identityOf(one)).toThrow();
});

it("names a path without its query", () => expect(pathOf(request({}, "/a/b?token=x"))).toBe("/a/b"));
