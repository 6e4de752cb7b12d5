import type { ScanStore, StoredScanEvent } from "../../db/ports.ts";
import { SENTINEL_EVENTS, type SentinelReport } from "../../shared/sentinel.ts";
import { cutShort, withEvent } from "./report-so-far.ts";
import type { ScanRunOptions } from "./scan-run.ts";

interface UnfinishedOptions {
  readonly store: Pick<ScanStore, "unfinished" | "get" | "save" | "eventsAfter">;
  readonly tell: ScanRunOptions["tell"];
  /** Epoch ms. */
  readonly now: () => number;
}

const REASON = "the server stopped before the scan had ended";

async function eventsOf({ store }: UnfinishedOptions, id: string): Promise<StoredScanEvent[]> {
  return store.eventsAfter(id, 0, Number.MAX_SAFE_INTEGER);
}

function withStored(report: SentinelReport, { event, payload }: StoredScanEvent): SentinelReport {
  return withEvent(report, event, SENTINEL_EVENTS[event].parse(JSON.parse(payload)));
}

/** Ends the scans of a server that was killed: one that had its report tells of it now, the others have failed with what they had found. */
export async function endUnfinished(options: UnfinishedOptions): Promise<void> {
  const { store, tell, now } = options;
  for (const id of await store.unfinished()) {
    const [report, events] = [await store.get(id), await eventsOf(options, id)];
    if (!report) continue;
    const step = { scanId: id, seq: (events.at(-1)?.seq ?? 0) + 1, at: now() };
    if (report.status === "completed") {
      await tell({ ...step, event: "scan.completed", payload: JSON.stringify(report) });
      continue;
    }
    await store.save(report.status === "running" ? cutShort(events.reduce(withStored, report), "failed", now()) : report);
    await tell({ ...step, event: "scan.failed", payload: JSON.stringify({ scanId: id, reason: REASON }) });
  }
}
