import { Panel } from "../../components/ui/Page.tsx";
import { formatNumber, plural } from "../../lib/format.ts";
import { Findings } from "./Findings.tsx";
import { Missions } from "./Missions.tsx";
import type { ScanProgress } from "./scan-progress.ts";

/** A scan as it runs: its missions with their SQL, rows and time, and what they find. */
export function Watched({ progress }: { progress: ScanProgress }) {
  const { missions, expected, findings, looking } = progress;
  const done = missions.filter(({ status }) => status !== "running").length;
  const share = expected === 0 ? 0 : done / expected;
  return (
    <>
      <section className="panel scan-running" aria-label="The running scan">
        <p className="scan-running-text" role="status">
          {looking ?? (expected === 0 ? "Starting" : `${formatNumber(done)} of ${plural(expected, "mission")} done`)}
        </p>
        <div
          className="progress"
          role="progressbar"
          aria-label="Progress of the scan"
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span className="progress-fill" style={{ width: `${share * 100}%` }} />
        </div>
      </section>
      {findings.length > 0 ? <Findings findings={findings} /> : null}
      <Panel id="missions-title" title="Missions" side={<span className="muted number">{plural(missions.length, "mission")}</span>}>
        <Missions missions={[...missions].reverse()} />
      </Panel>
    </>
  );
}
