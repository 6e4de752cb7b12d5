import type { GridApi } from "ag-grid-community";
import { rowChanges } from "../../stores/held.ts";

export interface Row {
  readonly id: string;
}

export interface GridFeed<T extends Row> {
  /** How many rows the grid shows. */
  size(): number;
  /**
   * Brings the grid to the wanted rows, or, while held, only the values of the rows it shows. Returns how many rows wait. What a person
   * asked for is shown `atOnce`, not with the next batch.
   */
  show(wanted: ReadonlyMap<string, T>, options: { held: boolean; atOnce: boolean; lookup: (id: string) => T | undefined }): number;
}

/** Feeds a grid by transactions. A held grid keeps its order and its rows: values change in place, additions wait. */
export function createGridFeed<T extends Row>(api: GridApi<T>): GridFeed<T> {
  let current = new Map<string, T>();
  let isTouched = false;

  /** Sets data without a transaction, which would sort. */
  const refresh = (lookup: (id: string) => T | undefined): void => {
    for (const [id, row] of current) {
      const next = lookup(id);
      if (next === undefined || next === row) continue;
      current.set(id, next);
      isTouched = true;
      api.getRowNode(id)?.setData(next);
    }
  };

  return {
    size: () => current.size,
    show(wanted, { held, atOnce, lookup }) {
      // A grid without rows has no order that could be disturbed.
      if (held && current.size > 0) {
        refresh(lookup);
        return rowChanges(current, wanted).add.length;
      }
      const { add, update, remove } = rowChanges(current, wanted);
      current = new Map(wanted);
      if (add.length + update.length + remove.length > 0) {
        api.applyTransactionAsync({ add: [...add], update: [...update], remove: [...remove] });
        if (atOnce) api.flushAsyncTransactions();
      }
      if (isTouched) {
        // Values that changed in place while the order was held have not been sorted by.
        api.flushAsyncTransactions();
        api.refreshClientSideRowModel("sort");
        isTouched = false;
      }
      return 0;
    },
  };
}
