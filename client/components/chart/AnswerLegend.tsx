import type { QueryAnswer } from "../../../shared/answers.ts";
import { cellText } from "../../lib/answer-format.ts";
import { plotOf } from "../../lib/answer-plot.ts";
import { seriesName } from "./answer-base.ts";
import type { Look } from "./answer-options.ts";
import { seriesColor } from "./answer-palette.ts";

interface Entry {
  readonly label: string;
  readonly value?: string;
}

/** What the colours stand for; of a pie with the share of each part. */
function entriesOf(answer: QueryAnswer, { zone }: Look): readonly Entry[] {
  const { type } = answer.visualization;
  if (type === "heatmap" || type === "scatter") return [];
  const plot = plotOf(answer);
  const [first] = plot?.series ?? [];
  if (!plot || !first) return [];
  if (type !== "pie") return plot.series.length > 1 ? plot.series.map((series) => ({ label: seriesName(series, zone) })) : [];
  return plot.xs.map((value, at) => ({ label: cellText(plot.x, value, zone), value: cellText(first.column, first.values[at], zone) }));
}

export function AnswerLegend({ answer, look }: { answer: QueryAnswer; look: Look }) {
  const entries = entriesOf(answer, look);
  if (entries.length === 0) return null;
  return (
    <ul className={`answer-legend ${answer.visualization.type === "pie" ? "answer-legend-pie" : ""}`} aria-label="Legend">
      {entries.map(({ label, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other identity, and their order is their colour.
        <li key={index} className="answer-key">
          <svg width="10" height="10" aria-hidden="true">
            <rect width="10" height="10" rx="2" fill={seriesColor(look.theme, index)} />
          </svg>
          <span className="clip">{label}</span>
          {value === undefined ? null : <span className="answer-key-value number">{value}</span>}
        </li>
      ))}
    </ul>
  );
}
