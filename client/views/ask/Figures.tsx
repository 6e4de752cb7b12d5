import { useStore } from "zustand";
import type { QueryAnswer } from "../../../shared/answers.ts";
import { cellText, heading } from "../../lib/answer-format.ts";
import { columnOf } from "../../lib/answer-plot.ts";
import { uiStore } from "../../stores/ui.ts";

/** One row's figures, large. */
export function Figures({ answer }: { answer: QueryAnswer }) {
  const zone = useStore(uiStore, (state) => state.zone);
  const [row] = answer.data;
  const label = columnOf(answer, answer.visualization.x);
  const figures = (answer.visualization.y ?? []).flatMap((name) => columnOf(answer, name) ?? []);
  return (
    <dl className="ask-figures">
      {figures.map((column) => (
        <div key={column.name} className="ask-figure">
          <dt className="muted">
            {label ? `${cellText(label, row?.[label.name], zone)}: ` : ""}
            {label ? column.label : heading(column)}
          </dt>
          <dd>{cellText(column, row?.[column.name], zone)}</dd>
        </div>
      ))}
    </dl>
  );
}
