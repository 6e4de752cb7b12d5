import { describe, expect, test } from "vitest";
import type { Alert } from "../../shared/alerts.ts";
import { type AlertFilter, BadCursorError } from "../ports.ts";
import { effects, iso, someAlert, someMetric } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeAlertStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the alert store`, () => {
    const db = useAppDatabase(make);
    const save = (alerts: Alert[]) => db.app.effects.commit(effects({ alerts }));

    /** Ids in the order of the list, read in pages of `limit`. */
    async function readAll(filter: AlertFilter, limit: number): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await db.app.alerts.list(filter, { limit, cursor });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        ids.push(...page.items.map((alert) => alert.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return ids;
    }

    test("knows only what was stored", async () => {
      expect(await db.app.alerts.get(someAlert(1).id)).toBeUndefined();
      expect(await db.app.alerts.list({}, { limit: 10 })).toEqual({ items: [], nextCursor: null });
      expect(await db.app.alerts.countActive()).toEqual({ info: 0, low: 0, medium: 0, high: 0, critical: 0 });
    });

    test("lists newest first, in pages without loss or repeat, also where starts are equal", async () => {
      const alerts = Array.from({ length: 23 }, (_, n) => someAlert(n, { startedAt: iso(Math.floor(n / 4) * 1_000) }));
      await save(alerts);
      const expected = alerts.map((alert) => alert.id).toReversed();
      for (const limit of [1, 4, 22, 23, 500]) expect(await readAll({}, limit)).toEqual(expected);
    });

    test("an alert that comes in meanwhile does not disturb a list that is being read", async () => {
      await save([1, 2, 3, 4].map((n) => someAlert(n)));
      const page = await db.app.alerts.list({}, { limit: 2 });
      await save([someAlert(9)]);
      const next = await db.app.alerts.list({}, { limit: 2, cursor: page.nextCursor ?? "" });
      expect(next.items.map((alert) => alert.id)).toEqual([someAlert(2).id, someAlert(1).id]);
    });

    const good = Buffer.from('[1,"a"]').toString("base64url");
    test.each(["", "x", good.slice(1), `${good}=`, Buffer.from("[1]").toString("base64url"), "1"])(
      "refuses the cursor %j",
      async (cursor) => {
        await expect(db.app.alerts.list({}, { limit: 5, cursor })).rejects.toBeInstanceOf(BadCursorError);
      },
    );

    const alerts = [
      someAlert(1),
      someAlert(2, { status: "resolved", severity: "low", group: { userId: "50%_x" } }),
      someAlert(3, { status: "pending", domain: "risk", metricId: "m-2", metricName: "Überweisungen" }),
      someAlert(4, { status: "acknowledged", severity: "critical", summary: "back\\slash", group: { value: 77, flag: null } }),
      someAlert(5, { status: "retracted" }),
    ];
    const cases: [AlertFilter, number[]][] = [
      [{ status: ["firing"] }, [1]],
      [{ status: ["pending", "acknowledged"] }, [4, 3]],
      [{ status: ["resolved", "firing"] }, [2, 1]],
      [{ status: [] }, []],
      [{ severity: ["low", "critical"] }, [4, 2]],
      [{ domain: ["risk"] }, [3]],
      [{ domain: ["security"], status: ["firing", "retracted"] }, [5, 1]],
      [{ metricId: "m-2" }, [3]],
      [{ from: 2_000, to: 4_000 }, [3, 2]],
      [{ q: "ÜBERweis" }, [3]],
      [{ q: "NUMBER 2" }, [2]],
      [{ q: "50%_" }, [2]],
      [{ q: "5%" }, []],
      [{ q: "5__" }, []],
      [{ q: "back\\s" }, [4]],
      [{ q: "77" }, [4]],
      [{ q: "' OR 1=1 --" }, []],
    ];
    test.each(cases)("the filter %j", async (filter, expected) => {
      await save(alerts);
      const ids = expected.map((n) => someAlert(n).id);
      expect(await readAll(filter, 1)).toEqual(ids);
      expect(await readAll(filter, 50)).toEqual(ids);
    });

    test("knows which are open and how many are active", async () => {
      await save(alerts);
      const open = await db.app.alerts.open(10);
      expect(open.map((alert) => alert.id)).toEqual([4, 3, 1].map((n) => someAlert(n).id));
      expect(open[0]).toEqual(alerts[3]);
      expect(await db.app.alerts.open(1)).toHaveLength(1);
      expect(await db.app.alerts.countActive()).toEqual({ info: 0, low: 0, medium: 0, high: 1, critical: 1 });
      const counts = (await db.app.alerts.countOpen()).map(({ severity, status, count }) => `${count} ${severity} ${status}`);
      expect(counts.sort()).toEqual(["1 critical acknowledged", "1 high firing", "1 high pending"]);
    });

    test("counts for every metric what it has raised since a time and what is open", async () => {
      const metricsPut = ["m-1", "m-2", "m-3"].map((id) => ({ metric: someMetric({ id, name: id }), actor: "local" }));
      const gone = someAlert(6, { metricId: "deleted" });
      await db.app.effects.commit(effects({ alerts: [...alerts, gone], metricsPut }));
      const quiet = { firing: 0, pending: 0, fires: 0, lastFiredAt: null };
      expect(await db.app.alerts.activity(2_000)).toEqual([
        { metricId: "m-1", firing: 2, pending: 0, fires: 2, lastFiredAt: 4_000 },
        { ...quiet, metricId: "m-2", pending: 1 },
        { ...quiet, metricId: "m-3" },
      ]);
      expect(await db.app.alerts.activity(4_001)).toMatchObject([{ fires: 0, lastFiredAt: 4_000 }, { fires: 0 }, { fires: 0 }]);
    });
  });
}
