import { useQuery } from "@tanstack/react-query";
import type { ScanComparison } from "../../../shared/sentinel.ts";
import { compareScans } from "../../api/sentinel.ts";
import { SeverityMark } from "../../components/marks/SeverityMark.tsx";
import { Button } from "../../components/ui/Button.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";

type Ref = ScanComparison["added"][number];

interface Part {
  readonly title: string;
  readonly items: readonly { readonly ref: Ref; readonly note: string }[];
}

/** What came, went, grew worse and better. */
function partsOf({ added, removed, changed }: ScanComparison): Part[] {
  const notes = (refs: readonly Ref[]) => refs.map((ref) => ({ ref, note: ref.score.toFixed(0) }));
  const moved = (up: boolean) =>
    changed
      .filter(({ a, b }) => b.score > a.score === up)
      .map(({ a, b }) => ({ ref: b, note: `${a.score.toFixed(0)} → ${b.score.toFixed(0)}` }));
  const parts = [
    { title: "New", items: notes(added) },
    { title: "Gone", items: notes(removed) },
    { title: "Worse", items: moved(true) },
    { title: "Better", items: moved(false) },
  ];
  return parts.filter(({ items }) => items.length > 0);
}

/** What changed from the older scan to the newer one. */
export function Comparison({ a, b, onClose }: { a: string; b: string; onClose: () => void }) {
  const compared = useQuery({ queryKey: ["compare", a, b], queryFn: ({ signal }) => compareScans(a, b, signal) });
  if (compared.isPending) return <Skeleton lines={3} />;
  if (!compared.data)
    return <ErrorState what="The scans could not be compared" error={compared.error} onRetry={() => compared.refetch()} />;
  const { riskScoreChange } = compared.data;
  const parts = partsOf(compared.data);
  return (
    <section className="comparison" aria-label="Comparison">
      <p className="comparison-head">
        <span>
          Risk <span className="number">{riskScoreChange > 0 ? `+${riskScoreChange.toFixed(1)}` : riskScoreChange.toFixed(1)}</span>
          {parts.length === 0 ? "; the findings are the same." : ""}
        </span>
        <Button className="button-small" onClick={onClose}>
          Close
        </Button>
      </p>
      {parts.map(({ title, items }) => (
        <div key={title} className="comparison-part">
          <h4 className="scan-part-title">{title}</h4>
          <ul>
            {items.map(({ ref, note }) => (
              <li key={ref.id} className="comparison-item">
                <SeverityMark kind={ref.severity} word={false} />
                <span className="number muted">{note}</span>
                <span>{ref.title}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
