import { axisLabel, cellText, shortNumber } from "../../lib/answer-format.ts";
import type { Plot } from "../../lib/answer-plot.ts";
import { axisText, baseOptions, colorsOf, figureAxis, HEIGHT, lineOf, seriesName } from "./answer-base.ts";
import type { AnswerPlot, Look } from "./answer-options.ts";
import { tooltip } from "./answer-tooltip.ts";

const BAR = 26;
const AXIS = 44;
/** Longer names are cut; the pointer tells them whole. */
const NAME_WIDTH = 180;
/** Bars beside each other; more of them lie below each other. */
const MOST_UPRIGHT = 24;

/** Names are read best beside their bars; periods, hours and groups of bars stand side by side. */
function isLying({ x, xs, series }: Plot): boolean {
  const isOrdered = x.type === "date" || x.type === "timestamp" || x.type === "number";
  return (!isOrdered && series.length === 1) || xs.length > MOST_UPRIGHT;
}

/** A bar for each category, or several side by side. */
export function barOptions(plot: Plot, look: Look): AnswerPlot {
  const { x, xs, series } = plot;
  const base = baseOptions(look);
  const lying = isLying(plot);
  const [first] = series;
  const values = series.flatMap((each) => each.values);
  const figures = first ? figureAxis(first.column, values, look) : {};
  const names = { style: axisText(look), maxWidth: NAME_WIDTH };
  const marks = xs.length * series.length;
  return {
    type: "bar",
    height: lying ? Math.max(120, marks * BAR + AXIS) : HEIGHT,
    series: series.map((each) => ({ name: seriesName(each, look.zone), data: [...each.values] })),
    options: {
      ...base,
      colors: colorsOf(series.length, look),
      plotOptions: {
        bar: {
          horizontal: lying,
          borderRadius: 2,
          borderRadiusApplication: "end",
          barHeight: "62%",
          columnWidth: series.length > 1 ? "72%" : "56%",
          dataLabels: { position: "top" },
        },
      },
      dataLabels: {
        enabled: lying && series.length === 1,
        textAnchor: "start",
        offsetX: 8,
        background: { enabled: false },
        dropShadow: { enabled: false },
        style: { colors: [look.text], fontSize: "11px", fontWeight: 500, fontFamily: look.font },
        formatter: (value) => (first && typeof value === "number" ? shortNumber(first.column, value) : ""),
      },
      grid: {
        ...base.grid,
        padding: { ...base.grid?.padding, right: lying ? 56 : 12 },
        xaxis: { lines: { show: lying } },
        yaxis: { lines: { show: !lying } },
      },
      xaxis: {
        categories: xs.map((value) => axisLabel(x, value, look.zone)),
        axisBorder: { color: look.line },
        axisTicks: { show: false },
        crosshairs: { show: false },
        tooltip: { enabled: false },
        labels: lying
          ? { ...figures.labels, formatter: (value) => figures.labels?.formatter?.(Number(value)) as string }
          : { style: axisText(look), trim: true, rotate: -30 },
        ...(lying && figures.tickAmount !== undefined ? { tickAmount: figures.tickAmount } : {}),
        ...(lying && figures.stepSize !== undefined ? { stepSize: figures.stepSize } : {}),
      },
      yaxis: lying ? { ...figures, labels: names } : figures,
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
