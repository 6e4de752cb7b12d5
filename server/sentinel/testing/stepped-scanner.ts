import type { Finding } from "../../../shared/sentinel.ts";
import { toIso } from "../../../shared/time.ts";
import type { ScanRequest, ScanRunner } from "../ports.ts";
import { newReport } from "../report-so-far.ts";
import { scoredExample } from "./scored-example.ts";

/** A scanner that waits in each scan until the test lets it go on. */
export interface SteppedScanner extends ScanRunner {
  readonly begun: readonly ScanRequest[];
  /** Lets the n-th scan (from 0) end, or fail. */
  end(n: number, error?: Error): void;
}

export const NEWEST = Date.UTC(2026, 9, 31);

/** What every scan of it finds. */
export function foundBy(score: number): Finding {
  return scoredExample("logins", { finding: { score, severity: "critical" } }).finding;
}

export function steppedScanner(score = 85): SteppedScanner {
  const begun: ScanRequest[] = [];
  const ends: ((error?: Error) => void)[] = [];
  return {
    domains: ["security", "risk"],
    begun,
    currentAsOf: async () => NEWEST,
    end: (n, error) => ends[n]?.(error),
    run(request) {
      begun.push(request);
      const { id, asOf, domains, emit, signal } = request;
      emit("scan.started", { scanId: id, asOf: toIso(asOf), domains: [...domains], missions: 1 });
      emit("finding", foundBy(score));
      return new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        ends.push((error) => {
          const { status: _status, finishedAt: _finishedAt, durationMs: _durationMs, ...body } = newReport(request);
          if (error) reject(error);
          else resolve({ ...body, findings: [foundBy(score)], fingerprint: "f".repeat(64) });
        });
      });
    },
  };
}
