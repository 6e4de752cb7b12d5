import { Fragment } from "react";
import type { Narrative, ScanSummary, SentinelReport } from "../../../shared/sentinel.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { Moment } from "../../components/ui/Time.tsx";
import { formatSpan, plural } from "../../lib/format.ts";
import { Correlations } from "./Correlations.tsx";
import { cited } from "./cited.ts";
import { FindingLink } from "./FindingLink.tsx";
import { Findings } from "./Findings.tsx";
import { Missions } from "./Missions.tsx";
import { ReportFiles } from "./ReportFiles.tsx";
import { Risk } from "./Risk.tsx";

const STATES: Readonly<Record<SentinelReport["status"], string>> = {
  running: "Running",
  completed: "Completed",
  failed: "Failed: what it had found until then is below",
  cancelled: "Cancelled: what it had found until then is below",
};

/** A paragraph whose figures lead to the finding that has them. */
function Paragraph({ text, narrative }: { text: string; narrative: Narrative }) {
  return (
    <p className="scan-paragraph">
      {cited(text, narrative.citations).map(({ text: piece, findingId, at }) => (
        <Fragment key={at}>{findingId === undefined ? piece : <FindingLink id={findingId}>{piece}</FindingLink>}</Fragment>
      ))}
    </p>
  );
}

function Facts({ report }: { report: SentinelReport }) {
  const { asOf, startedAt, durationMs, trigger, missions, fingerprint, status } = report;
  return (
    <p className="muted scan-facts">
      <span>{STATES[status]}</span>
      <span>
        as of <Moment iso={asOf} />
      </span>
      <span>
        {trigger === "scheduled" ? "by schedule" : "by hand"}, <Moment iso={startedAt} />
      </span>
      <span className="number">
        {plural(missions.length, "mission")} in {durationMs < 1_000 ? `${Math.round(durationMs)} ms` : formatSpan(durationMs)}
      </span>
      <span title={`Fingerprint ${fingerprint}: equal for equal data`}>
        <code>{fingerprint.slice(0, 12)}</code>
      </span>
    </p>
  );
}

/** The scan before, of the same domains, to compare the risk with. */
function before(report: SentinelReport, scans: readonly ScanSummary[]): ScanSummary | undefined {
  const domains = report.domains.join();
  return scans.find((other) => other.status === "completed" && other.startedAt < report.startedAt && other.domains.join() === domains);
}

/** What a scan has found. */
export function Report({ report, scans }: { report: SentinelReport; scans: readonly ScanSummary[] }) {
  const { narrative, findings, correlations, missions } = report;
  return (
    <>
      <section className="panel scan-head" aria-label="The report">
        <Risk report={report} before={before(report, scans)} />
        <div className="scan-story">
          <h2 className="scan-headline">{narrative.headline || "No headline"}</h2>
          {narrative.paragraphs.map((text) => (
            <Paragraph key={text} text={text} narrative={narrative} />
          ))}
          <Facts report={report} />
          <ReportFiles id={report.id} />
        </div>
      </section>
      <Findings findings={findings} />
      <Correlations correlations={correlations} findings={findings} />
      <Panel id="missions-title" title="Missions" side={<span className="muted number">{plural(missions.length, "mission")}</span>}>
        <Missions missions={missions} />
      </Panel>
    </>
  );
}
