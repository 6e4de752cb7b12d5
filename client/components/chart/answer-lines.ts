import { axisLabel, cellText } from "../../lib/answer-format.ts";
import type { Plot } from "../../lib/answer-plot.ts";
import { axisText, baseOptions, colorsOf, figureAxis, HEIGHT, lineOf, seriesName } from "./answer-base.ts";
import type { AnswerPlot, Look } from "./answer-options.ts";
import { tooltip } from "./answer-tooltip.ts";

/** So many labels fit under a chart of the usual width. */
const MOST_LABELS = 10;
/** With more marks the line says enough. */
const MOST_MARKERS = 60;

/** Periods by their number, so that each label stands at a mark and not between two. */
function periodAxis({ x, xs }: Plot, look: Look): ApexXAxis {
  const last = Math.max(1, xs.length - 1);
  const step = Math.ceil(last / MOST_LABELS);
  const ticks = Math.ceil(last / step);
  return {
    type: "numeric",
    min: 0,
    max: ticks * step,
    tickAmount: ticks,
    decimalsInFloat: 0,
    axisBorder: { color: look.line },
    axisTicks: { show: false },
    crosshairs: { stroke: { color: look.muted, width: 1, dashArray: 3 } },
    tooltip: { enabled: false },
    labels: {
      style: axisText(look),
      rotate: 0,
      hideOverlappingLabels: true,
      formatter: (value) => {
        const at = Math.round(Number(value));
        return at < xs.length ? axisLabel(x, xs[at], look.zone) : "";
      },
    },
  };
}

/** Figures over time, a line for each series; periods without data are gaps. */
export function lineOptions(type: "line" | "area", plot: Plot, look: Look): AnswerPlot {
  const { x, xs, series } = plot;
  const base = baseOptions(look);
  const values = series.flatMap((each) => each.values);
  const [first] = series;
  return {
    type,
    height: HEIGHT,
    series: series.map((each) => ({ name: seriesName(each, look.zone), data: each.values.map((y, at) => ({ x: at, y })) })),
    options: {
      ...base,
      colors: colorsOf(series.length, look),
      stroke: { curve: "straight", width: 2 },
      ...(type === "area" ? { fill: { type: "solid", opacity: 0.14 } } : {}),
      markers: { size: xs.length <= MOST_MARKERS ? 3 : 0, strokeWidth: 0, hover: { size: 5 } },
      xaxis: periodAxis(plot, look),
      ...(first ? { yaxis: figureAxis(first.column, values, look) } : {}),
      tooltip: {
        shared: true,
        intersect: false,
        custom: ({ dataPointIndex: at }: { dataPointIndex: number }) =>
          tooltip(
            cellText(x, xs[at], look.zone),
            series.map((each, index) => lineOf(each, index, at, look)),
          ),
      },
    },
  };
}
