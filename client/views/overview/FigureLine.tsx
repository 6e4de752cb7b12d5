import type { SparklineProps } from "../../components/chart/Sparkline.tsx";
import { ErrorBoundary } from "../../components/shell/ErrorBoundary.tsx";
import { lazyPart } from "../../lib/lazy-part.tsx";

// The figures are read without their lines, which come a moment later and bring the chart library.
const Sparkline = lazyPart(() => import("../../components/chart/Sparkline.tsx").then((module) => module.Sparkline));

/** The recent course of a figure. A figure without it is still a figure. */
export function FigureLine(props: SparklineProps) {
  return (
    <ErrorBoundary fallback={null}>
      <Sparkline {...props} />
    </ErrorBoundary>
  );
}
