import type { UseQueryResult } from "@tanstack/react-query";
import type { EngineStatus } from "../../shared/api.ts";
import type { Ledger as LedgerCounts } from "../../shared/events.ts";
import { formatNumber } from "../lib/format.ts";
import { ErrorState, Skeleton } from "./ui/States.tsx";

const ROWS: readonly (readonly [keyof LedgerCounts, string, "sum" | "part"])[] = [
  ["received", "Received", "sum"],
  ["duplicates", "Duplicates", "part"],
  ["rejected", "Rejected", "part"],
  ["accepted", "Accepted", "sum"],
  ["evaluated", "Evaluated", "part"],
  ["late", "Late", "part"],
  ["pending", "Waiting", "part"],
];

/** Whether every event that came in is accounted for. */
function addsUp({ received, duplicates, rejected, accepted, evaluated, late, pending }: LedgerCounts): boolean {
  return received === accepted + duplicates + rejected && accepted === evaluated + late + pending;
}

/** Where every event went: received = accepted + duplicates + rejected, accepted = evaluated + late + waiting. */
export function Ledger({ engine }: { engine: UseQueryResult<EngineStatus> }) {
  return (
    <section className="panel" aria-labelledby="ledger-title">
      <header className="panel-head">
        <h2 id="ledger-title">Where the events went</h2>
        {engine.data ? <span className="muted number">{formatNumber(engine.data.metrics)} metrics watch</span> : null}
      </header>
      {engine.data ? (
        <dl className="ledger">
          {ROWS.map(([field, word, kind]) => (
            <div key={field} className={`ledger-row ledger-${kind}`}>
              <dt>{word}</dt>
              <dd className="number">{formatNumber(engine.data.ledger[field])}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {engine.data ? (
        <p className={`ledger-sums ${addsUp(engine.data.ledger) ? "muted" : "form-error"}`}>
          {addsUp(engine.data.ledger) ? "Every event is accounted for." : "The counters do not add up; please report this."}
        </p>
      ) : null}
      {engine.isPending ? <Skeleton lines={4} /> : null}
      {engine.error && !engine.data ? (
        <ErrorState what="The counters could not be read" error={engine.error} onRetry={() => engine.refetch()} />
      ) : null}
    </section>
  );
}
