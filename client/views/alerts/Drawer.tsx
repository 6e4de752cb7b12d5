import { useQuery } from "@tanstack/react-query";
import { BellRing, Check, ExternalLink, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import { getAlert } from "../../api/alerts.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { StatusMark } from "../../components/marks/StatusMark.tsx";
import { Button, IconButton } from "../../components/ui/Button.tsx";
import { RawJson } from "../../components/ui/RawJson.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { groupText } from "../../lib/alert-text.ts";
import { isSimulatedAlert } from "../../lib/simulated.ts";
import { alertsStore, applyAlerts, isOpen } from "../../stores/alerts.ts";
import { Discussion } from "./Discussion.tsx";
import { Timeline } from "./Timeline.tsx";
import type { AlertActions } from "./use-alert-actions.ts";
import { WhyItFired } from "./WhyItFired.tsx";
import "../../components/ui/drawer.css";

interface DrawerProps {
  readonly id: string;
  readonly actions: AlertActions;
  readonly onClose: () => void;
}

/** The alert from the store, or, by a deep link to one that is not loaded, from the server. */
function useAlert(id: string) {
  const known = useStore(alertsStore, (state) => state.byId.get(id));
  const read = useQuery({
    queryKey: ["alert", id],
    enabled: known === undefined,
    queryFn: async ({ signal }) => {
      const alert = await getAlert(id, signal);
      applyAlerts([alert]);
      return alert;
    },
  });
  return { alert: known ?? read.data, read };
}

function Head({ alert, actions, onClose }: { alert: Alert; actions: AlertActions; onClose: () => void }) {
  const group = groupText(alert.group);
  const isFiring = alert.status === "firing" || alert.status === "pending";
  return (
    <header className="drawer-head">
      <div className="drawer-top">
        <SeverityMark kind={alert.severity} />
        <StatusMark status={alert.status} />
        <span className="muted">{alert.domain}</span>
        {isSimulatedAlert(alert) ? <SimulatedTag /> : null}
        <IconButton label="Close (Esc)" className="drawer-close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <h2 id="drawer-title" className="drawer-title">
        {alert.metricName}
        {group ? <span className="drawer-group">{group}</span> : null}
      </h2>
      <div className="drawer-actions">
        <Button
          variant={isFiring ? "primary" : "plain"}
          disabled={!isFiring || actions.isBusy || !actions.canOperate}
          onClick={() => actions.run("acknowledge", [alert.id])}
        >
          <BellRing size={14} aria-hidden="true" />
          {alert.acknowledgedBy === undefined ? "Acknowledge" : "Acknowledged"}
        </Button>
        <Button disabled={!isOpen(alert) || actions.isBusy || !actions.canOperate} onClick={() => actions.run("resolve", [alert.id])}>
          <Check size={14} aria-hidden="true" />
          Resolve
        </Button>
        {alert.runbookUrl ? (
          <a className="button button-plain" href={alert.runbookUrl} target="_blank" rel="noreferrer noopener">
            <ExternalLink size={14} aria-hidden="true" />
            Runbook
          </a>
        ) : null}
      </div>
    </header>
  );
}

/** Why it fired, with the evidence. Not modal: the table beside it stays in use. */
export function Drawer({ id, actions, onClose }: DrawerProps) {
  const { alert, read } = useAlert(id);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // Moving through the table with j and k keeps the focus there.
    if (document.activeElement?.closest(".grid") === null) place.current?.focus();
  }, []);
  return (
    <aside ref={place} className="drawer" aria-labelledby="drawer-title" tabIndex={-1}>
      {alert ? (
        <>
          <Head alert={alert} actions={actions} onClose={onClose} />
          <div className="drawer-body">
            <WhyItFired alert={alert} />
            <Timeline alert={alert} />
            <Discussion alert={alert} />
            <RawJson value={alert} label="The alert as JSON" />
          </div>
        </>
      ) : null}
      {!alert && read.isPending ? <Skeleton lines={10} /> : null}
      {!alert && read.error ? (
        <>
          <h2 id="drawer-title" className="sr-only">
            Alert
          </h2>
          <ErrorState what="This alert could not be read" error={read.error} onRetry={() => read.refetch()} />
          <Button className="drawer-leave" onClick={onClose}>
            Close
          </Button>
        </>
      ) : null}
    </aside>
  );
}
