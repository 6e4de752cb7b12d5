import { formatNumber } from "../../lib/format.ts";
import { clock } from "../../lib/time-text.ts";
import type { WindowSeries } from "../../lib/window-series.ts";
import type { Zone } from "../../stores/ui.ts";

/** The same numbers as the chart's, to be read one by one. */
export function WindowTable({ series, zone, barWord, height }: { series: WindowSeries; zone: Zone; barWord: string; height: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
    <section className="chart-scroll" style={{ height }} aria-label="The window as a table" tabIndex={0}>
      <table className="chart-table">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">{barWord}</th>
            {series.running ? <th scope="col">In the window so far</th> : null}
          </tr>
        </thead>
        <tbody>
          {series.times.map((time, index) => (
            <tr key={time}>
              <td>{clock(time * 1_000, zone)}</td>
              <td>{formatCell(series.bars[index])}</td>
              {series.running ? <td>{formatCell(series.running[index])}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function formatCell(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : formatNumber(value);
}
