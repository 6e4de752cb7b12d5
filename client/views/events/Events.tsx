import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { EventView } from "../../../shared/events.ts";
import { DataGrid, type GridHandle } from "../../components/grid/DataGrid.tsx";
import { useConnection } from "../../components/shell/ConnectionChip.tsx";
import { useLive } from "../../components/shell/live-context.ts";
import { Button } from "../../components/ui/Button.tsx";
import { EmptyState, ErrorState, Pill, Skeleton } from "../../components/ui/States.tsx";
import { rangeOf, rangeStart } from "../../lib/alert-filter.ts";
import { eventMatches, type Term, termsOf, withoutTerm, withTerm } from "../../lib/event-filter.ts";
import { formatNumber, plural } from "../../lib/format.ts";
import { useHotkeys } from "../../lib/use-hotkeys.ts";
import { useNarrow } from "../../lib/use-narrow.ts";
import { useNow } from "../../lib/use-now.ts";
import { useTitle } from "../../lib/use-title.ts";
import { mergeEvents, tailStore } from "../../stores/tail.ts";
import { togglePaused, uiStore } from "../../stores/ui.ts";
import { CellMenu, type CellPoint, cellPoint } from "./CellMenu.tsx";
import { EVENT_COLUMNS } from "./columns.tsx";
import { EventDrawer } from "./EventDrawer.tsx";
import { EventFilters } from "./EventFilters.tsx";
import { type EventRow, rowOf } from "./event-row.ts";
import { RateHead } from "./RateHead.tsx";
import { useHeldTail } from "./use-held-tail.ts";
import { useHistory } from "./use-history.ts";
import "./events.css";

/** The drawer shows these of the open event. */
const SPARE_COLUMNS = ["attributes"];
const NARROW_COLUMNS = [...SPARE_COLUMNS, "severity", "userId", "value"];
const ROW_HEIGHT = 28;
const REST_MS = 3_000;
const ignore = () => undefined;

function useFilter() {
  const [params, setParams] = useSearchParams();
  const terms = useMemo(() => termsOf(params), [params]);
  const setTerm = useCallback(
    (term: Term, isOn: boolean) => setParams((current) => (isOn ? withTerm(current, term) : withoutTerm(current, term)), { replace: true }),
    [setParams],
  );
  const setText = (text: string) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        if (text === "") next.delete("q");
        else next.set("q", text);
        return next;
      },
      { replace: true },
    );
  return { params, terms, text: params.get("q") ?? "", setTerm, setText };
}

/** The start of the range; rounded, so that the history is not asked for anew every second. */
function useFrom(params: URLSearchParams): string | undefined {
  const minute = useNow(600_000);
  const from = rangeStart(rangeOf(params), minute);
  return from === undefined ? undefined : new Date(from).toISOString();
}

