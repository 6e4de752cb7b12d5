import { type RefObject, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { EventView } from "../../../shared/events.ts";
import type { GridHandle } from "../../components/grid/grid-handle.ts";
import { useConnection } from "../../components/shell/ConnectionChip.tsx";
import { useLive } from "../../components/shell/live-context.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Pill } from "../../components/ui/States.tsx";
import { formatNumber, plural } from "../../lib/format.ts";
import { useHotkeys } from "../../lib/use-hotkeys.ts";
import { useTitle } from "../../lib/use-title.ts";
import { togglePaused, uiStore } from "../../stores/ui.ts";
import { CellMenu, type CellPoint } from "./CellMenu.tsx";
import { EventDrawer } from "./EventDrawer.tsx";
import { EventFilters } from "./EventFilters.tsx";
import { EventsGrid } from "./EventsGrid.tsx";
import { RateHead } from "./RateHead.tsx";
import { useEventFilter } from "./use-event-filter.ts";
import { type HeldTail, useHeldTail } from "./use-held-tail.ts";
import { type History, useHistory } from "./use-history.ts";
import { useShownEvents } from "./use-shown-events.ts";
import { useTouch } from "./use-touch.ts";
import "./events.css";

function useFollow(): void {
  const live = useLive();
  useEffect(() => live?.followEvents(), [live]);
}

/** What holds the tail still: the pause, a scroll position, the pointer, an open event or menu, older pages. */
function useHold(history: History, grid: RefObject<GridHandle | undefined>) {
  const paused = useStore(uiStore, (state) => state.paused);
  const [isAway, setAway] = useState(false);
  const [opened, setOpened] = useState<EventView>();
  const [point, setPoint] = useState<CellPoint>();
  const [isTouched, touch] = useTouch();
  const isHeld = paused || isAway || isTouched || opened !== undefined || point !== undefined || history.older.length > 0;
  const resume = () => {
    uiStore.setState({ paused: false });
    setOpened(undefined);
    setPoint(undefined);
    history.reset();
    touch(false);
    grid.current?.toTop();
    setAway(false);
  };
  return { isHeld, resume, setAway, touch, opened, setOpened, point, setPoint };
}

function useEventKeys(grid: RefObject<GridHandle | undefined>, isHeld: boolean, resume: () => void, close: () => void): void {
  useHotkeys({
    " ": (event) => {
      event.preventDefault();
      if (isHeld) resume();
      else togglePaused();
    },
    Escape: close,
    j: () => grid.current?.move(1),
    k: () => grid.current?.move(-1),
  });
}

function ResumePill({ tail, onResume }: { tail: HeldTail; onResume: () => void }) {
  return (
    <div className="pill-place events-pill">
      <Pill onClick={onResume}>Paused. {formatNumber(tail.passed)} new. Resume (Space)</Pill>
    </div>
  );
}

function Foot({ events, history }: { events: readonly EventView[]; history: History }) {
  return (
    <footer className="events-foot muted">
      <span className="number">{plural(events.length, "event")} shown</span>
      <Button className="button-small" disabled={history.isBusy || history.isExhausted} onClick={() => history.loadOlder(events.at(-1))}>
        {history.isExhausted ? "No older events" : "Load older"}
      </Button>
    </footer>
  );
}

/** The stream of events as it comes in, newest on top. */
export function Events() {
  useTitle("Events");
  useFollow();
  const filter = useEventFilter();
  const history = useHistory(filter.terms, filter.text, filter.from);
  const grid = useRef<GridHandle>(undefined);
  const { isHeld, resume, setAway, touch, opened, setOpened, point, setPoint } = useHold(history, grid);
  const tail = useHeldTail(isHeld);
  const shown = useShownEvents(tail.items, history, filter);
  const { kind } = useConnection();
  const close = () => setOpened(undefined);
  useEventKeys(grid, isHeld, resume, close);
  const isFiltered = filter.terms.length > 0 || filter.text !== "";
  return (
    <div className="events">
      <section className="events-list" aria-labelledby="events-heading">
        <h1 id="events-heading" className="sr-only">
          Events
        </h1>
        <RateHead />
        <EventFilters items={shown} terms={filter.terms} text={filter.text} onTerm={filter.setTerm} onText={filter.setText} />
        <div className={`events-grid ${kind === "reconnecting" || kind === "offline" ? "stale" : ""}`}>
          {isHeld ? <ResumePill tail={tail} onResume={resume} /> : null}
          <EventsGrid
            events={shown}
            history={history}
            isFiltered={isFiltered}
            opened={opened}
            grid={grid}
            onOpen={setOpened}
            onPoint={setPoint}
            onScrolled={setAway}
            onTouch={touch}
          />
        </div>
        <Foot events={shown} history={history} />
      </section>
      {opened ? <EventDrawer key={opened.seq} event={opened} onTerm={(term) => filter.setTerm(term, true)} onClose={close} /> : null}
      {point ? (
        <CellMenu
          point={point}
          onTerm={(term) => filter.setTerm(term, true)}
          onOpen={() => setOpened(point.event)}
          onClose={() => setPoint(undefined)}
        />
      ) : null}
    </div>
  );
}
