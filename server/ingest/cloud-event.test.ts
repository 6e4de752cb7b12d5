import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_LIMITS } from "../../shared/events.ts";
import { acceptEvent } from "./accept-event.ts";
import { readCloudEvent } from "./cloud-event.ts";

const LATEST = Date.parse("2026-06-01T00:05:00Z");
const ENVELOPE = { specversion: "1.0", id: "e-1", source: "/orders", type: "com.example.Order.Created" };
const STORED = {
  id: "e-1",
  type: "com.example.order.created",
  source: "/orders",
  timestamp: null,
  severity: null,
  value: null,
  userId: null,
  attributes: null,
};
const read = (members: object) => readCloudEvent({ ...ENVELOPE, ...members }, LATEST);
const attributes = (members: object) => {
  const event = read(members);
  return Array.isArray(event) ? event : event.attributes;
};

describe("a CloudEvent", () => {
  it("becomes an event", () => {
    expect(read({})).toEqual(STORED);
    expect(read({ time: "2026-06-01T02:00:00+02:00", data: { amount: 5 } })).toEqual({
      ...STORED,
      timestamp: Date.parse("2026-06-01T00:00:00Z"),
      attributes: { amount: 5 },
    });
  });

  it("is known by its specversion wherever events are taken", () => {
    expect(acceptEvent({ ...ENVELOPE, data: { a: 1 } }, LATEST)).toEqual({ ...STORED, attributes: { a: 1 } });
  });

  it.each<[string, object, object]>([
    [
      "nested data",
      { data: { order: { id: 7, lines: [{ sku: "a" }, { sku: "b" }] } } },
      { "order.id": 7, "order.lines.0.sku": "a", "order.lines.1.sku": "b" },
    ],
    ["data without a value in it", { data: { a: {}, b: [], c: null } }, { c: null }],
    ["data that is one value", { data: "<order/>", datacontenttype: "text/xml" }, { data: "<order/>", datacontenttype: "text/xml" }],
    ["data that is a list", { data: [1, { a: true }] }, { "data.0": 1, "data.1.a": true }],
    [
      "extensions and the rest of the context",
      { subject: "7", traceparent: "00-1", sampled: true, rank: 3 },
      { subject: "7", traceparent: "00-1", sampled: true, rank: 3 },
    ],
    [
      "a name that the data has as well",
      { subject: "context", data: { subject: "data" } },
      { subject: "data", "cloudevents.subject": "context" },
    ],
    ["members that are null", { subject: null, time: null, extension: null, data: { a: 1 } }, { a: 1 }],
  ])("keeps %s", (_what, members, expected) => {
    expect(attributes(members)).toEqual(expected);
  });

  const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
  it.each<[string, unknown]>([
    ["specversion", { ...ENVELOPE, specversion: "0.3" }],
    ["specversion", { ...ENVELOPE, specversion: 1 }],
    ["id", { ...ENVELOPE, id: undefined }],
    ["id", { ...ENVELOPE, id: "" }],
    ["id", { ...ENVELOPE, id: "x".repeat(129) }],
    ["source", { ...ENVELOPE, source: 5 }],
    ["type", { ...ENVELOPE, type: "" }],
    ["type", { ...ENVELOPE, type: "Order Created" }],
    ["time", { ...ENVELOPE, time: "yesterday" }],
    ["time", { ...ENVELOPE, time: 1_700_000_000_000 }],
    ["time", { ...ENVELOPE, time: "2026-06-01T00:05:01Z" }],
    ["subject", { ...ENVELOPE, subject: {} }],
    ["data_base64", { ...ENVELOPE, data_base64: "AAEC" }],
    ["userId", { ...ENVELOPE, userId: "7" }],
    ["extension", { ...ENVELOPE, extension: { nested: 1 } }],
    ["data.a.note", { ...ENVELOPE, data: { a: { note: "x".repeat(EVENT_LIMITS.stringLength + 1) } } }],
    [`data.${"k".repeat(129)}`, { ...ENVELOPE, data: { ["k".repeat(129)]: 1 } }],
    ["data.", { ...ENVELOPE, data: { "": 1 } }],
    ["data.a.b", { ...ENVELOPE, data: { "a.b": 1, a: { b: 2 } } }],
    ["subject", { ...ENVELOPE, subject: "x", data: { subject: 1, "cloudevents.subject": 2 } }],
    ["data", { ...ENVELOPE, data: Array.from({ length: 257 }, (_, n) => n) }],
    ["data", { ...ENVELOPE, data: Array.from({ length: 300_000 }, (_, n) => ({ n })) }],
    ["", { ...ENVELOPE, ...Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`e${n}`, n])) }],
    ["", { ...ENVELOPE, ...Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`E${n}`, n])) }],
    ["data.amount", JSON.parse(JSON.stringify({ ...ENVELOPE, data: { amount: "N" } }).replace('"N"', "1e999"))],
    ["data", JSON.parse(JSON.stringify({ ...ENVELOPE, data: "N" }).replace('"N"', "-1e999"))],
    ["data.__proto__", JSON.parse('{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"__proto__":{"x":1}}}')],
    ["__proto__", JSON.parse('{"specversion":"1.0","id":"1","source":"s","type":"t","__proto__":{"x":1}}')],
    [`data${".a".repeat(31)}`, { ...ENVELOPE, data: deep(60) }],
    [`data${".a".repeat(31)}`, { ...ENVELOPE, data: deep(2_000) }],
  ])("names %s", (path, body) => {
    expect(acceptEvent(body, LATEST)).toContainEqual({ path, message: expect.any(String) });
    expect(Object.prototype).not.toHaveProperty("x");
  });

  it("says no more than a hundred things about one event", () => {
    const twice = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${n}.v`, 1]));
    const nested = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${n}`, { v: 1 }]));
    expect(read({ data: { ...twice, ...nested } })).toHaveLength(100);
  });
});

it("loses no value of its data, and takes none twice", () => {
  const name = fc.stringMatching(/^[a-z]{1,3}$/);
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: "small" }, leaf, fc.dictionary(name, tie("node"), { maxKeys: 4 }), fc.array(tie("node"), { maxLength: 3 })),
  }));
  const leaves = (value: unknown): unknown[] =>
    typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
  fc.assert(
    fc.property(fc.dictionary(name, node, { maxKeys: 5 }), (data) => {
      const event = read({ data });
      if (Array.isArray(event)) return expect(leaves(data).length).toBeGreaterThan(EVENT_LIMITS.attributes);
      // Every name leads back to its value in the data.
      for (const [path, value] of Object.entries(event.attributes ?? {})) {
        const found = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], data);
        expect(found).toBe(value);
      }
      expect(Object.keys(event.attributes ?? {})).toHaveLength(leaves(data).length);
    }),
  );
});
