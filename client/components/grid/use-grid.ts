import type { Column, GridApi, RowClassRules } from "ag-grid-community";
import { useEffect, useMemo, useRef, useState } from "react";
import type { GridFeed, Row } from "./grid-feed.ts";
import type { DataGridProps, RowClasses } from "./grid-props.ts";

/** Feeds the rows after each render and tells how many wait; returns whether the grid shows none. */
export function useFeed<T extends Row>(feed: GridFeed<T> | undefined, props: DataGridProps<T>): boolean {
  const { rows, lookup, held, demand, onWaiting } = props;
  const shownDemand = useRef<string>(undefined);
  const [isEmpty, setEmpty] = useState(rows.size === 0);
  useEffect(() => {
    if (!feed) return;
    const isDemanded = shownDemand.current !== demand;
    shownDemand.current = demand;
    onWaiting(feed.show(rows, { held: held && !isDemanded, atOnce: isDemanded, lookup }));
    setEmpty(feed.size() === 0);
  }, [feed, rows, lookup, held, demand, onWaiting]);
  return isEmpty;
}

/** Marks the row that is open; only it and the one before are drawn again. */
export function useOpenedRow<T extends Row>(
  api: GridApi<T> | undefined,
  opened: string | undefined,
  rowClasses: RowClasses<T>,
): RowClassRules<T> {
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

export function useHiddenColumns<T extends Row>(api: GridApi<T> | undefined, hidden: readonly string[]): void {
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
export function useTouchEvents(onTouch: (isTouched: boolean) => void) {
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
