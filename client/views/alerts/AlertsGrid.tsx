import { type RefObject, useCallback, useState } from "react";
import type { Alert } from "../../../shared/alerts.ts";
import { DataGrid } from "../../components/grid/DataGrid.tsx";
import type { GridHandle } from "../../components/grid/grid-handle.ts";
import { useConnection } from "../../components/shell/ConnectionChip.tsx";
import { Pill } from "../../components/ui/States.tsx";
import type { AlertFilter } from "../../lib/alert-filter.ts";
import { formatNumber } from "../../lib/format.ts";
import { useNarrow } from "../../lib/use-narrow.ts";
import { alertsStore, isOpen } from "../../stores/alerts.ts";
import { ALERT_COLUMNS } from "./columns.tsx";
import { NoAlerts } from "./NoAlerts.tsx";

/** The drawer shows these of the open alert. */
const SPARE_COLUMNS = ["value", "duration", "occurrences", "owner"];
const NARROW_COLUMNS = [...SPARE_COLUMNS, "status", "started"];
const NO_COLUMNS: readonly string[] = [];
const ROW_CLASSES = { "row-over": (alert: Alert) => !isOpen(alert) };

function lookup(id: string): Alert | undefined {
  return alertsStore.getState().byId.get(id);
}

function hiddenColumns(isNarrow: boolean, isOpened: boolean): readonly string[] {
  if (isNarrow) return NARROW_COLUMNS;
  return isOpened ? SPARE_COLUMNS : NO_COLUMNS;
}

export interface AlertsGridProps {
  readonly wanted: ReadonlyMap<string, Alert>;
  readonly filter: AlertFilter;
  /** Changes with what the person asks for in the address. */
  readonly asked: string;
  readonly held: boolean;
  readonly opened: string | undefined;
  readonly grid: RefObject<GridHandle | undefined>;
  readonly onOpen: (id: string) => void;
  readonly onSelection: (ids: readonly string[]) => void;
  readonly onScrolled: (isAway: boolean) => void;
  readonly onTouch: (isTouched: boolean) => void;
}

/** The table and, above it, how many rows wait to come in. */
export function AlertsGrid({ wanted, filter, asked, held, opened, grid, onOpen, onSelection, onScrolled, onTouch }: AlertsGridProps) {
  const [waiting, setWaiting] = useState(0);
  const [releases, setReleases] = useState(0);
  const isNarrow = useNarrow();
  const { kind } = useConnection();
  const ready = useCallback(
    (handle: GridHandle) => {
      grid.current = handle;
    },
    [grid],
  );
  const release = () => {
    setReleases((count) => count + 1);
    grid.current?.toTop();
  };
  return (
    <div className={`alerts-grid ${kind === "reconnecting" || kind === "offline" ? "stale" : ""}`}>
      {waiting > 0 ? (
        <div className="pill-place alerts-pill">
          <Pill onClick={release}>{formatNumber(waiting)} new</Pill>
        </div>
      ) : null}
      <DataGrid<Alert>
        label="Alerts"
        columns={ALERT_COLUMNS}
        rows={wanted}
        lookup={lookup}
        held={held}
        demand={`${asked} ${releases}`}
        selectable
        rowClasses={ROW_CLASSES}
        hidden={hiddenColumns(isNarrow, opened !== undefined)}
        opened={opened}
        onReady={ready}
        onOpen={(alert) => onOpen(alert.id)}
        onSelection={onSelection}
        onWaiting={setWaiting}
        onScrolled={onScrolled}
        onTouch={onTouch}
        empty={<NoAlerts filter={filter} />}
      />
    </div>
  );
}
