import type { SentinelEventName, SentinelReport } from "../../shared/sentinel.ts";
import { toIso } from "../../shared/time.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { EventData, ScanRequest } from "./ports.ts";
import { riskOf } from "./severity.ts";

/** A scan that has found nothing yet. */
export function newReport({ id, trigger, asOf, startedAt, domains }: ScanRequest): SentinelReport {
  return {
    id,
    status: "running",
    trigger,
    asOf: toIso(asOf),
    startedAt: toIso(startedAt),
    finishedAt: null,
    durationMs: 0,
    domains: [...domains],
    ...riskOf([]),
    planner: "rules",
    missions: [],
    findings: [],
    correlations: [],
    narrative: { headline: "", paragraphs: [], citations: [] },
    fingerprint: "",
  };
}

type Change<N extends SentinelEventName> = (report: SentinelReport, data: EventData<N>) => SentinelReport;

/** What each event adds; the others say nothing that a report has. */
const CHANGES: { readonly [N in SentinelEventName]?: Change<N> } = {
  "mission.finished": (report, mission) => ({ ...report, missions: [...report.missions, mission] }),
  finding: (report, finding) => {
    // A finding that was looked into comes again with what that has shown.
    const others = report.findings.filter(({ id }) => id !== finding.id);
    const findings = [...others, finding].sort(
      (a, b) => Number(a.kind === "standing") - Number(b.kind === "standing") || b.score - a.score,
    );
    return { ...report, findings, ...riskOf(findings) };
  },
  correlation: (report, correlation) => ({ ...report, correlations: [...report.correlations, correlation] }),
  narrative: (report, narrative) => ({ ...report, narrative }),
  "scan.completed": (_report, whole) => whole,
};

/** A report with what one more event of its scan says. */
export function withEvent<N extends SentinelEventName>(report: SentinelReport, event: N, data: EventData<N>): SentinelReport {
  return CHANGES[event]?.(report, data) ?? report;
}

/** A report of a scan that ended before its time, with what it had found. */
export function cutShort(report: SentinelReport, status: "failed" | "cancelled", at: number): SentinelReport {
  const whole = { ...report, status, finishedAt: toIso(at), durationMs: Math.max(0, at - Date.parse(report.startedAt)) };
  return { ...whole, fingerprint: fingerprintOf(whole) };
}
