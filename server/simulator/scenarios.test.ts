import { describe, expect, it } from "vitest";
import { type ExpectedAlert, SCENARIO_NAMES, type ScenarioName } from "../../shared/generators.ts";
import { DEFAULT_METRICS } from "../runtime/default-metrics.ts";
import { createScenario, type TimedEvent } from "./generate.ts";
import { SCENARIOS } from "./scenarios.ts";
import { engineAlerts } from "./testing/engine-alerts.ts";
import { naiveAlerts } from "./testing/naive-alerts.ts";

const troubled = SCENARIO_NAMES.filter((name) => name !== "calm");
const QUARTER_MINUTE_MS = 15_000;
const withinMs = (name: ScenarioName) => SCENARIOS[name].raisesWithinMs ?? QUARTER_MINUTE_MS;

function eventsOf(name: ScenarioName, rate: number, durationSeconds: number, seed = 1): TimedEvent[] {
  return [...createScenario(name, { seed, rate, durationSeconds, startMs: 1_700_000_000_000, run: "t" })];
}

const keys = (alerts: readonly ExpectedAlert[]) => alerts.map(({ metricName, group }) => `${metricName} ${JSON.stringify(group)}`).sort();

describe("scenarios against the default metrics", () => {
  it("expects alerts of metrics that exist", () => {
    const known = DEFAULT_METRICS.map((metric) => metric.name);
    expect(new Set(known).size).toBe(known.length);
    for (const name of SCENARIO_NAMES) for (const { metricName } of SCENARIOS[name].expects) expect(known).toContain(metricName);
  });

  it.each([
    [50, 60, 1],
    [500, 60, 1],
    [500, 60, 2],
    [500, 60, 3],
    [5_000, 20, 1],
  ])("calm at %i/s for %i s with seed %i raises nothing, not even for a moment", (rate, seconds, seed) => {
    expect(naiveAlerts(DEFAULT_METRICS, eventsOf("calm", rate, seconds, seed), seconds * 1_000, false)).toEqual([]);
  });

  it("calm stays calm for half an hour", () => {
    expect(naiveAlerts(DEFAULT_METRICS, eventsOf("calm", 50, 1_800), 1_800_000, false)).toEqual([]);
  });

  it.each(troubled)("%s raises all it must in time at the default rate", (name) => {
    const alerts = naiveAlerts(DEFAULT_METRICS, eventsOf(name, 500, withinMs(name) / 1_000), withinMs(name));
    expect(keys(alerts)).toEqual(keys(SCENARIOS[name].expects));
  });

  it.each(troubled.flatMap((name) => [50, 500, 5_000].map((rate) => [name, rate] as const)))(
    "%s raises just that in a longer run at %i/s",
    (name, rate) => {
      const seconds = rate > 1_000 ? Math.max(20, withinMs(name) / 1_000) : 60;
      const alerts = naiveAlerts(DEFAULT_METRICS, eventsOf(name, rate, seconds), seconds * 1_000);
      expect(keys(alerts)).toEqual(keys(SCENARIOS[name].expects));
    },
  );

  it.each(troubled)("%s raises it even after a minute of calm", (name) => {
    const before = eventsOf("calm", 500, 60);
    const after = eventsOf(name, 500, 60).map((each) => ({
      ...each,
      offsetMs: each.offsetMs + 60_000,
      event: { ...each.event, timestamp: Number(each.event.timestamp) + 60_000 },
    }));
    expect(keys(naiveAlerts(DEFAULT_METRICS, [...before, ...after], 120_000))).toEqual(keys(SCENARIOS[name].expects));
  });
});

describe("scenarios in the real engine", () => {
  it.each(SCENARIO_NAMES)("%s raises what it must, and nothing else for five minutes after its end", (name) => {
    const events = eventsOf(name, 500, 60);
    const { alerts, late } = engineAlerts(DEFAULT_METRICS, events, 360_000);
    expect(keys(alerts)).toEqual(keys(SCENARIOS[name].expects));
    const share = late / events.length;
    if (name === "late-data") expect(Math.abs(share - 0.2)).toBeLessThan(0.02);
    else expect(late).toBe(0);
  });
});
