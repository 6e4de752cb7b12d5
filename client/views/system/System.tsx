import { useStore } from "zustand";
import { Ledger } from "../../components/Ledger.tsx";
import { useConnection } from "../../components/shell/ConnectionChip.tsx";
import { useCanAdmin, useSession } from "../../components/shell/session.ts";
import { useEngine } from "../../components/shell/use-engine.ts";
import { Page } from "../../components/ui/Page.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { connectionStore } from "../../stores/connection.ts";
import { Configuration } from "./Configuration.tsx";
import { Dependencies } from "./Dependencies.tsx";
import { EngineControl } from "./EngineControl.tsx";
import { EngineFigures } from "./EngineFigures.tsx";
import { Links } from "./Links.tsx";
import { RunningGenerators } from "./RunningGenerators.tsx";
import { StreamCharts } from "./StreamCharts.tsx";
import { Workers } from "./Workers.tsx";
import "./system.css";

/** Whether the server itself is well, and what it is made to do. */
export function System() {
  useTitle("System");
  const engine = useEngine();
  const { version } = useSession();
  const canAdmin = useCanAdmin();
  const { kind } = useConnection();
  const state = useStore(connectionStore, ({ status }) => status?.state) ?? engine.data?.state;
  if (engine.isPending) return <Skeleton lines={12} />;
  if (!engine.data) {
    return <ErrorState what="The engine's state could not be read" error={engine.error} onRetry={() => engine.refetch()} />;
  }
  const isStale = kind === "reconnecting" || kind === "offline";
  return (
    <Page
      title="System"
      lede={`Crowsnest ${version}. What it depends on, how far behind it is, and where every event went.`}
      actions={<EngineControl state={state} />}
    >
      <div className={`system ${isStale ? "stale" : ""}`}>
        <EngineFigures engine={engine.data} />
        <StreamCharts />
        <div className="system-grid">
          <div className="system-main">
            <Dependencies />
            <Workers workers={engine.data.workers} />
            <RunningGenerators generators={engine.data.generators} />
          </div>
          <div className="system-side">
            <Ledger engine={engine} />
            <Links />
          </div>
        </div>
        <Configuration canAdmin={canAdmin} />
      </div>
    </Page>
  );
}
