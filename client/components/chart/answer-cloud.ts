import { cellText, heading, shortNumber } from "../../lib/answer-format.ts";
import type { Cloud } from "../../lib/answer-plot.ts";
import { axisText, baseOptions, colorsOf, figureAxis, HEIGHT } from "./answer-base.ts";
import type { AnswerPlot, Look } from "./answer-options.ts";
import { tooltip } from "./answer-tooltip.ts";

/** A point for each thing by two of its figures. */
export function cloudOptions({ x, y, labels, points }: Cloud, look: Look): AnswerPlot {
  const base = baseOptions(look);
  const title = (text: string) => ({ text, style: { color: look.muted, fontFamily: look.font, fontSize: "11px", fontWeight: 400 } });
  const ys = figureAxis(
    y,
    points.map((point) => point.y),
    look,
  );
  return {
    type: "scatter",
    height: HEIGHT + 40,
    series: [{ name: heading(y), data: points.map((point) => ({ x: point.x, y: point.y })) }],
    options: {
      ...base,
      colors: colorsOf(1, look),
      markers: { size: 4, strokeWidth: 0, fillOpacity: 0.7, hover: { size: 6 } },
      grid: { ...base.grid, xaxis: { lines: { show: true } }, padding: { ...base.grid?.padding, bottom: 12 } },
      xaxis: {
        type: "numeric",
        tickAmount: 8,
        title: title(heading(x)),
        axisBorder: { color: look.line },
        axisTicks: { show: false },
        crosshairs: { show: false },
        tooltip: { enabled: false },
        labels: { style: axisText(look), formatter: (value) => shortNumber(x, Number(value)) },
      },
      yaxis: { ...ys, title: title(heading(y)) },
      tooltip: {
        shared: false,
        intersect: true,
        custom: ({ dataPointIndex: at }: { dataPointIndex: number }) => {
          const row = points[at]?.row;
          const name = labels.map((label) => cellText(label, row?.[label.name], look.zone)).join(", ");
          return tooltip(
            name,
            [x, y].map((column) => ({ label: heading(column), value: cellText(column, row?.[column.name], look.zone) })),
          );
        },
      },
    },
  };
}
