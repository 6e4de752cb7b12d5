import { cellText } from "../../lib/answer-format.ts";
import type { Plot } from "../../lib/answer-plot.ts";
import { baseOptions, colorsOf, HEIGHT } from "./answer-base.ts";
import type { AnswerPlot, Look } from "./answer-options.ts";
import { seriesColor } from "./answer-palette.ts";
import { tooltip } from "./answer-tooltip.ts";

/** The parts of a whole. */
export function pieOptions({ x, xs, series }: Plot, look: Look): AnswerPlot | undefined {
  const [whole] = series;
  if (!whole) return undefined;
  return {
    type: "donut",
    height: HEIGHT - 40,
    series: whole.values.map((value) => value ?? 0),
    options: {
      ...baseOptions(look),
      colors: colorsOf(xs.length, look),
      labels: xs.map((value) => cellText(x, value, look.zone)),
      stroke: { width: 2, colors: [look.surface] },
      plotOptions: { pie: { expandOnClick: false, donut: { size: "62%" } } },
      tooltip: {
        custom: ({ seriesIndex: at }: { seriesIndex: number }) =>
          tooltip(cellText(x, xs[at], look.zone), [
            { color: seriesColor(look.theme, at), label: "", value: cellText(whole.column, whole.values[at], look.zone) },
          ]),
      },
    },
  };
}
