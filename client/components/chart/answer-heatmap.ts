import { axisLabel, cellText } from "../../lib/answer-format.ts";
import type { Plot } from "../../lib/answer-plot.ts";
import { axisText, baseOptions, seriesName } from "./answer-base.ts";
import type { AnswerPlot, Look } from "./answer-options.ts";
import { tooltip } from "./answer-tooltip.ts";

const CELL = 24;
const AXIS = 44;

/** A field of cells, the fuller the stronger its colour. */
export function heatmapOptions({ x, xs, series }: Plot, look: Look): AnswerPlot {
  const base = baseOptions(look);
  return {
    type: "heatmap",
    height: Math.max(160, series.length * CELL + AXIS),
    // The first row is drawn at the bottom.
    series: series
      .map((each) => ({ name: seriesName(each, look.zone), data: each.values.map((y, at) => ({ x: axisLabel(x, xs[at], look.zone), y })) }))
      .reverse(),
    options: {
      ...base,
      colors: [look.accent],
      stroke: { width: 1, colors: [look.surface] },
      plotOptions: { heatmap: { radius: 2, shadeIntensity: 0.6, useFillColorAsStroke: false } },
      xaxis: {
        type: "category",
        axisBorder: { show: false },
        axisTicks: { show: false },
        tooltip: { enabled: false },
        labels: { style: axisText(look), rotate: 0, hideOverlappingLabels: true },
      },
      yaxis: { labels: { style: axisText(look), maxWidth: 160 } },
      tooltip: {
        custom: ({ seriesIndex, dataPointIndex: at }: { seriesIndex: number; dataPointIndex: number }) => {
          const row = series[series.length - 1 - seriesIndex];
          const title = `${row ? seriesName(row, look.zone) : ""}, ${cellText(x, xs[at], look.zone)}`;
          return tooltip(title, row ? [{ label: row.column.label, value: cellText(row.column, row.values[at], look.zone) }] : []);
        },
      },
    },
  };
}
