import type { QueryAnswer, Reading } from "../../../shared/answers.ts";
import { Sql } from "../../components/code/Sql.tsx";
import { CopyButton } from "../../components/ui/CopyButton.tsx";
import { dataMoment } from "../../lib/answer-format.ts";
import { plural } from "../../lib/format.ts";
import { Evidence, Insights } from "./Insights.tsx";
import { Readings } from "./Readings.tsx";
import { Result } from "./Result.tsx";
import { plannerWords, stageTime } from "./stages.ts";
import { Stages } from "./Working.tsx";

const DIALECTS = { sqlite: "SQLite", postgres: "PostgreSQL" } as const;

/** The statement, and how the answer came about. */
function Proof({ answer }: { answer: QueryAnswer }) {
  const { sql, displaySql = sql, trace } = answer;
  return (
    <div className="ask-proof">
      {displaySql === undefined ? null : (
        <details className="ask-details">
          <summary>SQL</summary>
          <div className="ask-sql">
            <CopyButton text={displaySql} label="Copy SQL" />
            <Sql text={displaySql} />
          </div>
        </details>
      )}
      <details className="ask-details">
        <summary>How it was answered</summary>
        <ol className="ask-stages">
          <Stages steps={trace} />
        </ol>
        <p className="muted">
          Request <code>{answer.requestId}</code>
        </p>
      </details>
    </div>
  );
}

function Facts({ answer }: { answer: QueryAnswer }) {
  const { rowCount, durationMs, planner, dialect, asOf } = answer;
  return (
    <p className="ask-facts muted">
      <span>{plural(rowCount, "row")}</span>
      <span>{stageTime(durationMs)}</span>
      <span>{plannerWords(planner)}</span>
      <span>{DIALECTS[dialect]}</span>
      <span>
        now is <time dateTime={asOf}>{dataMoment(asOf)}</time>
      </span>
    </p>
  );
}

/** The finding, the rows, how the question was read, and the proof. */
export function Answer({ answer, onEdit }: { answer: QueryAnswer; onEdit: (reading: Reading) => void }) {
  const [first, ...more] = answer.insights;
  return (
    <>
      <div className="ask-found">
        <p className="ask-finding">{first?.text ?? answer.interpretation}</p>
        {first ? <Evidence insight={first} /> : null}
      </div>
      <div className="ask-columns">
        <Result answer={answer} />
        <div className="ask-side">
          <Readings answer={answer} onEdit={onEdit} />
          <Insights insights={more} />
        </div>
      </div>
      <footer className="ask-foot">
        <Facts answer={answer} />
        <Proof answer={answer} />
      </footer>
    </>
  );
}
