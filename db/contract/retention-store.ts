import { describe, expect, test } from "vitest";
import { effects, iso, someAlert } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";
import { someGenerator } from "./generator-store.ts";

const NONE = { alerts: 0, anomalies: 0, audit: 0, generators: 0 };

export function describeRetentionStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the retention store`, () => {
    const db = useAppDatabase(make);
    const ids = async () => (await db.app.alerts.list({}, { limit: 500 })).items.map(({ id }) => id);

    test("has nothing to do at first", async () => {
      expect(await db.app.retention.removeBefore(1_000)).toEqual(NONE);
    });

    test("removes closed alerts by their end, and never an open one", async () => {
      const closed = (n: number, endedAt: number) => someAlert(n, { status: "resolved", resolvedAt: iso(endedAt) });
      await db.app.effects.commit(
        effects({
          alerts: [
            closed(1, 4_000),
            closed(2, 5_000),
            someAlert(3),
            someAlert(4, { status: "acknowledged" }),
            someAlert(5, { status: "pending" }),
            someAlert(6, { status: "retracted", lastSeenAt: iso(4_999) }),
            someAlert(7, { status: "retracted", lastSeenAt: iso(9_000) }),
          ].map((alert) => ({ ...alert, startedAt: iso(1_000) })),
        }),
      );
      expect(await db.app.retention.removeBefore(5_000)).toEqual({ ...NONE, alerts: 2 });
      expect((await ids()).sort()).toEqual([2, 3, 4, 5, 7].map((n) => someAlert(n).id));
    });

    test("gets past alerts that stay, however many there are", async () => {
      const alerts = Array.from({ length: 1_300 }, (_, n) =>
        someAlert(n, { status: "resolved", startedAt: iso(1_000), resolvedAt: iso(n % 2 === 0 ? 2_000 : 9_000) }),
      );
      await db.app.effects.commit(effects({ alerts }));
      expect(await db.app.retention.removeBefore(5_000)).toEqual({ ...NONE, alerts: 650 });
      expect(await db.app.retention.removeBefore(5_000)).toEqual(NONE);
      expect(await db.app.retention.removeBefore(9_001)).toEqual({ ...NONE, alerts: 650 });
    });

    test("removes anomalies, audit entries and generators that are over", async () => {
      const anomaly = (n: number) => ({
        id: `an-${n}`,
        metricId: "m-1",
        group: {},
        at: iso(n),
        window: { start: iso(n), end: iso(n) },
        value: 1,
        expected: { low: 0, typical: 0, high: 0 },
        score: 1,
        channel: "c",
        historyLength: 1,
        explanation: "",
      });
      await db.app.effects.commit(effects({ anomalies: Array.from({ length: 600 }, (_, n) => anomaly(n)) }));
      for (let n = 0; n < 5; n++) await db.app.audit.record({ at: n * 200, actor: "ann", action: "x", target: "y", detail: null });
      await db.app.generators.save(someGenerator(0));
      await db.app.generators.save(someGenerator(0, { id: "g-runs", state: "running" }));
      await db.app.generators.save(someGenerator(1));
      expect(await db.app.retention.removeBefore(550)).toEqual({ alerts: 0, anomalies: 550, audit: 3, generators: 1 });
      expect((await db.app.anomalies.list({}, { limit: 500 })).items).toHaveLength(50);
      expect((await db.app.audit.list({ limit: 50 })).items.map(({ at }) => at)).toEqual([800, 600]);
      expect((await db.app.generators.list({ limit: 50 })).items.map(({ id }) => id)).toEqual(["g-1", "g-runs"]);
    });

    test("stops when it is told to", async () => {
      await db.app.audit.record({ at: 1, actor: "ann", action: "x", target: "y", detail: null });
      expect(await db.app.retention.removeBefore(10, AbortSignal.abort())).toEqual(NONE);
    });
  });
}
