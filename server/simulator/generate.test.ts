import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventInputSchema } from "../../shared/events.ts";
import { createScenario, type ScenarioOptions } from "./generate.ts";
import { isScenarioName, SCENARIOS, type ScenarioName } from "./scenarios.ts";

const names = Object.keys(SCENARIOS) as ScenarioName[];
const base: ScenarioOptions = { seed: 1, rate: 200, durationSeconds: 10, startMs: 1_700_000_000_000, run: "r1" };

describe("createScenario", () => {
  it("gives the same events for the same arguments", () => {
    const options = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 32 }),
      rate: fc.integer({ min: 1, max: 2_000 }),
      durationSeconds: fc.integer({ min: 1, max: 5 }),
      startMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      run: fc.stringMatching(/^[a-z0-9]{1,10}$/),
    });
    fc.assert(
      fc.property(fc.constantFrom(...names), options, (name, chosen) => {
        expect([...createScenario(name, chosen)]).toEqual([...createScenario(name, chosen)]);
      }),
      { numRuns: 30 },
    );
  });

  it("gives other events for another seed, and other ids for another run", () => {
    const bodies = (options: ScenarioOptions) => [...createScenario("calm", options)].map(({ event: { id: _id, ...body } }) => body);
    const ids = (options: ScenarioOptions) => [...createScenario("calm", options)].map(({ event }) => event.id);
    expect(bodies({ ...base, seed: 2 })).not.toEqual(bodies(base));
    expect(bodies({ ...base, run: "r2" })).toEqual(bodies(base));
    const others = new Set(ids({ ...base, run: "r2" }));
    expect(ids(base).filter((id) => others.has(id))).toEqual([]);
  });

  it.each(names)("%s makes valid, marked, distinct events in time order at about the asked rate", (name) => {
    const events = [...createScenario(name, { ...base, durationSeconds: 30 })];
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
    expect(Math.abs(events.length - 30 * base.rate)).toBeLessThan(0.05 * 30 * base.rate);
    let last = 0;
    for (const { offsetMs, event } of events) {
      expect(eventInputSchema.safeParse(event).error).toBeUndefined();
      expect(event.attributes?.simulated).toBe(true);
      expect(event.timestamp).toBe(base.startMs + Math.floor(offsetMs));
      expect(offsetMs).toBeGreaterThanOrEqual(last);
      expect(offsetMs).toBeLessThan(30_000);
      last = offsetMs;
    }
  });

  it("mixes the kinds of a broker's day", () => {
    const types = new Set([...createScenario("calm", { ...base, durationSeconds: 60 })].map(({ event }) => event.type));
    expect([...types].sort()).toEqual([
      "login.failed",
      "login.succeeded",
      "payment.completed",
      "payment.failed",
      "service.error",
      "service.heartbeat",
      "service.latency",
      "withdrawal.requested",
    ]);
  });
});

it("knows scenarios by their own names only", () => {
  expect(names.every((name) => SCENARIOS[name].name === name && isScenarioName(name))).toBe(true);
  expect(isScenarioName("toString")).toBe(false);
});
