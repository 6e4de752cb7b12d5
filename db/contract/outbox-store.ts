import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scale } from "../../shared/testing/scale.ts";
import { effects, frame } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeOutboxStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the outbox`, () => {
    const db = useAppDatabase(make);
    const send = (channel: string, count: number) =>
      db.app.effects.commit(effects({ frames: Array.from({ length: count }, (_, n) => frame(channel, String(n))) }));
    const seqs = async (channel: string, after = 0, limit = 10_000) =>
      (await db.app.outbox.after(channel, after, limit)).map((each) => each.seq);

    test("a channel that never had a frame", async () => {
      expect(await db.app.outbox.position("alerts")).toBe(0);
      expect(await db.app.outbox.oldest("alerts")).toBe(1);
      expect(await seqs("alerts")).toEqual([]);
    });

    test("reads on after a number, oldest first, no more than asked for", async () => {
      await send("alerts", 5);
      await send("alerts:risk", 2);
      expect(await seqs("alerts", 1, 3)).toEqual([2, 3, 4]);
      expect(await seqs("alerts", 4)).toEqual([5]);
      expect(await seqs("alerts", 5)).toEqual([]);
      expect(await db.app.outbox.position("alerts")).toBe(5);
    });

    test("prunes each channel to its newest frames and keeps its position", async () => {
      await send("alerts", 2_500);
      await send("alerts:risk", 2);
      expect(await db.app.outbox.prune(3)).toBe(2_497);
      expect(await seqs("alerts")).toEqual([2_498, 2_499, 2_500]);
      expect(await seqs("alerts:risk")).toEqual([1, 2]);
      expect(await db.app.outbox.oldest("alerts")).toBe(2_498);
      expect(await db.app.outbox.channels()).toEqual([
        { channel: "alerts", seq: 2_500, oldest: 2_498 },
        { channel: "alerts:risk", seq: 2, oldest: 1 },
      ]);
      expect(await db.app.outbox.prune(3)).toBe(0);
    });

    test("an emptied channel still knows where it is, also after a restart", async () => {
      await send("alerts", 4);
      expect(await db.app.outbox.prune(0)).toBe(4);
      expect([await db.app.outbox.position("alerts"), await db.app.outbox.oldest("alerts")]).toEqual([4, 5]);
      expect(await db.app.outbox.channels()).toEqual([{ channel: "alerts", seq: 4, oldest: 5 }]);
      await db.reopen();
      await send("alerts", 1);
      expect(await seqs("alerts")).toEqual([5]);
    });

    test("whatever was sent and pruned, what is kept has no hole and ends at the position", {
      timeout: scale(60_000, 600_000),
    }, async () => {
      let sent = 0;
      const step = fc.oneof(fc.record({ send: fc.integer({ min: 1, max: 5 }) }), fc.record({ prune: fc.nat(6) }));
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          for (const each of steps) {
            if ("prune" in each) await db.app.outbox.prune(each.prune);
            else sent += (await send("alerts", each.send)).length;
          }
          const oldest = await db.app.outbox.oldest("alerts");
          expect(await db.app.outbox.position("alerts")).toBe(sent);
          expect(await seqs("alerts")).toEqual(Array.from({ length: sent - oldest + 1 }, (_, index) => oldest + index));
        }),
        { numRuns: scale(15, 500) },
      );
    });
  });
}
