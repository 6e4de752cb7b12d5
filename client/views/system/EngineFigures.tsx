import { useStore } from "zustand";
import type { EngineStatus } from "../../../shared/api.ts";
import { formatNumber, formatRate, formatSpan, lagParts } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { connectionStore } from "../../stores/connection.ts";

const STATES: Readonly<Record<EngineStatus["state"], string>> = { running: "Running", paused: "Paused", recovering: "Recovering" };

function Figure({ label, value, unit }: { label: string; value: string; unit?: string }) {
  return (
    <li className="figure system-figure">
      <p className="figure-label">{label}</p>
      <p className="figure-value number">
        {value}
        {unit ? <span className="figure-unit">{unit}</span> : null}
      </p>
    </li>
  );
}

function Uptime({ startedAt }: { startedAt: string }) {
  const now = useNow();
  return <Figure label="Up for" value={formatSpan(now - Date.parse(startedAt))} />;
}

/** The engine at a glance; what the status channel carries is of this second. */
export function EngineFigures({ engine }: { engine: EngineStatus }) {
  const status = useStore(connectionStore, (store) => store.status);
  const lag = lagParts(status?.lagMs ?? engine.lagMs);
  const state = status?.state ?? engine.state;
  return (
    <ul className="figures system-figures" aria-label="The engine">
      <li className="figure system-figure">
        <p className="figure-label">Engine</p>
        <p className={`figure-value engine-${state}`}>{STATES[state]}</p>
      </li>
      <Figure label="Events" value={formatRate(status?.eventsPerSecond ?? engine.eventsPerSecond)} unit="/s" />
      <Figure label="Lag" value={lag.value} unit={lag.unit} />
      <Figure label="Waiting" value={formatNumber(status?.pending ?? engine.ledger.pending)} unit="events" />
      <Figure label="Groups watched" value={formatNumber(engine.groups)} unit={`in ${formatNumber(engine.metrics)} metrics`} />
      <Figure label="Connections" value={formatNumber(status?.connections ?? engine.connections)} />
      <Figure label="Windows in" value={engine.windowBackend === "redis" ? "Redis" : "memory"} />
      <Uptime startedAt={engine.startedAt} />
    </ul>
  );
}
