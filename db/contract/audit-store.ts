import { describe, expect, test } from "vitest";
import { BadCursorError } from "../ports.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeAuditStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the audit store`, () => {
    const db = useAppDatabase(make);
    const entry = (n: number) => ({ at: n, actor: "ann", action: "metric.put", target: `m-${n}`, detail: { n, text: "ü" } });

    test("lists newest first, in pages without loss or repeat", async () => {
      for (let n = 1; n <= 7; n++) await db.app.audit.record(entry(n));
      for (const limit of [1, 3, 7, 50]) {
        const targets: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await db.app.audit.list({ limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          targets.push(...page.items.map((each) => each.target));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(targets).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `m-${n}`));
      }
    });

    test("keeps any detail", async () => {
      await db.app.audit.record(entry(1));
      await db.app.audit.record({ ...entry(2), detail: undefined });
      const { items } = await db.app.audit.list({ limit: 5 });
      expect(items).toEqual([
        { ...entry(2), detail: null, id: expect.any(Number) },
        { ...entry(1), id: expect.any(Number) },
      ]);
    });

    test.each(["", "0", "x", "1.5"])("refuses the cursor %j", async (cursor) => {
      await expect(db.app.audit.list({ limit: 5, cursor })).rejects.toBeInstanceOf(BadCursorError);
    });
  });
}
