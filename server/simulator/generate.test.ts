import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_LIMITS, eventInputSchema } from "../../shared/events.ts";
import { SCENARIO_NAMES as names } from "../../shared/generators.ts";
import { createScenario, type ScenarioOptions } from "./generate.ts";
import { isScenarioName, SCENARIOS } from "./scenarios.ts";

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

  it.each(names)("%s makes valid, marked events in time order at about the asked rate", (name) => {
    const events = [...createScenario(name, { ...base, durationSeconds: 30 })];
    expect(Math.abs(events.length - 30 * base.rate)).toBeLessThan(0.05 * 30 * base.rate);
    let last = 0;
    for (const { offsetMs, event } of events) {
      expect(eventInputSchema.safeParse(event).error).toBeUndefined();
      expect(event.attributes?.simulated).toBe(true);
      expect(offsetMs).toBeGreaterThanOrEqual(last);
      expect(offsetMs).toBeLessThan(30_000);
      last = offsetMs;
    }
  });

  it.each(names)("%s dates its events, and repeats them, as its story tells", (name) => {
    const events = [...createScenario(name, { ...base, durationSeconds: 30 })];
    const byId = new Map(events.map(({ event }) => [event.id, event]));
    const repeats = events.length - byId.size;
    if (name === "duplicate-storm") expect(repeats).toBeGreaterThan(events.length / 2);
    else expect(repeats).toBe(0);
    for (const { event } of events) expect(byId.get(event.id)).toBe(event);
    const minutesAhead = events.map(({ offsetMs, event }) => (Number(event.timestamp) - base.startMs - Math.floor(offsetMs)) / 60_000);
    const elsewhere = new Set(minutesAhead.filter((minutes) => minutes !== 0));
    if (name === "clock-skew") expect([...elsewhere].sort()).toEqual([4, 6]);
    else if (name === "late-data") for (const minutes of elsewhere) expect(minutes).toBeLessThan(-1);
    else if (name !== "duplicate-storm") expect(elsewhere.size).toBe(0);
    const refused = events.filter(({ refused }) => refused);
    expect(refused.length > 0).toBe(name === "clock-skew");
    for (const { offsetMs, event } of refused)
      expect(Number(event.timestamp) - base.startMs - offsetMs).toBeGreaterThan(EVENT_LIMITS.futureMs);
  });

  it("mixes the kinds of a broker's day", () => {
    const types = new Set([...createScenario("calm", { ...base, durationSeconds: 60 })].map(({ event }) => event.type));
    expect([...types].sort()).toEqual([
      "clock.offset",
      "delivery.lag",
      "deposit.completed",
      "deposit.failed",
      "login.failed",
      "login.succeeded",
      "payment.completed",
      "payment.failed",
      "service.error",
      "service.heartbeat",
      "service.latency",
      "user.registered",
      "withdrawal.requested",
    ]);
  });
});

it("knows scenarios by their own names only", () => {
  expect(names.every((name) => SCENARIOS[name].name === name && isScenarioName(name))).toBe(true);
  expect(isScenarioName("toString")).toBe(false);
});
