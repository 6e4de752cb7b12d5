import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { useCanAdmin } from "../../components/shell/session.ts";
import { Page } from "../../components/ui/Page.tsx";
import { EmptyState, ErrorState, Pill, Skeleton } from "../../components/ui/States.tsx";
import { useHeld } from "../../components/use-held.ts";
import { formatNumber } from "../../lib/format.ts";
import { lazyPart } from "../../lib/lazy-part.tsx";
import { pageAddress } from "../../lib/navigation.ts";
import { useTitle } from "../../lib/use-title.ts";
import { FileActions } from "./FileActions.tsx";
import { MetricFilters } from "./MetricFilters.tsx";
import { MetricTable } from "./MetricTable.tsx";
import { type MetricFilter, type MetricRow, metricFilterOf, metricRows, withMetricFilter } from "./metric-rows.ts";
import { useMetricRows } from "./use-metrics.ts";
import "./metrics.css";

const MetricEditor = lazyPart(() => import("./MetricEditor.tsx").then((module) => module.MetricEditor), <Skeleton lines={12} />);

/** The order stands still while somebody is on the list; asking for another one lets it go. */
function useHeldRows(rows: readonly MetricRow[], filter: MetricFilter) {
  const [isTouched, setTouched] = useState(false);
  const wanted = useMemo(() => metricRows(rows, filter), [rows, filter]);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const asked = JSON.stringify(filter);
  const [heldFor, setHeldFor] = useState(asked);
  const isNewDemand = heldFor !== asked;
  if (isNewDemand) setHeldFor(asked);
  const held = useHeld(wanted, isTouched && !isNewDemand, (id) => byId.get(id));
  // A metric that has been deleted, or no longer fits what was just asked for, must not stay.
  const shown = useMemo(() => held.rows.filter(({ id }) => byId.has(id)), [held.rows, byId]);
  const touch = {
    onPointerEnter: () => setTouched(true),
    onPointerLeave: () => setTouched(false),
    onFocus: () => setTouched(true),
    onBlur: () => setTouched(false),
  };
  return { shown: isNewDemand ? wanted : shown, waiting: held.waiting, letGo: held.letGo, touch };
}

function NoMetrics({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed) return <EmptyState title="No metric fits these filters">Clear the filters, or choose another state above.</EmptyState>;
  return (
    <EmptyState title="There are no metrics">Without metrics no alert can fire. Make the first one, or import a file of them.</EmptyState>
  );
}

function MetricList() {
  useTitle("Metrics");
  const { rows, metrics, overviews } = useMetricRows();
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => metricFilterOf(params), [params]);
  const { shown, waiting, letGo, touch } = useHeldRows(rows, filter);
  const canAdmin = useCanAdmin();
  const setFilter = (next: MetricFilter) => setParams((current) => withMetricFilter(current, next), { replace: true });
  if (metrics.isPending || overviews.isPending) return <Skeleton lines={12} />;
  const error = metrics.data ? undefined : metrics.error;
  if (error) return <ErrorState what="The metrics could not be read" error={error} onRetry={() => metrics.refetch()} />;
  const isNarrowed = rows.length > 0;
  return (
    <Page
      title="Metrics"
      lede="What is watched, noisiest first: a metric that fires often and means little is the one to mend."
      actions={
        <>
          <FileActions />
          {canAdmin ? (
            <Link className="button button-primary" to={pageAddress("/rules/new", params)}>
              <Plus size={14} aria-hidden="true" />
              New metric
            </Link>
          ) : null}
        </>
      }
    >
      <section className="panel metric-list" aria-label="Metrics">
        <MetricFilters rows={rows} filter={filter} onChange={setFilter} />
        {waiting > 0 ? (
          <div className="pill-place metric-pill">
            <Pill onClick={letGo}>{formatNumber(waiting)} new</Pill>
          </div>
        ) : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too. */}
        <section className="table-scroll" aria-label="All metrics as a table" tabIndex={0} {...touch}>
          {shown.length > 0 ? (
            <MetricTable rows={shown} sort={filter.sort} onSort={(sort) => setFilter({ ...filter, sort })} />
          ) : (
            <NoMetrics isNarrowed={isNarrowed} />
          )}
        </section>
      </section>
    </Page>
  );
}

/** The list, or the one metric that the address names. */
export function Metrics() {
  const { id } = useParams();
  return id === undefined ? <MetricList /> : <MetricEditor key={id} id={id} />;
}
