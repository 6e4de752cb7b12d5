import { useMemo } from "react";
import * as imported from "react-apexcharts";
import { useStore } from "zustand";
import type { QueryAnswer } from "../../../shared/answers.ts";
import { uiStore } from "../../stores/ui.ts";
import { themeStore, token } from "../../theme/theme.ts";
import { AnswerLegend } from "./AnswerLegend.tsx";
import { answerPlot, type Look } from "./answer-options.ts";
import "./answer-chart.css";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

/** A CommonJS module, which bundlers hand over as it is or unwrapped. */
type Apex = typeof imported.default;
const wrapped = imported.default as Apex | { readonly default: Apex };
const ApexChart = "default" in wrapped ? wrapped.default : wrapped;

function useLook(): Look {
  const theme = useStore(themeStore, (state) => state.theme);
  const zone = useStore(uiStore, (state) => state.zone);
  return useMemo(() => {
    return {
      theme,
      zone,
      text: token("--text"),
      muted: token("--muted"),
      line: token("--line"),
      surface: token("--surface"),
      accent: token("--accent"),
      font: token("--font-sans"),
      nonce,
    };
  }, [theme, zone]);
}

/** The one door to ApexCharts: the chart that fits an answer. `label` says in words what it shows. */
export function AnswerChart({ answer, label }: { answer: QueryAnswer; label: string }) {
  const look = useLook();
  const plot = useMemo(() => answerPlot(answer, look), [answer, look]);
  if (!plot) return null;
  return (
    <div className="answer-chart">
      <AnswerLegend answer={answer} look={look} />
      {/* Another theme is another chart: it keeps what it has resolved. */}
      <div key={`${look.theme} ${look.zone}`} className="answer-plot" role="img" aria-label={label}>
        <ApexChart type={plot.type} series={plot.series} options={plot.options} height={plot.height} width="100%" />
      </div>
    </div>
  );
}
