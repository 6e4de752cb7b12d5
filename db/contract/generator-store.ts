import { describe, expect, test } from "vitest";
import type { Generator } from "../../shared/generators.ts";
import { BadCursorError } from "../ports.ts";
import { iso } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

/** The n-th generator: its start rises with n. */
export function someGenerator(n: number, given: Partial<Generator> = {}): Generator {
  return {
    id: `g-${n}`,
    scenario: "calm",
    state: "finished",
    rate: 500,
    duration: "60s",
    seed: 1,
    startedAt: iso(n * 1_000),
    startedBy: "ann",
    endsAt: iso(n * 1_000 + 60_000),
    endedAt: iso(n * 1_000 + 60_000),
    progress: 1,
    sent: 10,
    acknowledged: 9,
    rejected: 1,
    expects: [{ metricName: "Failed logins" }],
    raised: [],
    alreadyOpen: [],
    ...given,
  };
}

export function describeGeneratorStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the generator store`, () => {
    const db = useAppDatabase(make);

    test("gives back what was saved last, also after a restart", async () => {
      expect(await db.app.generators.get("g-1")).toBeUndefined();
      await db.app.generators.save(someGenerator(1, { state: "running", progress: 0.5 }));
      await db.app.generators.save(someGenerator(1));
      await db.reopen();
      expect(await db.app.generators.get("g-1")).toEqual(someGenerator(1));
    });

    test("lists newest first, in pages without loss or repeat", async () => {
      for (const n of [3, 1, 5, 2, 4]) await db.app.generators.save(someGenerator(n, n > 3 ? { startedAt: iso(9_000) } : {}));
      for (const limit of [1, 2, 5, 50]) {
        const ids: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await db.app.generators.list({ limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          ids.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(ids).toEqual(["g-5", "g-4", "g-3", "g-2", "g-1"]);
      }
      await expect(db.app.generators.list({ limit: 5, cursor: "x" })).rejects.toBeInstanceOf(BadCursorError);
    });

    test("knows which were running", async () => {
      await db.app.generators.save(someGenerator(1));
      await db.app.generators.save(someGenerator(2, { state: "running" }));
      expect((await db.app.generators.running()).map(({ id }) => id)).toEqual(["g-2"]);
    });
  });
}
