import { describe, expect, test } from "vitest";
import type { Metric } from "../../shared/metrics.ts";
import { effects, iso, someMetric } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeMetricStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the metric store`, () => {
    const db = useAppDatabase(make);
    const put = (metric: Metric, actor = "ann") => db.app.effects.commit(effects({ metricsPut: [{ metric, actor }] }));
    const second = someMetric({ version: 2, name: "Logins that failed", updatedAt: iso(2_000) });

    test("finds by id and by name, lists by name", async () => {
      const other = someMetric({ id: "m-0", name: "Withdrawals" });
      await put(other);
      await put(someMetric());
      expect(await db.app.metrics.get("m-1")).toEqual(someMetric());
      expect(await db.app.metrics.getByName("Withdrawals")).toEqual(other);
      expect(await db.app.metrics.get("none")).toBeUndefined();
      expect(await db.app.metrics.getByName("none")).toBeUndefined();
      expect(await db.app.metrics.list()).toEqual([someMetric(), other]);
    });

    test("keeps every version, newest first", async () => {
      await put(someMetric());
      await put(second, "bob");
      expect(await db.app.metrics.get("m-1")).toEqual(second);
      expect(await db.app.metrics.versions("m-1")).toEqual([
        { version: 2, metric: second, at: iso(2_000), actor: "bob" },
        { version: 1, metric: someMetric(), at: iso(1_000), actor: "ann" },
      ]);
    });

    test("told again, stays the same; told an older version, keeps the newer", async () => {
      await put(second, "bob");
      await put(second, "bob");
      await put(someMetric());
      expect(await db.app.metrics.list()).toEqual([second]);
      expect(await db.app.metrics.versions("m-1")).toHaveLength(2);
    });

    test("deletes, and lets the name be taken again", async () => {
      await put(someMetric());
      const heir = someMetric({ id: "m-2" });
      await db.app.effects.commit(effects({ metricsPut: [{ metric: heir, actor: "ann" }], metricsDeleted: ["m-1"] }));
      expect(await db.app.metrics.list()).toEqual([heir]);
      expect(await db.app.metrics.getByName(heir.name)).toEqual(heir);
    });
  });
}
