import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Metric } from "../../../shared/metrics.ts";
import { metricVersions, rollbackMetric } from "../../api/metrics.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { Ago } from "../../components/ui/Time.tsx";
import { plural } from "../../lib/format.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";
import { useMetricsChanged } from "./use-metrics.ts";
import { describedVersions } from "./version-changes.ts";

function useRollback(metric: Metric) {
  const changed = useMetricsChanged();
  const [isBusy, setBusy] = useState(false);
  const rollBack = async (version: number) => {
    setBusy(true);
    try {
      const next = await rollbackMetric(metric.id, version);
      showToast({ tone: "ok", text: `Version ${version} is back, as version ${next.version}` });
      changed();
    } catch (error) {
      showProblem(`Could not go back to version ${version}`, error);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, rollBack };
}

export interface VersionListProps {
  readonly metric: Metric;
  readonly canAdmin: boolean;
  readonly compareTo: number | undefined;
  readonly onCompare: (version: number | undefined) => void;
}

/** Every version with what it changed; one can be compared with, and gone back to. */
export function VersionList({ metric, canAdmin, compareTo, onCompare }: VersionListProps) {
  const versions = useQuery({ queryKey: ["metric-versions", metric.id], queryFn: ({ signal }) => metricVersions(metric.id, signal) });
  const { isBusy, rollBack } = useRollback(metric);
  return (
    <Panel
      id="versions-title"
      title="Versions"
      side={versions.data ? <span className="muted number">{plural(versions.data.length, "version")}</span> : null}
    >
      {versions.isPending ? <Skeleton lines={3} /> : null}
      {versions.error && !versions.data ? (
        <ErrorState what="The versions could not be read" error={versions.error} onRetry={() => versions.refetch()} />
      ) : null}
      <ol className="versions">
        {describedVersions(versions.data ?? []).map(({ version, at, actor, changed }) => (
          <li key={version} className="version">
            <span className="version-number number">{version}</span>
            <span className="version-what clip" title={changed}>
              {changed}
            </span>
            <span className="muted version-who clip">
              {actor}, <Ago iso={at} />
            </span>
            <span className="version-actions">
              {version === metric.version ? (
                <span className="tag">current</span>
              ) : (
                <>
                  <Button
                    variant="quiet"
                    className="button-small"
                    aria-pressed={compareTo === version}
                    onClick={() => onCompare(compareTo === version ? undefined : version)}
                  >
                    {compareTo === version ? "Compared" : "Compare"}
                  </Button>
                  <Button className="button-small" disabled={!canAdmin || isBusy} onClick={() => rollBack(version)}>
                    Go back
                    <span className="sr-only"> to version {version}</span>
                  </Button>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
