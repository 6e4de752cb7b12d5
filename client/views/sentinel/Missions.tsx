import { useState } from "react";
import type { Mission } from "../../../shared/sentinel.ts";
import { Sql } from "../../components/code/Sql.tsx";
import { Button } from "../../components/ui/Button.tsx";
import { CopyButton } from "../../components/ui/CopyButton.tsx";
import { formatNumber } from "../../lib/format.ts";
import type { MissionProgress } from "./scan-progress.ts";

const WORDS: Readonly<Record<Mission["status"], string>> = {
  pending: "Waiting",
  running: "Running",
  completed: "Done",
  failed: "Failed",
  skipped: "Skipped",
};

function MissionSql({ sql, id }: { sql: string; id: string }) {
  return (
    <tr className="mission-sql">
      <td colSpan={6}>
        <div className="scan-sql" id={`sql-${id}`}>
          <Sql text={sql} />
          <CopyButton text={sql} />
        </div>
      </td>
    </tr>
  );
}

function MissionRow({ mission }: { mission: MissionProgress }) {
  const [isOpen, setOpen] = useState(false);
  const { id, domain, title, question, status } = mission;
  const done = status === "running" ? undefined : mission;
  const sql = done?.sql ?? null;
  return (
    <>
      <tr className={`mission mission-${status}`}>
        <td>
          <span className="mission-title" title={question}>
            {title}
          </span>
          <span className="muted mission-domain">{domain}</span>
        </td>
        <td>
          <span className={`mission-state mission-state-${status}`}>{WORDS[status]}</span>
        </td>
        <td className="table-number number">{done ? formatNumber(done.rowCount) : ""}</td>
        <td className="table-number number">{done ? `${formatNumber(Math.round(done.durationMs))} ms` : ""}</td>
        <td className="table-number number">{done ? done.score.toFixed(0) : ""}</td>
        <td className="table-number">
          {sql ? (
            <Button
              variant="quiet"
              className="button-small"
              aria-expanded={isOpen}
              aria-label={`SQL of ${title}`}
              onClick={() => setOpen(!isOpen)}
            >
              SQL
            </Button>
          ) : null}
        </td>
      </tr>
      {isOpen && sql ? <MissionSql sql={sql} id={id} /> : null}
    </>
  );
}

/** Every question of a scan with its answer's size, time and score. */
export function Missions({ missions }: { missions: readonly MissionProgress[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too.
    <section className="table-scroll missions" tabIndex={0} aria-label="Missions as a table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Mission</th>
            <th scope="col">State</th>
            <th scope="col" className="table-number">
              Rows
            </th>
            <th scope="col" className="table-number">
              Time
            </th>
            <th scope="col" className="table-number">
              Score
            </th>
            <th scope="col">
              <span className="sr-only">SQL</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {missions.map((mission) => (
            <MissionRow key={mission.id} mission={mission} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
