import { describe, expect, test } from "vitest";
import type { Anomaly } from "../../shared/anomalies.ts";
import { effects, iso } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

function someAnomaly(n: number, metricId = "m-1"): Anomaly {
  const window = { start: iso(n * 1_000), end: iso((n + 1) * 1_000) };
  const expected = { low: 1, typical: 2, high: 3 };
  const rest = { score: 9, channel: "seasonal", historyLength: 20, explanation: "9 in 1m" };
  return { id: `a-${n}`, metricId, group: {}, at: iso(n * 1_000), window, value: 9, expected, ...rest };
}

export function describeAnomalyStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the anomaly store`, () => {
    const db = useAppDatabase(make);
    const anomalies = Array.from({ length: 7 }, (_, n) => someAnomaly(n, n < 5 ? "m-1" : "m-2"));

    test("lists newest first, in pages without loss or repeat, and by metric and time", async () => {
      await db.app.effects.commit({ ...effects(), anomalies });
      const first = await db.app.anomalies.list({}, { limit: 4 });
      const second = await db.app.anomalies.list({}, { limit: 4, cursor: first.nextCursor ?? "" });
      expect([...first.items, ...second.items]).toEqual(anomalies.toReversed());
      expect(second.nextCursor).toBeNull();
      const some = await db.app.anomalies.list({ metricId: "m-1", from: Date.parse(iso(1_000)), to: Date.parse(iso(3_000)) }, { limit: 9 });
      expect(some.items.map(({ id }) => id)).toEqual(["a-2", "a-1"]);
    });

    test("says how many each metric has, an anomaly said twice counted once", async () => {
      await db.app.effects.commit({ ...effects(), anomalies });
      await db.app.effects.commit({ ...effects(), anomalies: anomalies.slice(0, 2) });
      const at = (n: number) => Date.parse(iso(n * 1_000));
      expect(await db.app.anomalies.summary()).toEqual([
        { metricId: "m-1", count: 5, real: 0, expected: 0, false: 0, newestAt: at(4) },
        { metricId: "m-2", count: 2, real: 0, expected: 0, false: 0, newestAt: at(6) },
      ]);
    });
  });
}
