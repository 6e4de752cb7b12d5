import { describe, expect, test } from "vitest";
import type { Checkpoint } from "../ports.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

function checkpoint(seq: number, bytes = 3): Checkpoint {
  return { seq, at: seq * 10, format: "v1", state: Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + seq) % 256) };
}

export function describeCheckpointStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the checkpoint store`, () => {
    const db = useAppDatabase(make);

    test("has none at first", async () => {
      expect(await db.app.checkpoints.latest()).toBeUndefined();
      expect(await db.app.checkpoints.newest()).toBeUndefined();
    });

    test.each([0, 1, 262_144, 1_000_001])("gives back a state of %d bytes, also after a restart", async (bytes) => {
      await db.app.checkpoints.save(checkpoint(7, bytes));
      await db.reopen();
      const { state, ...rest } = checkpoint(7, bytes);
      const found = await db.app.checkpoints.latest();
      expect(found).toMatchObject(rest);
      expect(found && Buffer.compare(found.state, state)).toBe(0);
    });

    test("gives back the newest; saving the same place again replaces it", async () => {
      await db.app.checkpoints.save(checkpoint(7, 600_000));
      await db.app.checkpoints.save(checkpoint(9));
      expect(await db.app.checkpoints.latest()).toEqual(checkpoint(9));
      await db.app.checkpoints.save({ ...checkpoint(9, 5), format: "v2" });
      expect(await db.app.checkpoints.latest()).toEqual({ ...checkpoint(9, 5), format: "v2" });
      expect(await db.app.checkpoints.newest()).toEqual({ seq: 9, at: 90, format: "v2" });
    });

    test("saves that overlap do not harm each other", async () => {
      await Promise.all([1, 2, 3, 4].map((seq) => db.app.checkpoints.save(checkpoint(seq, 600_000))));
      const found = await db.app.checkpoints.latest();
      expect(found && [found.seq, Buffer.compare(found.state, checkpoint(4, 600_000).state)]).toEqual([4, 0]);
    });
  });
}
