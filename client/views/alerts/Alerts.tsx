import { useCallback, useMemo, useRef, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import { DataGrid, type GridHandle } from "../../components/grid/DataGrid.tsx";
import { useConnection } from "../../components/shell/ConnectionChip.tsx";
import { useLive } from "../../components/shell/live-context.ts";
import { EmptyState, ErrorState, Pill, Skeleton } from "../../components/ui/States.tsx";
import { type AlertFilter, filterOf, matches, rangeOf, rangeStart, withFilter } from "../../lib/alert-filter.ts";
import { formatNumber } from "../../lib/format.ts";
import { useNarrow } from "../../lib/use-narrow.ts";
import { useNow } from "../../lib/use-now.ts";
import { useTitle } from "../../lib/use-title.ts";
import { alertsStore, isActive, isOpen } from "../../stores/alerts.ts";
import { uiStore } from "../../stores/ui.ts";
import { BulkBar } from "./BulkBar.tsx";
import { ALERT_COLUMNS } from "./columns.tsx";
import { Drawer } from "./Drawer.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { useAlertActions } from "./use-alert-actions.ts";
import { useAlertKeys } from "./use-alert-keys.ts";
import "./alerts.css";

/** The drawer shows these of the open alert. */
const SPARE_COLUMNS = ["value", "duration", "occurrences", "owner"];
const NARROW_COLUMNS = [...SPARE_COLUMNS, "status", "started"];
const ROW_CLASSES = { "row-over": (alert: Alert) => !isOpen(alert) };

function lookup(id: string): Alert | undefined {
  return alertsStore.getState().byId.get(id);
}

/** The alerts that the address asks for. */
function useWanted(filter: AlertFilter, from: number | undefined): ReadonlyMap<string, Alert> {
  const byId = useStore(alertsStore, (state) => state.byId);
  return useMemo(() => new Map([...byId].filter(([, alert]) => matches(alert, filter, from))), [byId, filter, from]);
}

/** What freezes the table: a selection, an open drawer, the pointer on it, a scroll position, the pause. */
function useHold(isOpened: boolean) {
  const paused = useStore(uiStore, (state) => state.paused);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [isTouched, setTouched] = useState(false);
  const [isAway, setAway] = useState(false);
  const held = paused || isOpened || isTouched || isAway || selected.length > 0;
  return { held, selected, setSelected, setTouched, setAway };
}

function Empty({ filter }: { filter: AlertFilter }) {
  const isNarrowed = filter.severities.length > 0 || filter.domains.length > 0 || filter.text !== "";
  if (isNarrowed) return <EmptyState title="No alert fits these filters">Clear the filters, or choose another status above.</EmptyState>;
  if (filter.tab === "open" || filter.tab === "all") {
    return (
      <EmptyState title="Nothing is firing" command="npm run simulate -- --scenario credential-stuffing">
        Every metric is within its limits. To see alerts appear here, run a scenario in a second terminal.
      </EmptyState>
    );
  }
  return <EmptyState title="Nothing here in this time">Choose a longer time range in the top bar, or another status above.</EmptyState>;
}

/** Every alert by severity and age, and beside it why one fired. */
export function Alerts() {
  const { id } = useParams();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const filter = useMemo(() => filterOf(params), [params]);
  const from = rangeStart(rangeOf(params), useNow(60_000));
  const wanted = useWanted(filter, from);
  const { byId, loading, problem } = useStore(alertsStore);
  const { held, selected, setSelected, setTouched, setAway } = useHold(id !== undefined);
  const [waiting, setWaiting] = useState(0);
  const [releases, setReleases] = useState(0);
  const grid = useRef<GridHandle>(undefined);
  const actions = useAlertActions();
  const live = useLive();
  const isNarrow = useNarrow();
  const { kind } = useConnection();
  const active = useMemo(() => [...byId.values()].filter(isActive).length, [byId]);
  useTitle("Alerts", active);

  const search = params.toString();
  const goTo = useCallback(
    (next: string | undefined) =>
      navigate({ pathname: next ? `/alerts/${next}` : "/alerts", search }, { replace: next !== undefined && id !== undefined }),
    [navigate, search, id],
  );
  const close = () => {
    goTo(undefined);
    if (id !== undefined) grid.current?.focus(id);
  };
  const ready = useCallback((handle: GridHandle) => {
    grid.current = handle;
  }, []);
  useAlertKeys({ grid, opened: id, selected, goTo, close, actions });
  const demand = `${params.get("status")}|${params.get("severity")}|${params.get("domain")}|${params.get("q")}|${params.get("range")}|${releases}`;

  if (loading === "first") {
    if (!problem) return <Skeleton lines={12} />;
    return <ErrorState what="The alerts could not be read" error={problem} onRetry={() => live?.reload()} />;
  }
  return (
    <div className="alerts">
      <section className="alerts-list" aria-labelledby="alerts-title">
        <h1 id="alerts-title" className="sr-only">
          Alerts
        </h1>
        <FilterBar alerts={byId} filter={filter} from={from} onChange={(next) => setParams(withFilter(params, next), { replace: true })} />
        <BulkBar selected={selected} actions={actions} onClear={() => grid.current?.clearSelection()} />
        <div className={`alerts-grid ${kind === "reconnecting" || kind === "offline" ? "stale" : ""}`}>
          {waiting > 0 ? (
            <div className="pill-place alerts-pill">
              <Pill
                onClick={() => {
                  setReleases((count) => count + 1);
                  grid.current?.toTop();
                }}
              >
                {formatNumber(waiting)} new
              </Pill>
            </div>
          ) : null}
          <DataGrid<Alert>
            label="Alerts"
            columns={ALERT_COLUMNS}
            rows={wanted}
            lookup={lookup}
            held={held}
            demand={demand}
            selectable
            rowClasses={ROW_CLASSES}
            opened={id}
            hidden={isNarrow ? NARROW_COLUMNS : id === undefined ? [] : SPARE_COLUMNS}
            onReady={ready}
            onOpen={(alert) => goTo(alert.id)}
            onSelection={setSelected}
            onWaiting={setWaiting}
            onScrolled={setAway}
            onTouch={setTouched}
            empty={<Empty filter={filter} />}
          />
        </div>
      </section>
      {id === undefined ? null : <Drawer key={id} id={id} actions={actions} onClose={close} />}
    </div>
  );
}
