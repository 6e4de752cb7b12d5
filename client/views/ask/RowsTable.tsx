import { ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Cell, Column, QueryAnswer } from "../../../shared/answers.ts";
import { cellText, heading, isFigure } from "../../lib/answer-format.ts";
import { uiStore } from "../../stores/ui.ts";

const ROW = 28;
const SHOWN = 14;
/** Rows above and below what is in sight, so that scrolling shows no holes. */
const SPARE = 10;
/** In characters. */
const WIDTH = { least: 6, most: 44, room: 5 } as const;

interface Order {
  readonly name: string;
  readonly isDown: boolean;
}

function compare(a: Cell | undefined, b: Cell | undefined): number {
  if (a === b) return 0;
  // What is missing comes last, in either direction it is turned.
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function useOrdered(rows: QueryAnswer["data"], order: Order | undefined): QueryAnswer["data"] {
  return useMemo(() => {
    if (!order) return rows;
    const { name, isDown } = order;
    return [...rows].sort((a, b) => (isDown ? -1 : 1) * compare(a[name], b[name]));
  }, [rows, order]);
}

/** As wide as the longest cell, so that columns keep their width while rows come and go. */
function widthOf(texts: readonly string[], title: string): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), title.length + 2);
  return Math.min(WIDTH.most, Math.max(WIDTH.least, longest)) + WIDTH.room;
}

function Head({ column, order, onOrder }: { column: Column; order: Order | undefined; onOrder: (order: Order | undefined) => void }) {
  const isSorted = order?.name === column.name;
  const turn = () => {
    const first = isFigure(column);
    if (!isSorted) onOrder({ name: column.name, isDown: first });
    else onOrder(order.isDown === first ? { name: column.name, isDown: !first } : undefined);
  };
  return (
    <th
      scope="col"
      className={isFigure(column) ? "table-number" : ""}
      aria-sort={isSorted ? (order.isDown ? "descending" : "ascending") : "none"}
    >
      <button type="button" className="table-sort" onClick={turn}>
        {heading(column)}
        {isSorted ? <ChevronDown size={12} aria-hidden="true" className={order.isDown ? "" : "table-up"} /> : null}
      </button>
    </th>
  );
}

/** The rows of an answer; of many only those in sight are in the document. */
export function RowsTable({ answer, label }: { answer: QueryAnswer; label: string }) {
  const zone = useStore(uiStore, (state) => state.zone);
  const { columns, data } = answer;
  const [order, setOrder] = useState<Order>();
  const [top, setTop] = useState(0);
  const rows = useOrdered(data, order);
  const widths = useMemo(
    () =>
      columns.map((column) =>
        widthOf(
          data.map((row) => cellText(column, row[column.name], zone)),
          heading(column),
        ),
      ),
    [columns, data, zone],
  );
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const shown = rows.slice(first, first + SHOWN + 2 * SPARE);
  const below = rows.length - first - shown.length;
  return (
    <section
      className="rows"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
      tabIndex={0}
      style={{ maxHeight: (SHOWN + 1) * ROW }}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
    >
      <table className="table rows-table" aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map((column, index) => (
            <col key={column.name} style={{ width: `${widths[index]}ch` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.name} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 ? <tr style={{ height: first * ROW }} /> : null}
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
            <tr key={first + index} aria-rowindex={first + index + 2}>
              {columns.map((column) => {
                const text = cellText(column, row[column.name], zone);
                return (
                  <td key={column.name} className={isFigure(column) ? "table-number number" : "clip"} title={text}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
          {below > 0 ? <tr style={{ height: below * ROW }} /> : null}
        </tbody>
      </table>
    </section>
  );
}
