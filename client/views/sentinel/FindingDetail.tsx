import type { Finding } from "../../../shared/sentinel.ts";
import { Sql } from "../../components/code/Sql.tsx";
import { CopyButton } from "../../components/ui/CopyButton.tsx";
import { Moment } from "../../components/ui/Time.tsx";
import { formatNumber, plural } from "../../lib/format.ts";
import { EvidenceRows } from "./EvidenceRows.tsx";
import { Factors } from "./Factors.tsx";
import { RunAgain } from "./RunAgain.tsx";

const MOST_USERS = 60;

function Users({ userIds }: { userIds: Finding["affected"]["userIds"] }) {
  const more = userIds.length - MOST_USERS;
  return (
    <span className="number">
      {userIds.slice(0, MOST_USERS).join(", ")}
      {more > 0 ? ` and ${formatNumber(more)} more` : ""}
    </span>
  );
}

function Affected({ affected, missionIds }: Finding) {
  const { userIds, targetedCount, userCount, amountUsd, window } = affected;
  return (
    <dl className="finding-facts">
      <dt>Missions</dt>
      <dd>{missionIds.join(", ")}</dd>
      <dt>Customers</dt>
      <dd className="number">
        {formatNumber(userCount)}
        {targetedCount === undefined ? "" : `, aimed at ${formatNumber(targetedCount)}`}
      </dd>
      {userIds.length > 0 ? (
        <>
          <dt>Who acted or lost money</dt>
          <dd>
            <Users userIds={userIds} />
          </dd>
        </>
      ) : null}
      {amountUsd === undefined ? null : (
        <>
          <dt>Amount</dt>
          <dd className="number">{formatNumber(amountUsd)} USD</dd>
        </>
      )}
      {window ? (
        <>
          <dt>Window</dt>
          <dd>
            <Moment iso={window.start} /> to <Moment iso={window.end} />
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function DeepDives({ deepDives }: Pick<Finding, "deepDives">) {
  if (deepDives.length === 0) return null;
  return (
    <section aria-label="Looked into">
      <h4 className="scan-part-title">Looked into</h4>
      <ul className="dives">
        {deepDives.map(({ question, summary, sql, rows }) => (
          <li key={question}>
            <p>
              <span className="muted">{question}</span> {summary}
            </p>
            <details className="scan-details">
              <summary>SQL and {plural(rows.length, "row")}</summary>
              <div className="scan-sql">
                <Sql text={sql} />
                <CopyButton text={sql} />
              </div>
              <EvidenceRows columns={Object.keys(rows[0] ?? {})} rows={rows} label={`Rows of: ${question}`} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A finding with all that it rests on. */
export function FindingDetail({ finding }: { finding: Finding }) {
  const { factors, score, evidence, recommendation } = finding;
  return (
    <div className="finding-body">
      <p className="finding-advice">{recommendation}</p>
      <div className="finding-columns">
        <Affected {...finding} />
        <Factors factors={factors} score={score} />
      </div>
      <DeepDives deepDives={finding.deepDives} />
      <section aria-label="Evidence">
        <h4 className="scan-part-title">
          Evidence{" "}
          <span className="muted number">
            {evidence.rows.length < evidence.rowCount ? `${formatNumber(evidence.rows.length)} of ` : ""}
            {plural(evidence.rowCount, "row")}
          </span>
        </h4>
        <EvidenceRows columns={evidence.columns} rows={evidence.rows} label="Evidence as a table" />
        <RunAgain evidence={evidence} />
        <details className="scan-details">
          <summary>SQL</summary>
          <div className="scan-sql">
            <Sql text={evidence.sql} />
            <CopyButton text={evidence.sql} />
          </div>
        </details>
      </section>
    </div>
  );
}
