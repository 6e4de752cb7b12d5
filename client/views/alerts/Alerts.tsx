import { useCallback, useMemo, useRef, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { Alert } from "../../../shared/alerts.ts";
import type { GridHandle } from "../../components/grid/grid-handle.ts";
import { useLive } from "../../components/shell/live-context.ts";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { type AlertFilter, filterOf, matches, rangeOf, rangeStart, withFilter } from "../../lib/alert-filter.ts";
import { useNow } from "../../lib/use-now.ts";
import { useTitle } from "../../lib/use-title.ts";
import { alertsStore, isActive } from "../../stores/alerts.ts";
import { uiStore } from "../../stores/ui.ts";
import { AlertsGrid } from "./AlertsGrid.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { Drawer } from "./Drawer.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { useAlertActions } from "./use-alert-actions.ts";
import { useAlertKeys } from "./use-alert-keys.ts";
import "./alerts.css";

/** The filter of the address, and the alerts that fit it. */
function useWanted() {
  const byId = useStore(alertsStore, (state) => state.byId);
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => filterOf(params), [params]);
  const from = rangeStart(rangeOf(params), useNow(60_000));
  const wanted = useMemo(
    () => new Map([...byId].filter(([, alert]: [string, Alert]) => matches(alert, filter, from))),
    [byId, filter, from],
  );
  const setFilter = (next: AlertFilter) => setParams(withFilter(params, next), { replace: true });
  return { filter, from, wanted, setFilter, asked: params.toString() };
}

/** What freezes the table: a selection, an open drawer, the pointer or the focus on it, a scroll position, the pause. */
function useHold(isOpened: boolean) {
  const paused = useStore(uiStore, (state) => state.paused);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [isTouched, setTouched] = useState(false);
  const [isAway, setAway] = useState(false);
  const held = paused || isOpened || isTouched || isAway || selected.length > 0;
  return { held, selected, setSelected, setTouched, setAway };
}

/** Opens, changes and closes the drawer, which is a part of the address; only opening it is a step to go back from. */
function useOpened(grid: { readonly current: GridHandle | undefined }) {
  const { id } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const search = params.toString();
  const goTo = useCallback(
    (next: string) => navigate({ pathname: `/alerts/${next}`, search }, { replace: id !== undefined }),
    [navigate, search, id],
  );
  const close = () => {
    navigate({ pathname: "/alerts", search });
    if (id !== undefined) grid.current?.focus(id);
  };
  return { id, goTo, close };
}

function useFiringCount(): number {
  const byId = useStore(alertsStore, (state) => state.byId);
  return useMemo(() => [...byId.values()].filter(isActive).length, [byId]);
}

/** Every alert by severity and age, and beside it why one fired. */
export function Alerts() {
  const { byId, loading, problem } = useStore(alertsStore);
  const live = useLive();
  const grid = useRef<GridHandle>(undefined);
  const { id, goTo, close } = useOpened(grid);
  const { filter, from, wanted, setFilter, asked } = useWanted();
  const { held, selected, setSelected, setTouched, setAway } = useHold(id !== undefined);
  const actions = useAlertActions();
  useTitle("Alerts", useFiringCount());
  useAlertKeys({ grid, opened: id, selected, goTo, close, actions });

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
        <FilterBar alerts={byId} filter={filter} from={from} onChange={setFilter} />
        <BulkBar selected={selected} actions={actions} onClear={() => grid.current?.clearSelection()} />
        <AlertsGrid
          wanted={wanted}
          filter={filter}
          asked={asked}
          held={held}
          opened={id}
          grid={grid}
          onOpen={goTo}
          onSelection={setSelected}
          onScrolled={setAway}
          onTouch={setTouched}
        />
      </section>
      {id === undefined ? null : <Drawer key={id} id={id} actions={actions} onClose={close} />}
    </div>
  );
}
