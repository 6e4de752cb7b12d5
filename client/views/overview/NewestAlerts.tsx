import { type CSSProperties, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import { AlertValue } from "../../components/AlertValue.tsx";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { StatusMark } from "../../components/marks/StatusMark.tsx";
import { useLive } from "../../components/shell/live-context.ts";
import { EmptyState, ErrorState, Pill, Skeleton } from "../../components/ui/States.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { useHeld } from "../../components/use-held.ts";
import { rangeOf, rangeStart } from "../../lib/alert-filter.ts";
import { byNewest, groupText } from "../../lib/alert-text.ts";
import { formatNumber } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { isSimulatedAlert } from "../../lib/simulated.ts";
import { useNow } from "../../lib/use-now.ts";
import { alertsStore, isOpen } from "../../stores/alerts.ts";

const SHOWN = 14;

/** A row is moved to its place, not laid out there: one that comes in on top then shifts nothing. */
function placeOf(index: number): CSSProperties {
  return { transform: `translateY(calc(var(--newest-row) * ${index}))` };
}

function Row({ alert, index, params }: { alert: Alert; index: number; params: URLSearchParams }) {
  const group = groupText(alert.group);
  return (
    <li className={`newest-row ${isOpen(alert) ? "" : "newest-over"}`} style={placeOf(index)}>
      <SeverityMark kind={alert.severity} />
      <span className="newest-subject">
        <Link className="newest-name clip" to={pageAddress(`/alerts/${alert.id}`, params)}>
          {alert.metricName}
          {group ? <span className="muted"> {group}</span> : null}
        </Link>
        {isSimulatedAlert(alert) ? <SimulatedTag word={false} /> : null}
      </span>
      <span className="newest-value">
        <AlertValue alert={alert} />
      </span>
      <StatusMark status={alert.status} />
      <span className="newest-time muted">
        <Ago iso={alert.startedAt} />
      </span>
    </li>
  );
}

function useNewest(): readonly Alert[] {
  const byId = useStore(alertsStore, (state) => state.byId);
  const [params] = useSearchParams();
  const from = rangeStart(rangeOf(params), useNow(60_000));
  return useMemo(
    () =>
      [...byId.values()]
        .filter((alert) => isOpen(alert) || from === undefined || Date.parse(alert.startedAt) >= from)
        .sort(byNewest)
        .slice(0, SHOWN),
    [byId, from],
  );
}

/** The newest alerts. The list holds still while the pointer or the focus is on it. */
export function NewestAlerts() {
  const wanted = useNewest();
  const [isHovered, setHovered] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const [params] = useSearchParams();
  const { loading, problem, byId } = useStore(alertsStore);
  const live = useLive();
  const { rows, waiting, letGo } = useHeld(wanted, isHovered || hasFocus, (id) => byId.get(id));
  const body = () => {
    if (rows.length > 0) return rows.map((alert, index) => <Row key={alert.id} alert={alert} index={index} params={params} />);
    return (
      <li>
        <EmptyState title="No alerts in this time" command="npm run simulate -- --scenario credential-stuffing">
          Every metric is within its limits. To see one fire, play a scenario in the <Link to="/simulator">simulator</Link> or in a second
          terminal.
        </EmptyState>
      </li>
    );
  };
  return (
    <section className="panel newest" aria-labelledby="newest-title">
      <header className="panel-head">
        <h2 id="newest-title">Newest alerts</h2>
        <Link to={pageAddress("/alerts?status=all", params)}>All alerts</Link>
      </header>
      {waiting > 0 ? (
        <div className="pill-place newest-pill">
          <Pill onClick={letGo}>{formatNumber(waiting)} new</Pill>
        </div>
      ) : null}
      {loading === "first" && !problem ? <Skeleton lines={8} /> : null}
      {loading === "first" && problem ? (
        <ErrorState what="The alerts could not be read" error={problem} onRetry={() => live?.reload()} />
      ) : null}
      {loading === "first" ? null : (
        <ul
          className="newest-list"
          onPointerEnter={() => setHovered(true)}
          onPointerLeave={() => setHovered(false)}
          onFocus={() => setFocus(true)}
          onBlur={() => setFocus(false)}
        >
          {body()}
        </ul>
      )}
    </section>
  );
}