/** True while the pointer moves on the list and a moment longer: a row must stay where it is while somebody aims at it. */
function useTouch(): readonly [boolean, (isTouched: boolean) => void] {
  const [isTouched, setTouched] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touch = useCallback((isOn: boolean) => {
    clearTimeout(timer.current);
    setTouched(isOn);
    if (isOn) timer.current = setTimeout(() => setTouched(false), REST_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [isTouched, touch];
}

function useFollow(): void {
  const live = useLive();
  useEffect(() => live?.followEvents(), [live]);
}

/** The stream of events as it comes in, newest on top. */
export function Events() {
  useTitle("Events");
  useFollow();
  const { params, terms, text, setTerm, setText } = useFilter();
  const paused = useStore(uiStore, (state) => state.paused);
  const isLoading = useStore(tailStore, (state) => state.loading);
  const [isAway, setAway] = useState(false);
  const [opened, setOpened] = useState<EventView>();
  const [point, setPoint] = useState<CellPoint>();
  const { kind } = useConnection();
  const isNarrow = useNarrow();
  const [isTouched, touch] = useTouch();
  const history = useHistory(terms, text, useFrom(params));
  const isHeld = paused || isAway || isTouched || opened !== undefined || point !== undefined || history.older.length > 0;
  const tail = useHeldTail(isHeld);
  const grid = useRef<GridHandle>(undefined);

  const isFiltered = terms.length > 0 || text !== "";
  const shown = useMemo(
    () =>
      mergeEvents([...tail.items], [...history.found, ...history.older], Number.POSITIVE_INFINITY).filter((event) =>
        eventMatches(event, terms, text),
      ),
    [tail.items, history.found, history.older, terms, text],
  );
  const rows = useMemo(() => new Map(shown.map((event) => [String(event.seq), rowOf(event)])), [shown]);

  const resume = () => {
    uiStore.setState({ paused: false });
    setOpened(undefined);
    setPoint(undefined);
    history.reset();
    grid.current?.toTop();
    setAway(false);
  };
  const closeEvent = () => setOpened(undefined);
  useHotkeys({
    " ": (event) => {
      event.preventDefault();
      if (isHeld) resume();
      else togglePaused();
    },
    Escape: closeEvent,
    j: () => grid.current?.move(1),
    k: () => grid.current?.move(-1),
  });
  const open = useCallback((row: EventRow, column: string | undefined, event: Event | null | undefined) => {
    const at = cellPoint(row.event, column, event);
    if (at) setPoint(at);
    else setOpened(row.event);
  }, []);
  const ready = useCallback((handle: GridHandle) => {
    grid.current = handle;
  }, []);
  const empty = () => {
    if (isLoading) return <Skeleton lines={12} />;
    if (history.error) return <ErrorState what="The stored events could not be read" error={history.error} onRetry={history.retry} />;
    if (isFiltered) return <EmptyState title="No event fits these filters">Events that fit will appear here as they come in.</EmptyState>;
    return (
      <EmptyState title="No events in this time" command="npm run simulate -- --scenario credential-stuffing">
        Post events to <code>/api/v1/alert</code>, or run a scenario in a second terminal.
      </EmptyState>
    );
  };
  return (
    <div className="events">
      <section className="events-list" aria-labelledby="events-heading">
        <h1 id="events-heading" className="sr-only">
          Events
        </h1>
        <RateHead />
        <EventFilters items={shown} terms={terms} text={text} onTerm={setTerm} onText={setText} />
        <div className={`events-grid ${kind === "reconnecting" || kind === "offline" ? "stale" : ""}`}>
          {isHeld ? (
            <div className="pill-place events-pill">
              <Pill onClick={resume}>Paused. {formatNumber(tail.passed)} new. Resume (Space)</Pill>
            </div>
          ) : null}
          <DataGrid<EventRow>
            label="Events"
            columns={EVENT_COLUMNS}
            rows={rows}
            lookup={ignore}
            held={false}
            demand=""
            rowHeight={ROW_HEIGHT}
            hidden={isNarrow ? NARROW_COLUMNS : opened ? SPARE_COLUMNS : []}
            opened={opened ? String(opened.seq) : undefined}
            onReady={ready}
            onOpen={open}
            onWaiting={ignore}
            onScrolled={setAway}
            onTouch={touch}
            empty={empty()}
          />
        </div>
        <footer className="events-foot muted">
          <span className="number">{plural(shown.length, "event")} shown</span>
          <Button className="button-small" disabled={history.isBusy || history.isExhausted} onClick={() => history.loadOlder(shown.at(-1))}>
            {history.isExhausted ? "No older events" : "Load older"}
          </Button>
        </footer>
      </section>
      {opened ? (
        <EventDrawer key={opened.seq} event={opened} onTerm={(term) => setTerm(term, true)} onClose={() => setOpened(undefined)} />
      ) : null}
      {point ? (
        <CellMenu
          point={point}
          onTerm={(term) => setTerm(term, true)}
          onOpen={() => setOpened(point.event)}
          onClose={() => setPoint(undefined)}
        />
      ) : null}
    </div>
  );
}
