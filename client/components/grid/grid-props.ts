import type { ColDef } from "ag-grid-community";
import type { ReactNode } from "react";
import type { Row } from "./grid-feed.ts";
import type { GridHandle } from "./grid-handle.ts";

export type Columns<T> = ColDef<T>[];
export type RowClasses<T> = Readonly<Record<string, (row: T) => boolean>>;

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
