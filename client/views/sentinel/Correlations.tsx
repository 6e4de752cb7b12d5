import type { Correlation, Finding } from "../../../shared/sentinel.ts";
import { Panel } from "../../components/ui/Page.tsx";
import { plural } from "../../lib/format.ts";
import { CorrelationGraph } from "./CorrelationGraph.tsx";
import { FindingLink } from "./FindingLink.tsx";

interface CorrelationsProps {
  readonly correlations: readonly Correlation[];
  readonly findings: readonly Finding[];
}

const MOST_SHARED = 12;

function sharedText({ shared }: Correlation): string {
  const types = [...new Set(shared.map(({ type }) => type))];
  const text = types.map((type) => {
    const values = shared.filter((each) => each.type === type).map(({ value }) => String(value));
    return `${type} ${values.slice(0, MOST_SHARED).join(", ")}${values.length > MOST_SHARED ? " …" : ""}`;
  });
  return text.join("; ");
}

/** Which findings belong together, and by what: drawn, and as a table. */
export function Correlations({ correlations, findings }: CorrelationsProps) {
  if (correlations.length === 0) return null;
  const titleOf = (id: string) => findings.find((finding) => finding.id === id)?.title ?? id;
  return (
    <Panel
      id="correlations-title"
      title="What belongs together"
      side={<span className="muted number">{plural(correlations.length, "chain")}</span>}
    >
      <ul className="chains">
        {correlations.map((correlation) => (
          <li key={correlation.id} className="chain">
            <h3 className="chain-title">
              {correlation.title} <span className="muted number">{correlation.score.toFixed(0)}</span>
            </h3>
            <CorrelationGraph correlation={correlation} findings={findings} />
            <table className="table chain-table">
              <thead>
                <tr>
                  <th scope="col">In order of time</th>
                </tr>
              </thead>
              <tbody>
                {correlation.findingIds.map((id) => (
                  <tr key={id}>
                    <td>
                      <FindingLink id={id}>{titleOf(id)}</FindingLink>
                    </td>
                  </tr>
                ))}
                <tr>
                  <td className="muted">Shared: {sharedText(correlation)}</td>
                </tr>
              </tbody>
            </table>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
