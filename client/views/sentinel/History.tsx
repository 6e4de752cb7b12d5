import { useState } from "react";
import type { ScanSummary } from "../../../shared/sentinel.ts";
import { RiskChart } from "../../components/chart/RiskChart.tsx";
import { Button } from "../../components/ui/Button.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { Moment } from "../../components/ui/Time.tsx";
import { plural } from "../../lib/format.ts";
import { Comparison } from "./Comparison.tsx";

interface HistoryProps {
  readonly scans: readonly ScanSummary[];
  readonly shownId: string | undefined;
  readonly onShow: (id: string) => void;
}

function ScanRow({
  scan,
  isShown,
  isChosen,
  onChoose,
  onShow,
}: {
  readonly scan: ScanSummary;
  readonly isShown: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onShow: () => void;
}) {
  const { riskScore, riskLevel, startedAt, status, findingCount, headline, trigger } = scan;
  return (
    <tr aria-current={isShown ? "true" : undefined} className={isShown ? "scan-shown" : ""}>
      <td>
        <input type="checkbox" aria-label={`Compare the scan of ${startedAt}`} checked={isChosen} onChange={onChoose} />
      </td>
      <td>
        <Moment iso={startedAt} />
      </td>
      <td className="table-number number">{riskScore.toFixed(0)}</td>
      <td>{status === "completed" ? riskLevel : status}</td>
      <td className="table-number number">{findingCount}</td>
      <td className="muted">{trigger}</td>
      <td className="table-wide clip" title={headline}>
        {headline}
      </td>
      <td className="table-number">
        <Button variant="quiet" className="button-small" disabled={isShown} onClick={onShow}>
          Show
        </Button>
      </td>
    </tr>
  );
}

/** The scans there were, their risk over time, and what changed from one to another. */
export function History({ scans, shownId, onShow }: HistoryProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) => setChosen((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id].slice(-2)));
  const pair = scans.filter(({ id }) => chosen.includes(id)).map(({ id }) => id);
  const [newer, older] = pair;
  return (
    <Panel id="history-title" title="History" side={<span className="muted number">{plural(scans.length, "scan")}</span>}>
      {scans.length > 1 ? <RiskChart scans={scans} /> : null}
      {newer !== undefined && older !== undefined ? <Comparison a={older} b={newer} onClose={() => setChosen([])} /> : null}
      {scans.length > 1 && pair.length < 2 ? <p className="muted history-hint">Choose two scans to compare them.</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do too. */}
      <section className="table-scroll history" tabIndex={0} aria-label="Scans as a table">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">Compare</span>
              </th>
              <th scope="col">Started</th>
              <th scope="col" className="table-number">
                Risk
              </th>
              <th scope="col">Level</th>
              <th scope="col" className="table-number">
                Findings
              </th>
              <th scope="col">Trigger</th>
              <th scope="col">Headline</th>
              <th scope="col">
                <span className="sr-only">Show</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {scans.map((scan) => (
              <ScanRow
                key={scan.id}
                scan={scan}
                isShown={scan.id === shownId}
                isChosen={chosen.includes(scan.id)}
                onChoose={() => toggle(scan.id)}
                onShow={() => onShow(scan.id)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
