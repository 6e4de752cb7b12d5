/** What a cell renderer gets; pages name it without reaching for the grid's own package. */
export interface CellProps<T> {
  readonly data?: T | undefined;
}
