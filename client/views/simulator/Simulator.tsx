import { Page } from "../../components/ui/Page.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { EarlierRuns } from "./EarlierRuns.tsx";
import { RunCard } from "./RunCard.tsx";
import { ScenarioCards } from "./ScenarioCards.tsx";
import { StartPanel } from "./StartPanel.tsx";
import { useGeneratorActions, useGenerators } from "./use-generators.ts";
import { useSettings } from "./use-settings.ts";
import "./simulator.css";

/** Plays stories against the server, and shows whether they raise what they should. */
export function Simulator() {
  const generators = useGenerators();
  const actions = useGeneratorActions();
  const form = useSettings();
  useTitle("Simulator");
  if (generators.isPending) return <Skeleton lines={12} />;
  if (!generators.data) {
    return <ErrorState what="The scenarios could not be read" error={generators.error} onRetry={() => generators.refetch()} />;
  }
  const { items, scenarios } = generators.data;
  const running = items.filter(({ state }) => state === "running");
  const chosen = scenarios.find(({ name }) => name === form.settings.scenario) ?? scenarios[0];
  return (
    <Page
      title="Simulator"
      lede="Plays a story against this server. Every event it makes is marked as simulated, and takes the same way as a real one."
    >
      {running.length > 0 ? (
        <section aria-labelledby="running-title" className="running">
          <h2 id="running-title" className="sr-only">
            Running now
          </h2>
          {running.map((generator) => (
            <RunCard key={generator.id} generator={generator} actions={actions} />
          ))}
        </section>
      ) : null}
      <div className="simulator-grid">
        <ScenarioCards scenarios={scenarios} chosen={chosen?.name ?? ""} onChoose={(scenario) => form.set({ scenario })} />
        {chosen ? <StartPanel scenario={chosen} form={form} actions={actions} /> : null}
      </div>
      <EarlierRuns generators={items.filter(({ state }) => state !== "running")} />
    </Page>
  );
}
