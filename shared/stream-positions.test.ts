import fc from "fast-check";
import { expect, it } from "vitest";
import { formatPositions, parsePositions, streamPositionsSchema } from "./stream-positions.ts";

const channel = fc.constantFrom("alerts", "alerts:risk", "metrics:a-b_1", "status", "sentinel:7");

it("reads what it writes", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(channel, fc.nat()), { minLength: 1, selector: ([name]) => name }), (entries) => {
      expect([...(parsePositions(formatPositions(new Map(entries))) ?? [])]).toEqual(entries);
    }),
  );
});

it("splits at the last colon, whatever the channel's name", () => {
  expect(parsePositions("alerts:risk:7, status:0")).toEqual(
    new Map([
      ["alerts:risk", 7],
      ["status", 0],
    ]),
  );
});

it.each(["alerts", "alerts:", ":5", "alerts:-1", "alerts:1.5", "alerts:1,", ",", "alerts:01", "alerts:9999999999999999", "7"])(
  "refuses %j",
  (text) => {
    expect(parsePositions(text)).toBeUndefined();
    expect(streamPositionsSchema.safeParse(text).success).toBe(false);
  },
);

it("takes no id for no position", () => expect(streamPositionsSchema.parse("")).toEqual(new Map()));
