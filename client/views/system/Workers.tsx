import type { WorkerView } from "../../../shared/api.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { plural } from "../../lib/format.ts";
import { HealthMark } from "./HealthMark.tsx";

/** The processes of this server with their heartbeats. */
export function Workers({ workers }: { workers: readonly WorkerView[] }) {
  return (
    <Panel id="workers-title" title="Workers" side={<span className="muted number">{plural(workers.length, "worker")}</span>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too. */}
      <section className="table-scroll" tabIndex={0} aria-label="Workers as a table">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Worker</th>
              <th scope="col">State</th>
              <th scope="col" className="table-number">
                Heartbeat
              </th>
              <th scope="col" className="table-number">
                Started
              </th>
            </tr>
          </thead>
          <tbody>
            {workers.map(({ id, state, heartbeatAt, startedAt }) => (
              <tr key={id}>
                <td className="table-wide mono" title={id}>
                  {id}
                </td>
                <td>{state === "alive" ? <HealthMark status="ok" /> : <span className="health-degraded">Silent</span>}</td>
                <td className="table-number">
                  <Ago iso={heartbeatAt} />
                </td>
                <td className="table-number muted">
                  <Ago iso={startedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
