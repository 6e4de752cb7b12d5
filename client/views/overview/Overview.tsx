import { ArrowRight } from "lucide-react";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { useStore } from "zustand";
import { Ledger } from "../../components/Ledger.tsx";
import { useConnection } from "../../components/shell/ConnectionChip.tsx";
import { useEngine } from "../../components/shell/use-engine.ts";
import { EmptyState } from "../../components/ui/States.tsx";
import { plural } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { useTitle } from "../../lib/use-title.ts";
import { alertsStore, isActive } from "../../stores/alerts.ts";
import { Figures } from "./Figures.tsx";
import { NewestAlerts } from "./NewestAlerts.tsx";
import { SeverityBars } from "./SeverityBars.tsx";
import { StatusLine } from "./StatusLine.tsx";
import "./overview.css";

/** The state of everything at a glance. */
export function Overview() {
  const byId = useStore(alertsStore, (state) => state.byId);
  const active = useMemo(() => [...byId.values()].filter(isActive), [byId]);
  const [params] = useSearchParams();
  const { kind } = useConnection();
  const engine = useEngine();
  useTitle("Overview", active.length);
  const isStale = kind === "reconnecting" || kind === "offline";
  const isUnused = engine.data !== undefined && engine.data.ledger.received === 0 && byId.size === 0;
  return (
    <div className="overview">
      <div className="overview-head">
        <StatusLine active={active} isStale={isStale} />
        {active.length > 0 ? (
          <Link className="button button-primary" to={pageAddress("/alerts", params)}>
            Review {plural(active.length, "alert")}
            <ArrowRight size={14} aria-hidden="true" />
          </Link>
        ) : null}
      </div>
      <Figures active={active} engine={engine.data} isStale={isStale} />
      {isUnused ? (
        <section className="panel">
          <EmptyState title="No events have come in yet" command="npm run simulate -- --scenario credential-stuffing">
            Post events to <code>/api/v1/alert</code>, or run this in a second terminal and watch the alerts appear.
          </EmptyState>
        </section>
      ) : (
        <div className={`overview-grid ${isStale ? "stale" : ""}`}>
          <NewestAlerts />
          <div className="overview-side">
            <SeverityBars active={active} />
            <Ledger engine={engine} />
          </div>
        </div>
      )}
    </div>
  );
}
