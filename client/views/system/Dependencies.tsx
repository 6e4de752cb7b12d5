import { useQuery } from "@tanstack/react-query";
import type { Dependency, DependencyName } from "../../../shared/system.ts";
import { listDependencies } from "../../api/system.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { formatNumber } from "../../lib/format.ts";
import { HealthMark } from "./HealthMark.tsx";

const EVERY_MS = 5_000;

const NAMES: Readonly<Record<DependencyName, readonly [string, string]>> = {
  database: ["Asked-about data", "the database that questions are put to"],
  appDatabase: ["Own database", "events, alerts, metrics, the log"],
  cache: ["Cache", "Redis, shared windows between nodes"],
  llm: ["Language model", "plans what the rules cannot read"],
  stream: ["Engine", "evaluates the events"],
};

/** Tenths of a millisecond matter only where there are few. */
function latencyText(ms: number): string {
  return `${formatNumber(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`;
}

function Row({ dependency: { name, status, latencyMs, detail, since, lastError } }: { dependency: Dependency }) {
  const [title, about] = NAMES[name];
  return (
    <tr>
      <td className="table-wide">
        <span className="strong">{title}</span>
        <span className="muted dependency-about">{detail ?? about}</span>
      </td>
      <td>
        <HealthMark status={status} />
      </td>
      <td className="table-number number">{latencyMs === undefined ? <span className="muted">–</span> : latencyText(latencyMs)}</td>
      <td className="table-number muted">{status === "not_configured" ? "–" : <Ago iso={since} />}</td>
      <td className="dependency-error">
        {lastError ? (
          <span className="clip" title={`${lastError.at} ${lastError.detail}`}>
            {lastError.detail}, <Ago iso={lastError.at} />
          </span>
        ) : (
          <span className="muted">none</span>
        )}
      </td>
    </tr>
  );
}

/** Everything the server leans on, checked every few seconds. */
export function Dependencies() {
  const dependencies = useQuery({
    queryKey: ["dependencies"],
    queryFn: ({ signal }) => listDependencies(signal),
    refetchInterval: EVERY_MS,
  });
  const [first] = dependencies.data ?? [];
  return (
    <Panel
      id="dependencies-title"
      title="Dependencies"
      side={
        first ? (
          <span className="muted">
            checked <Ago iso={first.checkedAt} />
          </span>
        ) : null
      }
    >
      {dependencies.isPending ? <Skeleton lines={5} /> : null}
      {dependencies.error && !dependencies.data ? (
        <ErrorState what="The dependencies could not be read" error={dependencies.error} onRetry={() => dependencies.refetch()} />
      ) : null}
      {dependencies.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
        <section className="table-scroll" tabIndex={0} aria-label="Dependencies as a table">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Dependency</th>
                <th scope="col">State</th>
                <th scope="col" className="table-number">
                  Latency
                </th>
                <th scope="col" className="table-number">
                  Since
                </th>
                <th scope="col">Last error</th>
              </tr>
            </thead>
            <tbody>
              {dependencies.data.map((dependency) => (
                <Row key={dependency.name} dependency={dependency} />
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </Panel>
  );
}
