import "./modules.ts";
import type {
  BodyScrollEvent,
  CellKeyDownEvent,
  ColDef,
  FullWidthCellKeyDownEvent,
  GridApi,
  GridReadyEvent,
  RowClickedEvent,
  RowSelectionOptions,
} from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { useCallback, useMemo, useState } from "react";
import { createGridFeed, type GridFeed, type Row } from "./grid-feed.ts";
import { handleOf } from "./grid-handle.ts";
import type { DataGridProps } from "./grid-props.ts";
import { gridTheme } from "./theme.ts";
import { useFeed, useHiddenColumns, useOpenedRow, useTouchEvents } from "./use-grid.ts";
import "./grid.css";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const DEFAULT_COLUMN: ColDef = { sortable: true, resizable: true, suppressHeaderMenuButton: true, suppressMovable: true };
const BATCH_MS = 50;

const NO_CLASSES = {};
const NONE: readonly string[] = [];

function openByKey<T extends Row>(
  { data, event, ...cell }: CellKeyDownEvent<T> | FullWidthCellKeyDownEvent<T>,
  onOpen: DataGridProps<T>["onOpen"],
): void {
  if (!(event instanceof KeyboardEvent) || event.key !== "Enter" || data === undefined) return;
  onOpen(data, "column" in cell ? cell.column.getColId() : undefined, event);
}

/** A click anywhere on a row opens it, but for its checkbox. */
function openByPointer<T extends Row>({ data, event }: RowClickedEvent<T>, onOpen: DataGridProps<T>["onOpen"]): void {
  const target = event?.target instanceof HTMLElement ? event.target : undefined;
  if (data === undefined || target?.closest(".ag-selection-checkbox")) return;
  onOpen(data, target?.closest("[col-id]")?.getAttribute("col-id") ?? undefined, event);
}

/** The one door to AG Grid. */
export function DataGrid<T extends Row>(props: DataGridProps<T>) {
  const { label, columns, rowHeight = 36, selectable = false, rowClasses = NO_CLASSES } = props;
  const { opened, onReady, onOpen, onSelection, onScrolled, onTouch } = props;
  const [grid, setGrid] = useState<{ api: GridApi<T>; feed: GridFeed<T> }>();
  const isEmpty = useFeed(grid?.feed, props);
  useHiddenColumns(grid?.api, props.hidden ?? NONE);
  const classRules = useOpenedRow(grid?.api, opened, rowClasses);

  const selection = useMemo<RowSelectionOptions<T> | undefined>(
    () => (selectable ? { mode: "multiRow", checkboxes: true, headerCheckbox: true, enableClickSelection: false } : undefined),
    [selectable],
  );
  const ready = useCallback(
    ({ api }: GridReadyEvent<T>) => {
      api.setGridAriaProperty("label", label);
      setGrid({ api, feed: createGridFeed(api) });
      onReady?.(handleOf(api));
    },
    [label, onReady],
  );
  return (
    <div className="grid" {...useTouchEvents(onTouch)}>
      <AgGridReact<T>
        theme={gridTheme}
        styleNonce={nonce}
        columnDefs={columns}
        defaultColDef={DEFAULT_COLUMN}
        rowHeight={rowHeight}
        getRowId={({ data }) => data.id}
        {...(selection ? { rowSelection: selection, selectionColumnDef: { width: 40, pinned: null, resizable: false } } : {})}
        rowClassRules={classRules}
        asyncTransactionWaitMillis={BATCH_MS}
        ensureDomOrder
        suppressColumnVirtualisation
        suppressCellFocus={false}
        suppressNoRowsOverlay
        suppressMenuHide
        animateRows={false}
        onGridReady={ready}
        onRowClicked={(event) => openByPointer(event, onOpen)}
        onCellKeyDown={(event) => openByKey(event, onOpen)}
        onSelectionChanged={({ api }) => onSelection?.(api.getSelectedNodes().flatMap((node) => node.id ?? []))}
        onBodyScroll={({ top, direction }: BodyScrollEvent) => direction === "vertical" && onScrolled(top > rowHeight)}
      />
      {isEmpty ? <div className="grid-empty">{props.empty}</div> : null}
    </div>
  );
}
