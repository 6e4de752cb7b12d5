import { useEffect, useState } from "react";
import { addSample, type Sample } from "../../stores/samples.ts";
import { FigureLine } from "./FigureLine.tsx";

const KEPT = 60;
/** The counters are read every five seconds. */
const GAP_SECONDS = 15;

/** The growth of the accepted events since the page opened; the total itself would be a flat line far from zero. */
export function AcceptedLine({ accepted }: { accepted: number | undefined }) {
  const [samples, setSamples] = useState<{ first: number; list: readonly Sample[] }>();
  useEffect(() => {
    if (accepted === undefined) return;
    setSamples((current) => {
      const first = current?.first ?? accepted;
      const at = Math.floor(Date.now() / 1_000);
      return {
        first,
        list: addSample(current?.list ?? [], { at, eventsPerSecond: accepted - first, lagMs: 0, pending: 0, open: 0, urgent: 0 }, KEPT),
      };
    });
  }, [accepted]);
  return (
    <FigureLine
      label="Events accepted since this page was opened"
      samples={samples?.list ?? []}
      field="eventsPerSecond"
      gapSeconds={GAP_SECONDS}
    />
  );
}
