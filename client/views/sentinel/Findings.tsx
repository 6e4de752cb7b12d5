import { ChevronRight } from "lucide-react";
import { useSearchParams } from "react-router";
import type { Finding } from "../../../shared/sentinel.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { plural } from "../../lib/format.ts";
import { FindingDetail } from "./FindingDetail.tsx";

/** Which finding is open, in the address. */
function useOpenFinding(): readonly [string | null, (id: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const open = (id: string | null) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        if (id === null) next.delete("finding");
        else next.set("finding", id);
        return next;
      },
      { replace: true },
    );
  return [params.get("finding"), open];
}

function FindingRow({ finding, isOpen, onToggle }: { finding: Finding; isOpen: boolean; onToggle: () => void }) {
  const { id, title, severity, score, domain } = finding;
  return (
    <li className="finding" id={`finding-${id}`}>
      <h3>
        <button type="button" className="finding-head" aria-expanded={isOpen} onClick={onToggle}>
          <ChevronRight size={14} aria-hidden="true" className="finding-arrow" />
          <span className="finding-severity">
            <SeverityMark kind={severity} />
          </span>
          <span className="finding-score number">
            {score.toFixed(0)}
            <span className="sr-only"> points</span>
          </span>
          <span className="finding-title">{title}</span>
          <span className="finding-domain muted">{domain}</span>
        </button>
      </h3>
      {isOpen ? <FindingDetail finding={finding} /> : null}
    </li>
  );
}

function FindingList({ id, title, findings }: { id: string; title: string; findings: readonly Finding[] }) {
  const [open, setOpen] = useOpenFinding();
  if (findings.length === 0) return null;
  return (
    <Panel id={id} title={title} side={<span className="muted number">{plural(findings.length, "finding")}</span>}>
      <ul className="findings">
        {findings.map((finding) => (
          <FindingRow
            key={finding.id}
            finding={finding}
            isOpen={open === finding.id}
            onToggle={() => setOpen(open === finding.id ? null : finding.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}

/** What was found: acute first, then the gaps that are there every day. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <>
      <FindingList id="acute-title" title="Acute" findings={findings.filter(({ kind }) => kind === "acute")} />
      <FindingList id="standing-title" title="Standing gaps" findings={findings.filter(({ kind }) => kind === "standing")} />
    </>
  );
}
