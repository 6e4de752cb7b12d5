import { describe, expect, test } from "vitest";
import { type SentinelReport, summaryOf } from "../../shared/sentinel.ts";
import { BadCursorError, type StoredScanEvent } from "../ports.ts";
import { effects, iso } from "./app-fixtures.ts";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

/** The n-th scan: its start rises with n. */
function someScan(n: number, given: Partial<SentinelReport> = {}): SentinelReport {
  return {
    id: `scan-${n}`,
    status: "completed",
    trigger: "manual",
    asOf: iso(500),
    startedAt: iso(n * 1_000),
    finishedAt: iso(n * 1_000 + 300),
    durationMs: 300,
    domains: ["security"],
    riskScore: 42.5,
    riskLevel: "medium",
    planner: "rules",
    missions: [],
    findings: [],
    correlations: [],
    narrative: { headline: `Scan ${n}`, paragraphs: ["Nothing."], citations: [] },
    fingerprint: "0".repeat(64),
    ...given,
  };
}

function step(scanId: string, seq: number, event: StoredScanEvent["event"] = "finding"): StoredScanEvent {
  return { scanId, seq, at: 1_000 + seq, event, payload: JSON.stringify({ seq }) };
}

export function describeScanStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the scan store`, () => {
    const db = useAppDatabase(make);
    const store = (...scanEvents: StoredScanEvent[]) =>
      db.app.effects.commit(
        effects({
          scanEvents,
          frames: scanEvents.map(({ scanId, at, payload }) => ({ channel: `sentinel:${scanId}`, at, event: "sentinel", payload })),
        }),
      );

    test("gives back what was saved last, also after a restart", async () => {
      expect(await db.app.scans.get("scan-1")).toBeUndefined();
      await db.app.scans.save(someScan(1, { status: "running", finishedAt: null }));
      await db.app.scans.save(someScan(1));
      await db.reopen();
      expect(await db.app.scans.get("scan-1")).toEqual(someScan(1));
    });

    test("lists summaries, the newest first, in pages without loss or repeat", async () => {
      for (const n of [3, 1, 5, 2, 4]) await db.app.scans.save(someScan(n, n > 3 ? { startedAt: iso(9_000) } : {}));
      for (const limit of [1, 2, 5, 50]) {
        const ids: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await db.app.scans.list({ limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          ids.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(ids).toEqual(["scan-5", "scan-4", "scan-3", "scan-2", "scan-1"]);
      }
      expect((await db.app.scans.list({ limit: 5 })).items.at(-1)).toEqual(summaryOf(someScan(1)));
      await expect(db.app.scans.list({ limit: 5, cursor: "x" })).rejects.toBeInstanceOf(BadCursorError);
    });

    test("keeps each step once, and reads on behind any of them", async () => {
      await store(step("scan-1", 1, "scan.started"), step("scan-1", 2), step("scan-2", 1, "scan.started"));
      await store(step("scan-1", 2), step("scan-1", 3));
      const seqsAfter = async (seq: number, limit = 10) => (await db.app.scans.eventsAfter("scan-1", seq, limit)).map((each) => each.seq);
      expect(await seqsAfter(0)).toEqual([1, 2, 3]);
      expect(await seqsAfter(1)).toEqual([2, 3]);
      expect(await seqsAfter(0, 2)).toEqual([1, 2]);
      expect(await seqsAfter(3)).toEqual([]);
      expect(await db.app.scans.eventsAfter("scan-1", 2, 10)).toEqual([step("scan-1", 3)]);
    });

    test("knows which have no end", async () => {
      for (const n of [1, 2, 3]) await db.app.scans.save(someScan(n, { status: n === 1 ? "completed" : "running" }));
      await store(step("scan-1", 1, "scan.completed"), step("scan-2", 1, "scan.started"), step("scan-3", 1, "scan.failed"));
      expect(await db.app.scans.unfinished()).toEqual(["scan-2"]);
    });

    test("keeps the newest, and removes the others with all they had", async () => {
      for (const n of [1, 2, 3, 4]) {
        await db.app.scans.save(someScan(n, n === 1 ? { status: "running" } : {}));
        await store(step(`scan-${n}`, 1));
      }
      expect(await db.app.scans.prune(2)).toBe(1);
      expect((await db.app.scans.list({ limit: 10 })).items.map(({ id }) => id)).toEqual(["scan-4", "scan-3", "scan-1"]);
      expect(await db.app.scans.eventsAfter("scan-2", 0, 10)).toEqual([]);
      expect((await db.app.outbox.channels()).map(({ channel }) => channel)).toEqual([1, 3, 4].map((n) => `sentinel:scan-${n}`));
      expect(await db.app.scans.prune(2)).toBe(0);
    });
  });
}
