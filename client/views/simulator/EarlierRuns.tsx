import type { Generator } from "../../../shared/generators.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { durationWords, formatNumber, plural } from "../../lib/format.ts";
import { outcomes, scenarioTitle } from "./scenario-text.ts";

const STATES: Readonly<Record<Generator["state"], string>> = {
  running: "Running",
  finished: "Finished",
  stopped: "Stopped",
  interrupted: "Interrupted",
  failed: "Failed",
};

/** `6 of 6`, with a word for what is not there. */
function ExpectedCell({ generator }: { generator: Generator }) {
  const entries = outcomes(generator);
  if (entries.length === 0) return <span className="muted">none expected</span>;
  const missing = entries.filter(({ outcome }) => outcome === "missing");
  const raised = entries.filter(({ outcome }) => outcome === "raised").length;
  const open = entries.length - missing.length - raised;
  const names = missing.map(({ expected }) => expected.metricName).join(", ");
  return (
    <span title={names === "" ? undefined : `Missing: ${names}`}>
      <span className={missing.length === 0 ? "mark-ok strong number" : "number strong"}>
        {raised} of {entries.length}
      </span>
      {open > 0 ? <span className="muted"> {open} open before</span> : null}
      {missing.length > 0 ? <span className="muted"> {missing.length} missing</span> : null}
    </span>
  );
}

function Row({ generator }: { generator: Generator }) {
  return (
    <tr>
      <td className="strong">{scenarioTitle(generator.scenario)}</td>
      <td title={generator.error}>{STATES[generator.state]}</td>
      <td>
        <ExpectedCell generator={generator} />
      </td>
      <td className="table-number number">{formatNumber(generator.acknowledged)}</td>
      <td className="table-number number">{formatNumber(generator.rejected)}</td>
      <td className="table-number number">{formatNumber(generator.rate)}/s</td>
      <td className="table-number number">{durationWords(generator.duration)}</td>
      <td className="table-number number">{generator.seed}</td>
      <td>{generator.startedBy}</td>
      <td className="table-number muted">
        <Ago iso={generator.startedAt} />
      </td>
    </tr>
  );
}

/** What has been played, and whether it raised what it should. */
export function EarlierRuns({ generators }: { generators: readonly Generator[] }) {
  return (
    <Panel id="earlier-title" title="Earlier runs" side={<span className="muted number">{plural(generators.length, "run")}</span>}>
      {generators.length === 0 ? (
        <p className="panel-body muted">Nothing has been played on this server yet. Choose a scenario and start it.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
        <section className="table-scroll" tabIndex={0} aria-label="Earlier runs as a table">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Scenario</th>
                <th scope="col">State</th>
                <th scope="col">Expected alerts raised</th>
                <th scope="col" className="table-number">
                  Acknowledged
                </th>
                <th scope="col" className="table-number">
                  Refused
                </th>
                <th scope="col" className="table-number">
                  Rate
                </th>
                <th scope="col" className="table-number">
                  Duration
                </th>
                <th scope="col" className="table-number">
                  Seed
                </th>
                <th scope="col">By</th>
                <th scope="col" className="table-number">
                  Started
                </th>
              </tr>
            </thead>
            <tbody>
              {generators.map((generator) => (
                <Row key={generator.id} generator={generator} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
