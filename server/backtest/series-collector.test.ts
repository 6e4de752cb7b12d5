import { describe, expect, it } from "vitest";
import type { MetricInput } from "../../shared/metrics.ts";
import { createEngine, type Engine } from "../../streams/engine.ts";
import { compileMetric } from "../../streams/metrics/compile.ts";
import { eventOf, metricOf, OPTIONS, T0 } from "../../streams/testing/fixtures.ts";
import { SeriesCollector } from "./series-collector.ts";

const HOUR = 3_600_000;

function collector(definition: Partial<MetricInput>, lengthMs: number, maxReads?: number): { engine: Engine; series: SeriesCollector } {
  const metric = metricOf(definition);
  const engine = createEngine(OPTIONS);
  engine.step({ kind: "metric.put", at: T0 - 60_000, metric, actor: "test" });
  return { engine, series: new SeriesCollector(compileMetric(metric, OPTIONS.latenessMs), T0, T0 + lengthMs, maxReads) };
}

/** Gives the engine events at their offsets, and the collector its points on the way. */
function play({ engine, series }: ReturnType<typeof collector>, offsets: readonly [number, string][], lengthMs: number): void {
  const reach = (at: number): void => {
    while (series.nextAt <= at) {
      engine.step({ kind: "tick", at: series.nextAt - 1 });
      series.sample(engine);
    }
  };
  for (const [offset, userId] of offsets) {
    reach(T0 + offset);
    const effects = engine.step({ kind: "events", at: T0 + offset, events: [eventOf(offset, { userId, value: Number(userId) })] });
    for (const effect of effects) if (effect.kind === "alert") series.saw(effect.at, effect.alert);
  }
  reach(T0 + lengthMs);
  engine.step({ kind: "tick", at: T0 + lengthMs });
}

const values = (points: readonly { value: number | null }[]) => points.map(({ value }) => value);

describe("a series", () => {
  it("has the window's value at each step, 0 or nothing where there is none", () => {
    const events: [number, string][] = [
      [500, "3"],
      [1_500, "5"],
    ];
    const counts = collector({ window: { size: "2s", slide: "1s" } }, 5_000);
    play(counts, events, 5_000);
    expect(counts.series.stepMs).toBe(1_000);
    const { series } = counts.series.finish(counts.engine);
    expect(series.map(({ group, points }) => [group, values(points)])).toEqual([[{}, [1, 2, 1, 0, 0]]]);
    expect(series[0]?.points.map(({ at }) => Date.parse(at) - T0)).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
    const averages = collector({ window: { size: "2s", slide: "1s" }, aggregate: { kind: "avg", field: "value" } }, 5_000);
    play(averages, events, 5_000);
    expect(averages.series.finish(averages.engine).series.map(({ points }) => values(points))).toEqual([[3, 4, 5, null, null]]);
  });

  it("has at most 500 points, on a grid of the slide", () => {
    for (const length of [1_000, 500_000, 24 * HOUR, 24 * HOUR + 1]) {
      const made = collector({}, length);
      play(made, [], length);
      const { stepMs } = made.series;
      expect(stepMs % 1_000).toBe(0);
      expect(Math.ceil(length / stepMs) + 1).toBeLessThanOrEqual(500);
    }
  });

  it("shows what fired between two points", () => {
    const made = collector({ window: { size: "2s", slide: "1s" } }, 24 * HOUR);
    play(
      made,
      Array.from({ length: 6 }, (): [number, string] => [1_000_500, "1"]),
      24 * HOUR,
    );
    const { series } = made.series.finish(made.engine);
    expect(values(series[0]?.points ?? []).filter((value) => value !== 0)).toEqual([4]);
  });

  it("is of the groups furthest beyond the threshold", () => {
    const events = Array.from({ length: 40 }, (_, user) =>
      Array.from({ length: user + 1 }, (): [number, string] => [500, String(user)]),
    ).flat();
    const high = collector({ groupBy: ["userId"], condition: { op: "gt", threshold: 1e6 } }, 3_000);
    play(high, events, 3_000);
    const furthest = high.series.finish(high.engine);
    expect(furthest.series.map(({ group }) => group.userId)).toEqual(Array.from({ length: 20 }, (_, n) => String(39 - n)));
    expect(furthest.omittedGroups).toBe(20);
    const low = collector(
      { groupBy: ["userId"], aggregate: { kind: "min", field: "value" }, condition: { op: "lt", threshold: 0 } },
      3_000,
    );
    play(low, events, 3_000);
    expect(low.series.finish(low.engine).series.map(({ group }) => group.userId)).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
  });

  it("leaves points out where there are very many groups", () => {
    const made = collector({ groupBy: ["userId"], window: { size: "1m", slide: "1s" } }, 60_000, 500);
    play(
      made,
      Array.from({ length: 100 }, (_, user): [number, string] => [500, String(user)]),
      60_000,
    );
    const { series } = made.series.finish(made.engine);
    expect(series[0]?.points.length).toBeGreaterThan(2);
    expect(series[0]?.points.length).toBeLessThan(10);
  });
});
