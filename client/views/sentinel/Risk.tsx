import type { ScanSummary, SentinelReport } from "../../../shared/sentinel.ts";
import { Ago } from "../../components/ui/Time.tsx";

function changeText(change: number): string {
  if (Math.abs(change) < 0.5) return "as before";
  return change > 0 ? `${change.toFixed(0)} more` : `${(-change).toFixed(0)} less`;
}

/** The risk of a scan, and how it has changed since the one before. */
export function Risk({ report, before }: { report: SentinelReport; before: ScanSummary | undefined }) {
  const { riskScore, riskLevel } = report;
  return (
    <div className={`risk risk-${riskLevel}`}>
      <p className="risk-label muted">Risk</p>
      <p className="risk-score number">{riskScore.toFixed(0)}</p>
      <p className="risk-level">{riskLevel}</p>
      {before ? (
        <p className="muted risk-change">
          <span className="number">{changeText(riskScore - before.riskScore)}</span>
          <br />
          against <Ago iso={before.startedAt} />
        </p>
      ) : (
        <p className="muted risk-change">No scan before to compare with</p>
      )}
    </div>
  );
}
