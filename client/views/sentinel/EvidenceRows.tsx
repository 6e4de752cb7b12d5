import type { Cell, Row } from "../../../shared/answers.ts";
import { formatNumber } from "../../lib/format.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function cellText(value: Cell | undefined, column: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return /(^|_)id$/.test(column) ? String(value) : formatNumber(value);
  if (typeof value === "string" && INSTANT.test(value)) return value.slice(0, 19).replace("T", " ");
  return String(value);
}

/** Rows of a finding, in a box of their own that scrolls. Times are UTC. */
export function EvidenceRows({ columns, rows, label }: { columns: readonly string[]; rows: readonly Row[]; label: string }) {
  if (rows.length === 0) return <p className="muted">No rows.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
    <section className="evidence-rows" tabIndex={0} aria-label={label}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={typeof rows[0]?.[column] === "number" ? "table-number" : ""}>
                {column.replaceAll("_", " ")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className={typeof row[column] === "number" ? "table-number number" : ""}>
                  {cellText(row[column], column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
