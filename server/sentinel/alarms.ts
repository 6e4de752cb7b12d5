import type { NewEvent } from "../../db/ports.ts";
import type { Finding, SentinelReport } from "../../shared/sentinel.ts";
import { isProposed } from "./proposals.ts";

/** From this score on a finding becomes an event, and so an alert. */
const ALARM_FROM = 80;
const SOURCE = "crowsnest/sentinel";

function alarmOf({ id: scanId, asOf }: SentinelReport, finding: Finding): NewEvent {
  const { id, missionIds, domain, kind, title, severity, score, affected } = finding;
  return {
    // The next scan of the same day finds it again and must not alert again.
    id: `${id}:${asOf.slice(0, 10)}`,
    type: "sentinel.finding",
    source: SOURCE,
    timestamp: null,
    severity,
    value: score,
    userId: null,
    attributes: {
      scanId,
      findingId: id,
      missionId: missionIds[0] ?? "",
      domain,
      kind,
      title: title.slice(0, 500),
      userCount: affected.userCount,
      ...(affected.amountUsd !== undefined && { amountUsd: affected.amountUsd }),
    },
  };
}

/** The events of what a scan has found that cannot wait for somebody to read its report. */
export function alarmsOf(report: SentinelReport): NewEvent[] {
  return report.findings.filter(({ id, score }) => score >= ALARM_FROM && !isProposed(id)).map((finding) => alarmOf(report, finding));
}
