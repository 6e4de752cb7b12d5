import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { useStore } from "zustand";
import { themeStore, token } from "../../theme/theme.ts";
import "uplot/dist/uPlot.min.css";
import "./chart.css";

/** The theme's colours as the canvas needs them: resolved. */
export interface ChartColors {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly critical: string;
  readonly font: string;
}

export type ChartData = uPlot.AlignedData;
export type ChartOptions = Omit<uPlot.Options, "width" | "height">;

function colors(): ChartColors {
  return {
    text: token("--text"),
    muted: token("--muted"),
    line: token("--line"),
    accent: token("--accent"),
    critical: token("--critical"),
    font: `11px ${token("--font-sans")}`,
  };
}

/**
 * The one door to uPlot. `options` is called again when the theme changes and must keep its identity between renders;
 * `label` says in words what the chart shows.
 */
export function Chart({
  label,
  height,
  data,
  options,
}: {
  label: string;
  height: number;
  data: ChartData;
  options: (colors: ChartColors) => ChartOptions;
}) {
  const theme = useStore(themeStore, (state) => state.theme);
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(data);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours, and nothing else of it is read here.
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new uPlot({ ...options(colors()), width: Math.max(1, element.clientWidth), height }, latest.current, element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: Math.max(1, element.clientWidth), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [options, height, theme]);

  useEffect(() => {
    latest.current = data;
    plot.current?.setData(data);
  }, [data]);

  return <div ref={place} className="chart" role="img" aria-label={label} style={{ height }} />;
}
