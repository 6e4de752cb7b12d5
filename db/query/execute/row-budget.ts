import type { Cell } from "../../../shared/answers.ts";

/** A row's quotes, commas and brackets. */
const CELL_BYTES = 6;

/** Counts rows and their size as JSON while they come in, and says when enough is enough. */
export class RowBudget {
  readonly rows: Cell[][] = [];
  truncated = false;
  private bytes = 0;
  private readonly maxRows: number;
  private readonly maxBytes: number;
  private readonly nameBytes: number;

  constructor(maxRows: number, maxBytes: number, names: readonly string[]) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.nameBytes = names.reduce((sum, name) => sum + jsonBytes(name) + CELL_BYTES, 0);
  }

  /** Takes the row, or says that it and those after it have no room. */
  add(row: Cell[]): boolean {
    if (this.truncated) return false;
    this.bytes += row.reduce((sum: number, cell) => sum + jsonBytes(cell), this.nameBytes);
    if (this.rows.length >= this.maxRows || this.bytes > this.maxBytes) {
      this.truncated = true;
      return false;
    }
    this.rows.push(row);
    return true;
  }
}

/** At most what JSON needs for it: a control character is six. */
function jsonBytes(cell: Cell): number {
  if (typeof cell !== "string") return 24;
  // The length alone says that a very long text is too long, without a copy of it.
  return cell.length > 100_000 ? cell.length : Buffer.byteLength(JSON.stringify(cell));
}
