import { useMemo } from "react";
import { useStore } from "zustand";
import type { ScanSummary } from "../../../shared/sentinel.ts";
import { uiStore, type Zone } from "../../stores/ui.ts";
import { timeAxis, valueAxis } from "./axis.ts";
import { Chart, type ChartColors, type ChartData, type ChartOptions } from "./Chart.tsx";

const HEIGHT = 96;

function optionsFor(zone: Zone): (colors: ChartColors) => ChartOptions {
  return (colors) => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: true }, y: { range: () => [0, 100] } },
    axes: [
      timeAxis(colors, zone, { size: 20, gap: 4, space: 140 }),
      valueAxis(colors, (value) => String(value), { size: 40, gap: 8, space: 28 }),
    ],
    series: [{}, { stroke: colors.accent, width: 1.5, points: { show: true, size: 5, fill: colors.accent } }],
  });
}

/** The risk of each completed scan over the time they were made. */
export function RiskChart({ scans }: { scans: readonly ScanSummary[] }) {
  const zone = useStore(uiStore, (state) => state.zone);
  const data = useMemo<ChartData>(() => {
    const completed = scans.filter(({ status }) => status === "completed").toReversed();
    return [completed.map(({ startedAt }) => Date.parse(startedAt) / 1_000), completed.map(({ riskScore }) => riskScore)];
  }, [scans]);
  const options = useMemo(() => optionsFor(zone), [zone]);
  return (
    <Chart
      label="Risk of the scans over time, from 0 to 100; the table below has the numbers"
      height={HEIGHT}
      data={data}
      options={options}
    />
  );
}
