import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_LIMITS } from "../../shared/events.ts";
import { acceptEvent } from "./accept-event.ts";
import { checkEvent } from "./check-event.ts";
import { plainEvent } from "./plain-event.ts";

const LATEST = Date.parse("2026-06-01T00:05:00Z");

/** Values near what each field allows: most right, some just wrong. */
const long = (length: number) => fc.constant("x".repeat(length));
const scalar = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(Number.POSITIVE_INFINITY));
const strange = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.object({ maxDepth: 1 }), fc.constant(undefined));
const fields = {
  id: fc.oneof(fc.string(), long(EVENT_LIMITS.idLength), long(EVENT_LIMITS.idLength + 1), strange),
  type: fc.oneof(fc.constantFrom("login.failed", "a", "payment.", ".x", "Login", "a..b", "a_b.c-d.1"), long(128), long(129), strange),
  source: fc.oneof(fc.string(), long(256), long(257), strange),
  timestamp: fc.oneof(
    fc.date({ min: new Date(LATEST - 1e9), max: new Date(LATEST + 1e6), noInvalidDate: true }).map((date) => date.toISOString()),
    fc.integer({ min: LATEST - 5, max: LATEST + 5 }),
    fc.constantFrom("2026-02-29T00:00:00Z", "2026-01-01T00:00:00", "2024-02-29T23:59:60+02:00", -1, 1.5),
    strange,
  ),
  severity: fc.oneof(fc.constantFrom("info", "low", "medium", "high", "critical", "fatal", "constructor"), strange),
  value: fc.oneof(fc.double(), strange),
  userId: fc.oneof(fc.string(), fc.integer(), long(256), long(257), fc.constantFrom(2 ** 53, 2 ** 53 - 1, -0, 1.5), strange),
  attributes: fc.oneof(
    fc.dictionary(fc.oneof(fc.string(), long(128), long(129)), fc.oneof(scalar, long(8_192), long(8_193))),
    fc.constant(Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`a${index}`, index]))),
    fc.constant(JSON.parse('{"__proto__": 1}')),
    strange,
  ),
};
const event = fc.record(fields, { requiredKeys: [] });
const nearEvent = fc.oneof(
  { weight: 8, arbitrary: event },
  { weight: 1, arbitrary: fc.tuple(event, fc.string(), scalar).map(([body, key, value]) => ({ ...body, [key]: value })) },
  { weight: 1, arbitrary: strange },
);

describe("plainEvent", () => {
  it("accepts nothing that the schema does not, and makes the same of it", () => {
    fc.assert(
      fc.property(nearEvent, (body) => {
        const plain = plainEvent(body, LATEST);
        if (plain !== undefined) expect(plain).toEqual(checkEvent(body, LATEST));
      }),
      { numRuns: 3_000 },
    );
  });

  it("accepts every valid event itself, so that the schema is left with the wrong ones", () => {
    const valid = {
      id: fc.string({ minLength: 1, maxLength: 128 }),
      type: fc.constantFrom("login.failed", "a", "a_b.c-d.1"),
      source: fc.string({ minLength: 1, maxLength: 256 }),
      timestamp: fc.integer({ min: 0, max: LATEST }),
      severity: fc.constantFrom("info", "critical"),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      userId: fc.oneof(fc.string({ minLength: 1, maxLength: 256 }), fc.maxSafeInteger()),
      attributes: fc.dictionary(
        fc.string({ minLength: 1, maxLength: 128 }).filter((name) => name !== "__proto__"),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      ),
    };
    fc.assert(
      fc.property(fc.record(valid, { requiredKeys: ["type", "source"] }), (body) => {
        expect(plainEvent(body, LATEST)).toEqual(checkEvent(body, LATEST));
        expect(plainEvent(body, LATEST)).toBeDefined();
      }),
    );
  });
});

describe("acceptEvent", () => {
  it("keeps a number as a user's id in its decimal form, and what is missing as null", () => {
    expect(acceptEvent({ type: "login.failed", source: "auth", userId: 42 }, LATEST)).toEqual({
      id: null,
      type: "login.failed",
      source: "auth",
      timestamp: null,
      severity: null,
      value: null,
      userId: "42",
      attributes: null,
    });
  });

  it.each([
    ["type", { source: "a" }],
    ["type", { type: "Login.Failed", source: "a" }],
    ["source", { type: "a" }],
    ["source", { type: "a", source: 1 }],
    ["id", { type: "a", source: "a", id: "" }],
    ["timestamp", { type: "a", source: "a", timestamp: "yesterday" }],
    ["timestamp", { type: "a", source: "a", timestamp: LATEST + 1 }],
    ["severity", { type: "a", source: "a", severity: "fatal" }],
    ["value", { type: "a", source: "a", value: "12" }],
    ["value", { type: "a", source: "a", value: Number.POSITIVE_INFINITY }],
    ["userId", { type: "a", source: "a", userId: 1.5 }],
    ["attributes", { type: "a", source: "a", attributes: [] }],
    ["attributes.note", { type: "a", source: "a", attributes: { note: "x".repeat(8_193) } }],
    ["attributes.nested", { type: "a", source: "a", attributes: { nested: {} } }],
    ["attributes.__proto__", JSON.parse('{"type": "a", "source": "a", "attributes": {"__proto__": 1}}')],
    ["__proto__", JSON.parse('{"type": "a", "source": "a", "__proto__": {"x": 1}}')],
    ["surprise", { type: "a", source: "a", surprise: 1 }],
  ])("names %s", (path, body) => {
    expect(acceptEvent(body, LATEST)).toContainEqual({ path, message: expect.any(String) });
  });
});
