import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useSearchParams } from "react-router";
import type { ConfigVariable } from "../../../shared/system.ts";
import { readConfig } from "../../api/system.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { SearchField } from "../../components/ui/SearchField.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../components/ui/States.tsx";

function Row({ variable: { name, value, origin, description, fallback, secret } }: { variable: ConfigVariable }) {
  return (
    <tr>
      <td>
        <code className="config-name">{name}</code>
      </td>
      <td>
        <span className="config-value">
          {value === null ? (
            <span className="muted clip" title={fallback}>
              not set{fallback ? `: ${fallback}` : ""}
            </span>
          ) : (
            <code className="clip" title={value}>
              {value}
            </code>
          )}
          {secret && value !== null ? (
            <span className="muted config-secret" title="Secrets in it are masked">
              <LockKeyhole size={12} aria-hidden="true" />
              <span className="sr-only">masked</span>
            </span>
          ) : null}
        </span>
      </td>
      <td>
        <span className={`tag ${origin === "default" ? "" : "tag-set"}`}>{origin}</span>
      </td>
      <td className="table-wide muted" title={description}>
        {description}
      </td>
    </tr>
  );
}

function Table({ variables }: { variables: readonly ConfigVariable[] }) {
  if (variables.length === 0) return <EmptyState title="No variable fits this text">Clear the search to see all of them.</EmptyState>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
    <section className="table-scroll" tabIndex={0} aria-label="Configuration as a table">
      <table className="table config">
        <thead>
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">Value in force</th>
            <th scope="col">From</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {variables.map((variable) => (
            <Row key={variable.name} variable={variable} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The configuration in force, where each value comes from, its secrets masked. */
export function Configuration({ canAdmin }: { canAdmin: boolean }) {
  const [params, setParams] = useSearchParams();
  const config = useQuery({ queryKey: ["config"], enabled: canAdmin, queryFn: ({ signal }) => readConfig(signal) });
  const text = params.get("q") ?? "";
  const setText = (next: string) =>
    setParams(
      (current) => {
        const changed = new URLSearchParams(current);
        if (next === "") changed.delete("q");
        else changed.set("q", next);
        return changed;
      },
      { replace: true },
    );
  const shown = (config.data ?? []).filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(text.trim().toLowerCase()),
  );
  return (
    <Panel
      id="config-title"
      title="Configuration"
      side={canAdmin ? <SearchField label="Text in the configuration" placeholder="Variable" value={text} onChange={setText} /> : null}
    >
      {canAdmin ? null : <p className="panel-body muted">Reading the configuration needs the role admin.</p>}
      {canAdmin && config.isPending ? <Skeleton lines={8} /> : null}
      {config.error && !config.data ? (
        <ErrorState what="The configuration could not be read" error={config.error} onRetry={() => config.refetch()} />
      ) : null}
      {config.data ? <Table variables={shown} /> : null}
    </Panel>
  );
}
