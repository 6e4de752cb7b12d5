import type { ApexOptions } from "apexcharts";
import type { QueryAnswer } from "../../../shared/answers.ts";
import { type Cloud, cloudOf, type Plot, plotOf } from "../../lib/answer-plot.ts";
import type { Zone } from "../../stores/ui.ts";
import { barOptions } from "./answer-bars.ts";
import { cloudOptions } from "./answer-cloud.ts";
import { heatmapOptions } from "./answer-heatmap.ts";
import { lineOptions } from "./answer-lines.ts";
import { pieOptions } from "./answer-pie.ts";

export interface Look {
  readonly theme: "dark" | "light";
  readonly zone: Zone;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly font: string;
  readonly nonce: string;
}

/** What ApexCharts is told, with the height that the marks need. */
export interface AnswerPlot {
  readonly type: "line" | "area" | "bar" | "donut" | "scatter" | "heatmap";
  readonly height: number;
  readonly series: NonNullable<ApexOptions["series"]>;
  readonly options: ApexOptions;
}

type Drawn = Pick<QueryAnswer, "columns" | "data" | "visualization">;

function plotted(type: string, plot: Plot, look: Look): AnswerPlot | undefined {
  if (type === "line" || type === "area") return lineOptions(type, plot, look);
  if (type === "bar") return barOptions(plot, look);
  if (type === "pie") return pieOptions(plot, look);
  return type === "heatmap" ? heatmapOptions(plot, look) : undefined;
}

/** The chart of an answer; undefined where there is none to draw. */
export function answerPlot(answer: Drawn, look: Look): AnswerPlot | undefined {
  const { type } = answer.visualization;
  if (type === "scatter") {
    const cloud: Cloud | undefined = cloudOf(answer);
    return cloud && cloudOptions(cloud, look);
  }
  const plot = plotOf(answer);
  return plot && plotted(type, plot, look);
}
