import { lazy, Suspense } from "react";
import type { SparklineProps } from "../../components/chart/Sparkline.tsx";

// The figures are read without their lines, which come a moment later and bring the chart library.
const Sparkline = lazy(() => import("../../components/chart/Sparkline.tsx").then((module) => ({ default: module.Sparkline })));

/** The recent course of a figure. */
export function FigureLine(props: SparklineProps) {
  return (
    <Suspense>
      <Sparkline {...props} />
    </Suspense>
  );
}
