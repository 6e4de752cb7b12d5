import { describe, expect, it } from "vitest";
import { DEFAULT_METRICS } from "../runtime/default-metrics.ts";
import { createScenario, type TimedEvent } from "./generate.ts";
import type { ExpectedAlert } from "./scenario.ts";
import { SCENARIOS, type ScenarioName } from "./scenarios.ts";
import { naiveAlerts } from "./testing/naive-alerts.ts";

const names = Object.keys(SCENARIOS) as ScenarioName[];
const troubled = names.filter((name) => name !== "calm");

function eventsOf(name: ScenarioName, rate: number, durationSeconds: number, seed = 1): TimedEvent[] {
  return [...createScenario(name, { seed, rate, durationSeconds, startMs: 1_700_000_000_000, run: "t" })];
}

const keys = (alerts: readonly ExpectedAlert[]) => alerts.map(({ metricName, group }) => `${metricName} ${JSON.stringify(group)}`).sort();

describe("scenarios against the default metrics", () => {
  it("expects alerts of metrics that exist", () => {
    const known = DEFAULT_METRICS.map((metric) => metric.name);
    for (const name of names) for (const { metricName } of SCENARIOS[name].expects) expect(known).toContain(metricName);
  });

  it.each([
    [50, 60, 1],
    [500, 60, 1],
    [500, 60, 2],
    [500, 60, 3],
    [5_000, 20, 1],
  ])("calm at %i/s for %i s with seed %i raises nothing, not even for a moment", (rate, seconds, seed) => {
    expect(naiveAlerts(DEFAULT_METRICS, eventsOf("calm", rate, seconds, seed), false)).toEqual([]);
  });

  it("calm stays calm for half an hour", () => {
    expect(naiveAlerts(DEFAULT_METRICS, eventsOf("calm", 50, 1_800), false)).toEqual([]);
  });

  it.each(troubled)("%s raises all it must within 15 s at the default rate", (name) => {
    const alerts = naiveAlerts(DEFAULT_METRICS, eventsOf(name, 500, 15));
    expect(keys(alerts)).toEqual(keys(SCENARIOS[name].expects));
  });

  it.each(troubled.flatMap((name) => [50, 500, 5_000].map((rate) => [name, rate] as const)))(
    "%s raises just that in a longer run at %i/s",
    (name, rate) => {
      const alerts = naiveAlerts(DEFAULT_METRICS, eventsOf(name, rate, rate > 1_000 ? 20 : 60));
      expect(keys(alerts)).toEqual(keys(SCENARIOS[name].expects));
    },
  );

  it.each(troubled)("%s raises it even after a minute of calm", (name) => {
    const before = eventsOf("calm", 500, 60);
    const after = eventsOf(name, 500, 60).map((each) => ({ ...each, offsetMs: each.offsetMs + 60_000 }));
    expect(keys(naiveAlerts(DEFAULT_METRICS, [...before, ...after]))).toEqual(keys(SCENARIOS[name].expects));
  });
});
