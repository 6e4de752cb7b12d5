import { describe, expect, test } from "vitest";
import { effects, frame, someAlert, someMetric } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeEffectStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the effect store`, () => {
    const db = useAppDatabase(make);

    test("starts at nothing", async () => {
      expect(await db.app.effects.progress()).toEqual({ appliedSeq: 0, appliedAt: 0, evaluated: 0, late: 0 });
      await db.app.ping();
    });

    test("commits alerts, metrics, frames and progress together, for good", async () => {
      const progress = { appliedSeq: 9, appliedAt: 1_763_900_000_000, evaluated: 7, late: 2 };
      const frames = await db.app.effects.commit(
        effects({ alerts: [someAlert(1)], metricsPut: [{ metric: someMetric(), actor: "ann" }], frames: [frame("alerts")], progress }),
      );
      await db.reopen();
      expect(await db.app.effects.progress()).toEqual(progress);
      expect(await db.app.alerts.get(someAlert(1).id)).toEqual(someAlert(1));
      expect(await db.app.metrics.list()).toEqual([someMetric()]);
      expect(await db.app.outbox.after("alerts", 0, 10)).toEqual(frames);
      expect(frames).toEqual([{ ...frame("alerts"), seq: 1 }]);
    });

    test("commits progress alone", async () => {
      const progress = { appliedSeq: 3, appliedAt: 4, evaluated: 2, late: 1 };
      expect(await db.app.effects.commit(effects({ progress }))).toEqual([]);
      expect(await db.app.effects.progress()).toEqual(progress);
    });

    test("does not go back to a lower revision, nor to the same", async () => {
      const { id } = someAlert(1);
      await db.app.effects.commit(effects({ alerts: [someAlert(1, { revision: 3, summary: "third" })] }));
      for (const revision of [2, 3]) await db.app.effects.commit(effects({ alerts: [someAlert(1, { revision, summary: "older" })] }));
      expect(await db.app.alerts.get(id)).toMatchObject({ revision: 3, summary: "third" });
      await db.app.effects.commit(effects({ alerts: [someAlert(1, { revision: 4, status: "resolved" })] }));
      expect(await db.app.alerts.get(id)).toMatchObject({ revision: 4, status: "resolved" });
      expect(await db.app.alerts.open(10)).toEqual([]);
    });

    test("numbers each channel by itself, without a gap, across restarts", async () => {
      const first = await db.app.effects.commit(effects({ frames: [frame("alerts"), frame("alerts:risk"), frame("alerts")] }));
      expect(first.map((each) => [each.channel, each.seq])).toEqual([
        ["alerts", 1],
        ["alerts:risk", 1],
        ["alerts", 2],
      ]);
      await db.reopen();
      const second = await db.app.effects.commit(effects({ frames: [frame("alerts"), frame("alerts:risk")] }));
      expect(second.map((each) => each.seq)).toEqual([3, 2]);
    });

    test("concurrent commits neither mix nor skip a number", async () => {
      const commits = Array.from({ length: 30 }, (_, n) =>
        db.app.effects.commit(effects({ frames: [frame("alerts", `"${n}"`), frame("alerts")] })),
      );
      const reads = Array.from({ length: 30 }, () => db.app.outbox.position("alerts"));
      const frames = (await Promise.all(commits)).flat();
      expect(frames.map((each) => each.seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
      expect((await db.app.outbox.after("alerts", 0, 100)).map((each) => each.payload)).toEqual(frames.map((each) => each.payload));
      // A reader never sees half a commit.
      expect((await Promise.all(reads)).filter((position) => position % 2 === 1)).toEqual([]);
    });

    test("a commit that fails leaves no trace, and no hole in the numbers", async () => {
      await db.app.effects.commit(effects({ frames: [frame("alerts")] }));
      const broken = { ...someAlert(2), metricId: null as unknown as string };
      const attempt = effects({
        alerts: [someAlert(1), broken],
        frames: [frame("alerts")],
        progress: { appliedSeq: 5, appliedAt: 5, evaluated: 5, late: 0 },
      });
      const unencodable = effects({
        frames: [frame("alerts"), frame("alerts:risk"), { ...frame("alerts"), payload: null as unknown as string }],
      });
      const results = await Promise.allSettled([
        db.app.effects.commit(attempt),
        db.app.effects.commit(unencodable),
        db.app.effects.commit(effects({ frames: [frame("alerts"), frame("alerts:risk")] })),
      ]);
      expect(results.map((result) => result.status)).toEqual(["rejected", "rejected", "fulfilled"]);
      expect(await db.app.alerts.get(someAlert(1).id)).toBeUndefined();
      expect((await db.app.effects.progress()).appliedSeq).toBe(1);
      expect((await db.app.outbox.after("alerts", 0, 10)).map((each) => each.seq)).toEqual([1, 2]);
      expect((await db.app.outbox.after("alerts:risk", 0, 10)).map((each) => each.seq)).toEqual([1]);
    });
  });
}
