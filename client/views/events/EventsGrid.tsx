import { type RefObject, useCallback, useMemo } from "react";
import type { EventView } from "../../../shared/events.ts";
import { DataGrid } from "../../components/grid/DataGrid.tsx";
import type { GridHandle } from "../../components/grid/grid-handle.ts";
import { useNarrow } from "../../lib/use-narrow.ts";
import { type CellPoint, cellPoint } from "./CellMenu.tsx";
import { EVENT_COLUMNS } from "./columns.tsx";
import { type EventRow, rowOf } from "./event-row.ts";
import { NoEvents } from "./NoEvents.tsx";
import type { History } from "./use-history.ts";

/** The drawer shows these of the open event. */
const SPARE_COLUMNS = ["attributes"];
const NARROW_COLUMNS = [...SPARE_COLUMNS, "severity", "userId", "value"];
const ROW_HEIGHT = 28;
const ignore = () => undefined;

export interface EventsGridProps {
  readonly events: readonly EventView[];
  readonly history: History;
  readonly isFiltered: boolean;
  readonly opened: EventView | undefined;
  readonly grid: RefObject<GridHandle | undefined>;
  readonly onOpen: (event: EventView) => void;
  readonly onPoint: (point: CellPoint) => void;
  readonly onScrolled: (isAway: boolean) => void;
  readonly onTouch: (isTouched: boolean) => void;
}

/** The rows of the tail. It is held by the page, not by the grid: what is shown stands still as a whole. */
export function EventsGrid({ events, history, isFiltered, opened, grid, onOpen, onPoint, onScrolled, onTouch }: EventsGridProps) {
  const isNarrow = useNarrow();
  const rows = useMemo(() => new Map(events.map((event) => [String(event.seq), rowOf(event)])), [events]);
  const ready = useCallback(
    (handle: GridHandle) => {
      grid.current = handle;
    },
    [grid],
  );
  const open = (row: EventRow, column: string | undefined, event: Event | null | undefined) => {
    const point = cellPoint(row.event, column, event);
    if (point) onPoint(point);
    else onOpen(row.event);
  };
  return (
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
      onScrolled={onScrolled}
      onTouch={onTouch}
      empty={<NoEvents history={history} isFiltered={isFiltered} />}
    />
  );
}
