import { describe, expect, it } from "vitest";
import type { Alert } from "../../shared/alerts.ts";
import { toIso } from "../../shared/time.ts";
import { engineWith, eventOf, feed, metricOf, T0, tick } from "../../streams/testing/fixtures.ts";
import { AlertTally } from "./alert-tally.ts";

const METRIC = metricOf({ window: { size: "2s", slide: "1s" }, condition: { op: "gt", threshold: 1 }, cooldown: "1m" });

/** A burst at each offset, taken down as if the range were from `from` to `to` (offsets, ms). */
function tally(bursts: readonly number[], from: number, to: number, metric = METRIC, keep = true) {
  const engine = engineWith(metric);
  const taken = new AlertTally(T0 + from, T0 + to, keep);
  const effects = bursts.flatMap((offset) => feed(engine, [eventOf(offset), eventOf(offset)]));
  for (const effect of [...effects, ...tick(engine, to)]) if (effect.kind === "alert") taken.take(effect.at, effect.alert);
  return taken.finish();
}

const offsets = (spans: readonly { from: string; to: string | null }[]) =>
  spans.map(({ from, to }) => [Date.parse(from) - T0, to === null ? null : Date.parse(to) - T0]);

describe("a tally", () => {
  it("has the spans in which an alert was firing", () => {
    const { count, firingMs, alerts } = tally([500, 40_500, 89_500], 0, 90_000);
    expect([count, alerts.map(({ spans }) => offsets(spans))]).toEqual([
      1,
      [
        [
          [500, 3_000],
          [40_500, 43_000],
          [89_500, null],
        ],
      ],
    ]);
    expect(firingMs).toBe(5_500);
  });

  it("counts only the time within the range, and no alert that was over before", () => {
    expect(tally([500], 1_000, 60_000).firingMs).toBe(2_000);
    expect(tally([500], 10_000, 60_000)).toEqual({ count: 0, firingMs: 0, alerts: [] });
  });

  it("leaves out what never fired, but for what is pending at the end", () => {
    const metric = metricOf({ window: { size: "2s", slide: "1s" }, condition: { op: "gt", threshold: 1 }, for: "10s" });
    expect(tally([500], 0, 60_000, metric).count).toBe(0);
    expect(tally([59_500], 0, 60_000, metric)).toMatchObject({ count: 1, firingMs: 0, alerts: [{ status: "pending", spans: [] }] });
  });

  it("counts without keeping where only numbers are wanted", () => {
    expect(tally([500], 0, 60_000, METRIC, false)).toEqual({ count: 1, firingMs: 2_500, alerts: [] });
  });

  it("keeps the newest of very many", () => {
    const taken = new AlertTally(0, 1e9, true);
    const alert = (n: number) => ({ id: `a${n}`, status: "firing", startedAt: toIso(n) }) as Alert;
    for (let n = 0; n < 10_500; n++) taken.take(n, alert(n));
    const { count, alerts } = taken.finish();
    expect([count, alerts.length, alerts[0]?.id, alerts.at(-1)?.id]).toEqual([10_500, 10_000, "a10499", "a500"]);
  });
});
