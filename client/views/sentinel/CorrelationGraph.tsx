import type { Correlation, Finding } from "../../../shared/sentinel.ts";

const BOX = { width: 190, height: 44, gap: 56 } as const;
const HEIGHT = 96;

function words(finding: Finding | undefined, id: string): string {
  const [mission = ""] = (finding?.missionIds[0] ?? id).split(":");
  return mission.split(".").at(-1)?.replaceAll("-", " ") ?? mission;
}

/** What is shared, by kind: "3 users, network". */
function link({ shared }: Correlation): string {
  const kinds = [...new Set(shared.map(({ type }) => type))];
  return kinds
    .map((kind) => {
      const count = shared.filter(({ type }) => type === kind).length;
      return count === 1 ? kind : `${count} ${kind}s`;
    })
    .join(", ");
}

/** The findings of a chain from left to right in time, joined by what they share. The table beside it says the same. */
export function CorrelationGraph({ correlation, findings }: { correlation: Correlation; findings: readonly Finding[] }) {
  const nodes = correlation.findingIds.map((id) => ({ id, finding: findings.find((finding) => finding.id === id) }));
  const step = BOX.width + BOX.gap;
  const width = nodes.length * step - BOX.gap;
  const top = (HEIGHT - BOX.height) / 2;
  return (
    <div className="chain-graph">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true" focusable="false">
        {nodes.map(({ id, finding }, index) => (
          <g key={id} transform={`translate(${index * step} 0)`}>
            {index > 0 ? <path d={`M${-BOX.gap} ${HEIGHT / 2}h${BOX.gap - 6}m-5 -4l5 4l-5 4`} className="chain-line" fill="none" /> : null}
            <rect y={top} width={BOX.width} height={BOX.height} rx="6" className={`chain-box chain-${finding?.severity ?? "info"}`} />
            <text x="12" y={top + 18} className="chain-domain">
              {finding?.domain ?? ""} {finding ? finding.score.toFixed(0) : ""}
            </text>
            <text x="12" y={top + 34} className="chain-name">
              {words(finding, id)}
            </text>
          </g>
        ))}
        <text x={0} y={HEIGHT - 6} className="chain-shared">
          {link(correlation)}
        </text>
      </svg>
    </div>
  );
}
