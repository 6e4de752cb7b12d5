import "./modules.ts";
import type {
  BodyScrollEvent,
  CellKeyDownEvent,
  ColDef,
  Column,
  GridApi,
  GridReadyEvent,
  RowClassRules,
  RowClickedEvent,
  RowSelectionOptions,
} from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createGridFeed, type GridFeed, type Row } from "./grid-feed.ts";
import { gridTheme } from "./theme.ts";
import "./grid.css";

export type Columns<T> = ColDef<T>[];
export type RowClasses<T> = Readonly<Record<string, (row: T) => boolean>>;

/** What a page does to its grid by keyboard. */
export interface GridHandle {
  /** Moves the focus by rows and returns the id of the row it is on; from no row to the first. */
  move(step: number): string | undefined;
  focused(): string | undefined;
  focus(id: string): void;
  toggle(id: string): void;
  clearSelection(): void;
  toTop(): void;
}

export interface DataGridProps<T extends Row> {
  readonly label: string;
  readonly columns: Columns<T>;
  readonly rows: ReadonlyMap<string, T>;
  readonly lookup: (id: string) => T | undefined;
  /** Keeps order and rows as they are; values still change. */
  readonly held: boolean;
  /** Changes when the person asks for other rows, which are then shown whatever is held. */
  readonly demand: string;
  readonly rowHeight?: number;
  readonly selectable?: boolean;
  /** Classes of a row by what holds for it; must keep its identity between renders. */
  readonly rowClasses?: RowClasses<T>;
  /** Columns that are left out at present. */
  readonly hidden?: readonly string[];
  /** The row that is shown in detail beside the grid. */
  readonly opened?: string | undefined;
  readonly onReady?: (handle: GridHandle) => void;
  readonly onOpen: (row: T, column: string | undefined, event: Event | null | undefined) => void;
  readonly onSelection?: (ids: readonly string[]) => void;
  readonly onWaiting: (count: number) => void;
  readonly onScrolled: (isAway: boolean) => void;
  readonly onTouch: (isTouched: boolean) => void;
  readonly empty: ReactNode;
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const DEFAULT_COLUMN: ColDef = { sortable: true, resizable: true, suppressHeaderMenuButton: true, suppressMovable: true };
const BATCH_MS = 50;

function focusRow(api: GridApi, index: number): string | undefined {
  const node = api.getDisplayedRowAtIndex(index);
  const column = api.getFocusedCell()?.column ?? api.getAllDisplayedColumns()[1];
  if (!node || !column) return undefined;
  api.ensureIndexVisible(index);
  api.setFocusedCell(index, column);
  return node.id;
}

function handleOf(api: GridApi): GridHandle {
  const focusedNode = () => {
    const cell = api.getFocusedCell();
    return cell ? api.getDisplayedRowAtIndex(cell.rowIndex) : undefined;
  };
  return {
    move: (step) => {
      const from = focusedNode()?.rowIndex;
      const last = api.getDisplayedRowCount() - 1;
      return focusRow(api, from === undefined || from === null ? 0 : Math.min(last, Math.max(0, from + step)));
    },
    focused: () => focusedNode()?.id,
    focus: (id) => {
      const index = api.getRowNode(id)?.rowIndex;
      if (typeof index === "number") focusRow(api, index);
    },
    toggle: (id) => {
      const node = api.getRowNode(id);
      node?.setSelected(!node.isSelected());
    },
    clearSelection: () => api.deselectAll(),
    toTop: () => {
      if (api.getDisplayedRowCount() > 0) api.ensureIndexVisible(0, "top");
    },
  };
}

/** Feeds the rows after each render, and tells how many wait. */
function useFeed<T extends Row>(feed: GridFeed<T> | undefined, props: DataGridProps<T>): void {
  const { rows, lookup, held, demand, onWaiting } = props;
  const shownDemand = useRef<string>(undefined);
  useEffect(() => {
    if (!feed) return;
    const isDemanded = shownDemand.current !== demand;
    shownDemand.current = demand;
    onWaiting(feed.show(rows, { held: held && !isDemanded, lookup }));
  }, [feed, rows, lookup, held, demand, onWaiting]);
}

/** Marks the row that is open; only it and the one before are drawn again. */
function useOpenedRow<T extends Row>(api: GridApi<T> | undefined, opened: string | undefined, rowClasses: RowClasses<T>): RowClassRules<T> {
  const current = useRef(opened);
  useEffect(() => {
    const nodes = [current.current, opened].flatMap((id) => (id === undefined ? [] : (api?.getRowNode(id) ?? [])));
    current.current = opened;
    api?.redrawRows({ rowNodes: nodes });
  }, [api, opened]);
  return useMemo(() => {
    const rules: RowClassRules<T> = { "row-opened": ({ data }) => data?.id === current.current };
    for (const [name, holds] of Object.entries(rowClasses)) rules[name] = ({ data }) => data !== undefined && holds(data);
    return rules;
  }, [rowClasses]);
}

function useHiddenColumns<T extends Row>(api: GridApi<T> | undefined, hidden: readonly string[]): void {
  const key = hidden.join(",");
  useEffect(() => {
    const names = new Set(key.split(","));
    const columns = api?.getColumns() ?? [];
    const isHidden = (column: Column) => names.has(column.getColId());
    api?.setColumnsVisible(columns.filter(isHidden), false);
    api?.setColumnsVisible(
      columns.filter((column) => !isHidden(column)),
      true,
    );
  }, [api, key]);
}

/** Notices that somebody is on the grid, by pointer or by keyboard. */
function useTouchEvents(onTouch: (isTouched: boolean) => void) {
  const on = useRef({ pointer: false, focus: false });
  const tell = (change: Partial<typeof on.current>) => {
    on.current = { ...on.current, ...change };
    onTouch(on.current.pointer || on.current.focus);
  };
  return {
    onPointerMove: () => tell({ pointer: true }),
    onPointerLeave: () => tell({ pointer: false }),
    onFocus: () => tell({ focus: true }),
    onBlur: () => tell({ focus: false }),
  };
}

const NO_CLASSES = {};
const NONE: readonly string[] = [];

/** The one door to AG Grid. */
export function DataGrid<T extends Row>(props: DataGridProps<T>) {
  const { label, columns, rows, rowHeight = 36, selectable = false, rowClasses = NO_CLASSES } = props;
  const { opened, onReady, onOpen, onSelection, onScrolled, onTouch } = props;
  const [grid, setGrid] = useState<{ api: GridApi<T>; feed: GridFeed<T> }>();
  useFeed(grid?.feed, props);
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
  const onKey = ({ data, event, column }: CellKeyDownEvent<T> | { data: T | undefined; event?: Event | null; column?: unknown }) => {
    if (!(event instanceof KeyboardEvent) || event.key !== "Enter" || data === undefined) return;
    onOpen(data, (column as { getColId(): string } | undefined)?.getColId(), event);
  };
  const click = ({ data, event }: RowClickedEvent<T>) => {
    const target = event?.target instanceof HTMLElement ? event.target : undefined;
    if (data === undefined || target?.closest(".ag-selection-checkbox")) return;
    onOpen(data, target?.closest("[col-id]")?.getAttribute("col-id") ?? undefined, event);
  };
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
        onRowClicked={click}
        onCellKeyDown={onKey}
        onSelectionChanged={({ api }) => onSelection?.(api.getSelectedNodes().flatMap((node) => node.id ?? []))}
        onBodyScroll={({ top, direction }: BodyScrollEvent) => direction === "vertical" && onScrolled(top > rowHeight)}
      />
      {rows.size === 0 ? <div className="grid-empty">{props.empty}</div> : null}
    </div>
  );
}
