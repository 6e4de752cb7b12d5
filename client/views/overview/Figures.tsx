import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import type { EngineStatus } from "../../../shared/api.ts";
import { formatNumber, formatRate, lagParts } from "../../lib/format.ts";
import { connectionStore } from "../../stores/connection.ts";
import { type SampleField, samplesStore } from "../../stores/samples.ts";
import { AcceptedLine } from "./AcceptedLine.tsx";
import { FigureLine } from "./FigureLine.tsx";

function Figure({
  label,
  value,
  unit,
  note,
  children,
}: {
  label: string;
  value: string;
  unit?: string;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="figure">
      <p className="figure-label">{label}</p>
      <p className="figure-value number">
        {value}
        {unit ? <span className="figure-unit">{unit}</span> : null}
        {note ? <span className="figure-note">{note}</span> : null}
      </p>
      <div className="figure-line">{children}</div>
    </li>
  );
}

function Line({ label, field }: { label: string; field: SampleField }) {
  const samples = useStore(samplesStore, (state) => state.samples);
  return <FigureLine label={`${label} over the last five minutes`} samples={samples} field={field} />;
}

function urgentOf(active: readonly Alert[]): { critical: number; high: number } {
  return {
    critical: active.filter((alert) => alert.severity === "critical").length,
    high: active.filter((alert) => alert.severity === "high").length,
  };
}

/** Five figures with the last five minutes of each. */
export function Figures({ active, engine, isStale }: { active: readonly Alert[]; engine: EngineStatus | undefined; isStale: boolean }) {
  const status = useStore(connectionStore, (state) => state.status);
  const lag = status ? lagParts(status.lagMs) : { value: "–", unit: "" };
  const { critical, high } = urgentOf(active);
  const acknowledged = active.filter((alert) => alert.status === "acknowledged").length;
  return (
    <ul className={`figures ${isStale ? "stale" : ""}`} aria-label="Figures">
      <Figure label="Events" value={status ? formatRate(status.eventsPerSecond) : "–"} unit="/s">
        <Line label="Events a second" field="eventsPerSecond" />
      </Figure>
      <Figure
        label="Open alerts"
        value={formatNumber(active.length)}
        note={acknowledged > 0 ? `${formatNumber(acknowledged)} acknowledged` : undefined}
      >
        <Line label="Open alerts" field="open" />
      </Figure>
      <Figure
        label="Critical and high"
        value={formatNumber(critical + high)}
        note={critical + high > 0 ? `${formatNumber(critical)} critical, ${formatNumber(high)} high` : undefined}
      >
        <Line label="Critical and high alerts" field="urgent" />
      </Figure>
      <Figure label="Lag" value={lag.value} unit={lag.unit}>
        <Line label="Lag in milliseconds" field="lagMs" />
      </Figure>
      <Figure label="Accepted in total" value={engine ? formatNumber(engine.ledger.accepted) : "–"}>
        <AcceptedLine accepted={engine?.ledger.accepted} />
      </Figure>
    </ul>
  );
}
