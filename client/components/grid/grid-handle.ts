import type { GridApi } from "ag-grid-community";

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

function focusRow(api: GridApi, index: number): string | undefined {
  const node = api.getDisplayedRowAtIndex(index);
  const column = api.getFocusedCell()?.column ?? api.getAllDisplayedColumns()[1];
  if (!node || !column) return undefined;
  api.ensureIndexVisible(index);
  api.setFocusedCell(index, column);
  return node.id;
}

export function handleOf(api: GridApi): GridHandle {
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
