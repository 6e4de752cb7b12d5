import { Download } from "lucide-react";
import { useState } from "react";
import type { QueryAnswer } from "../../../shared/answers.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { toCsv } from "../../lib/csv.ts";
import { plural } from "../../lib/format.ts";
import { lazyPart } from "../../lib/lazy-part.tsx";
import { saveFile } from "../../lib/save-file.ts";
import { Figures } from "./Figures.tsx";
import { RowsTable } from "./RowsTable.tsx";

const AnswerChart = lazyPart(
  () => import("../../components/chart/AnswerChart.tsx").then((module) => module.AnswerChart),
  <div className="ask-chart-wait" role="status" aria-label="Loading the chart" />,
);

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

function fileName(question: string): string {
  const words = question
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return `${words.slice(0, 60) || "answer"}.csv`;
}

function exportCsv({ question, columns, data }: QueryAnswer): void {
  const header = columns.map(({ label, name }) => label || name);
  const text = toCsv(
    header,
    data.map((row) => columns.map(({ name }) => row[name])),
  );
  saveFile(fileName(question), "text/csv;charset=utf-8", text);
}

function titleOf({ visualization }: QueryAnswer): string {
  return visualization.type === "table" ? "Rows" : visualization.title;
}

/** The rows: as a figure, a chart or a table, and as a file. */
export function Result({ answer }: { answer: QueryAnswer }) {
  const { type } = answer.visualization;
  const [view, setView] = useState<"chart" | "table">("chart");
  if (answer.data.length === 0) return null;
  const title = titleOf(answer);
  const isTable = type === "table" || view === "table";
  return (
    <section className="ask-result" aria-label={title}>
      <div className="ask-result-head">
        <h3 className="ask-part-title">{title}</h3>
        <div className="ask-result-actions">
          {type === "table" ? null : <Segmented label="View" value={view} choices={VIEWS} onChoose={setView} />}
          <Button onClick={() => exportCsv(answer)}>
            <Download size={14} aria-hidden="true" />
            CSV
          </Button>
        </div>
      </div>
      {isTable ? (
        <RowsTable answer={answer} label={`${title}, as a table`} />
      ) : type === "stat" ? (
        <Figures answer={answer} />
      ) : (
        <AnswerChart answer={answer} label={`${title}. ${answer.insights[0]?.text ?? ""}`} />
      )}
      {answer.truncated ? (
        <p className="muted">Only the first {plural(answer.rowCount, "row")} are here; there are more. Ask for less to see all of it.</p>
      ) : null}
    </section>
  );
}
