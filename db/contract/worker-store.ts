import { describe, expect, test } from "vitest";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeWorkerStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the worker store`, () => {
    const db = useAppDatabase(make);

    test("knows the workers by their last beat, the oldest worker first", async () => {
      expect(await db.app.workers.list()).toEqual([]);
      await db.app.workers.beat({ id: "b", startedAt: 20, heartbeatAt: 20 });
      await db.app.workers.beat({ id: "a", startedAt: 10, heartbeatAt: 10 });
      await db.app.workers.beat({ id: "b", startedAt: 20, heartbeatAt: 25 });
      await db.reopen();
      expect(await db.app.workers.list()).toEqual([
        { id: "a", startedAt: 10, heartbeatAt: 10 },
        { id: "b", startedAt: 20, heartbeatAt: 25 },
      ]);
    });

    test("lets go of those that leave and of those that are not heard of", async () => {
      for (const [id, heartbeatAt] of [["a", 10] as const, ["b", 20] as const, ["c", 30] as const]) {
        await db.app.workers.beat({ id, startedAt: 1, heartbeatAt });
      }
      expect(await db.app.workers.forget(20)).toBe(1);
      await db.app.workers.leave("c");
      await db.app.workers.leave("nobody");
      expect((await db.app.workers.list()).map(({ id }) => id)).toEqual(["b"]);
    });
  });
}
