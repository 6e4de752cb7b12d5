import { Link, useSearchParams } from "react-router";
import type { Alert } from "../../../shared/alerts.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { SEVERITIES_DOWN } from "../../lib/alert-text.ts";
import { formatNumber } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";

/** Open alerts by severity; a row leads to them. */
export function SeverityBars({ active }: { active: readonly Alert[] }) {
  const [params] = useSearchParams();
  const counts = SEVERITIES_DOWN.map((severity) => ({ severity, count: active.filter((alert) => alert.severity === severity).length }));
  const most = Math.max(1, ...counts.map((entry) => entry.count));
  return (
    <section className="panel" aria-labelledby="severity-title">
      <header className="panel-head">
        <h2 id="severity-title">Open by severity</h2>
        <span className="muted number">{formatNumber(active.length)}</span>
      </header>
      <ul className="bars">
        {counts.map(({ severity, count }) => (
          <li key={severity}>
            <Link className={`bars-row ${count === 0 ? "bars-none" : ""}`} to={pageAddress(`/alerts?severity=${severity}`, params)}>
              <SeverityMark kind={severity} />
              <span className="bars-track">
                <span className={`bars-fill mark-${severity}`} style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span className="number bars-count">{formatNumber(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
