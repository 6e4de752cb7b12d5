import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../shared/events.ts";
import type { MetricInput } from "../../shared/metrics.ts";
import { createEngine } from "../engine.ts";
import type { EngineEffect } from "../ports.ts";
import { engineWith, eventOf, feed, finalAlerts, metricOf, OPTIONS, T0, tick } from "../testing/fixtures.ts";
import { type History, newHistory, remember } from "./detectors.ts";
import { seasonalBaseline } from "./seasonal-baseline.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

function historyOf(entries: readonly (readonly [end: number, value: number])[]): History {
  const history = newHistory();
  for (const [end, value] of entries) remember(history, end, value);
  return history;
}

describe("the seasonal baseline", () => {
  it("says nothing while there is too little past", () => {
    expect(seasonalBaseline.expect(historyOf([[MINUTE, 5]]), 2 * MINUTE, 4, 1)).toBeUndefined();
  });

  it("expects what the latest windows had, whatever outliers are among them", () => {
    const values = [10, 11, 9, 10, 500, 10, 11, 9, 10, 500, 10, 11, 9, 10];
    const band = seasonalBaseline.expect(historyOf(values.map((value, n) => [n * MINUTE, value])), 14 * MINUTE, 4, 1);
    expect(band).toMatchObject({ typical: 10, basis: "the latest windows", historyLength: 14 });
    expect(band?.high).toBeLessThan(20);
  });

  it("expects a rush at the hour at which there is one every day", () => {
    const days = Array.from({ length: 5 }, (_, day) =>
      Array.from({ length: 24 }, (_, hour) => [day * DAY + hour * 60 * MINUTE, hour === 9 ? 100 : 5] as const),
    ).flat();
    const rush = seasonalBaseline.expect(historyOf(days), 5 * DAY + 9 * 60 * MINUTE, 4, 1);
    const calm = seasonalBaseline.expect(historyOf(days), 5 * DAY + 3 * 60 * MINUTE, 4, 1);
    expect(rush).toMatchObject({ typical: 100, basis: "the same time on earlier days" });
    expect(calm).toMatchObject({ typical: 5 });
  });
});

describe("an anomaly condition", () => {
  const up: Partial<MetricInput> = {
    window: { size: "1m", slide: "10s" },
    condition: { anomaly: { direction: "both", sensitivity: "medium" } },
  };

  /** `perMinute[n]` events in the n-th minute, evenly spread. */
  function minutes(perMinute: readonly number[]): StoredEvent[] {
    return perMinute.flatMap((count, minute) =>
      Array.from({ length: count }, (_, i) => eventOf(minute * MINUTE + Math.floor((i * MINUTE) / count))),
    );
  }

  function anomalies(effects: readonly EngineEffect[]) {
    return effects.flatMap((effect) => (effect.kind === "anomaly" ? [effect.anomaly] : []));
  }

  it("opens an alert for what the past does not explain, and says what it expected", () => {
    const effects = feed(engineWith(metricOf(up)), minutes([...Array.from({ length: 30 }, () => 10), 60]));
    expect(anomalies(effects)).toMatchObject([{ expected: { typical: 10 }, channel: "seasonal", group: {} }]);
    const [alert] = finalAlerts(effects);
    expect(alert).toMatchObject({ status: "firing", baseline: 10, id: anomalies(effects)[0]?.id });
    expect(alert?.startedAt.slice(0, 16)).toBe(new Date(T0 + 30 * MINUTE).toISOString().slice(0, 16));
    expect(alert?.summary).toContain("outside the expected");
  });

  it("sees a drop once a whole window has been low", () => {
    const engine = engineWith(metricOf(up));
    const effects = [...feed(engine, minutes(Array.from({ length: 30 }, () => 20))), ...tick(engine, 32 * MINUTE)];
    expect(finalAlerts(effects)).toMatchObject([{ status: "firing" }]);
    expect(anomalies(effects)[0]?.value).toBeLessThan(anomalies(effects)[0]?.expected.low ?? 0);
  });

  it("stays quiet about ordinary noise", () => {
    const counts = Array.from({ length: 90 }, (_, n) => 10 + ((n * 7) % 5));
    expect(anomalies(feed(engineWith(metricOf(up)), minutes(counts)))).toEqual([]);
  });

  it("remembers the past over a snapshot", () => {
    const events = minutes([...Array.from({ length: 30 }, () => 10), 60]);
    const engine = engineWith(metricOf(up));
    const before = feed(engine, events.slice(0, 200));
    const restored = createEngine(OPTIONS, structuredClone(engine.snapshot()));
    expect([...before, ...feed(restored, events.slice(200))]).toEqual(feed(engineWith(metricOf(up)), events));
  });
});
