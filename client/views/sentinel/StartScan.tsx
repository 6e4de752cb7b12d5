import { Play, Square } from "lucide-react";
import { useState } from "react";
import { cancelScan } from "../../api/sentinel.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Tip } from "../../components/ui/Tip.tsx";
import { showProblem } from "../../stores/toasts.ts";

const DOMAINS = ["security", "compliance", "risk", "operations", "general"] as const;

export interface ScanWish {
  readonly domains?: string;
  /** The moment its windows end at; the newest of the data without it. */
  readonly asOf?: string;
}

interface StartScanProps {
  /** The scan that is being watched; empty before its first event. */
  readonly running: string | undefined;
  readonly onStart: (wish: ScanWish) => void;
}

async function cancel(id: string): Promise<void> {
  try {
    await cancelScan(id);
  } catch (error) {
    showProblem("The scan could not be cancelled", error);
  }
}

/** Which domains to scan, and the button that does it. */
export function StartScan({ running, onStart }: StartScanProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [moment, setMoment] = useState("");
  const chosen = DOMAINS.filter((domain) => !left.has(domain));
  const toggle = (domain: string) =>
    setLeft((current) => {
      const next = new Set(current);
      if (!next.delete(domain)) next.add(domain);
      return next;
    });
  const start = () =>
    onStart({
      ...(chosen.length === DOMAINS.length ? {} : { domains: chosen.join(",") }),
      ...(moment === "" ? {} : { asOf: new Date(`${moment}Z`).toISOString() }),
    });
  return (
    <>
      <fieldset className="scan-domains" disabled={running !== undefined}>
        <legend className="sr-only">What to scan</legend>
        {DOMAINS.map((domain) => (
          <label key={domain} className="scan-domain">
            <input type="checkbox" checked={!left.has(domain)} onChange={() => toggle(domain)} />
            {domain}
          </label>
        ))}
        <label className="scan-moment">
          <Tip text="Scan as if it were then; empty: up to the newest data.">
            <span>as of (UTC)</span>
          </Tip>
          <span className="field">
            <input type="datetime-local" value={moment} onChange={({ target }) => setMoment(target.value)} />
          </span>
        </label>
      </fieldset>
      {running === undefined ? (
        <Button variant="primary" disabled={chosen.length === 0} onClick={start}>
          <Play size={13} aria-hidden="true" />
          Run a scan
        </Button>
      ) : (
        <Button disabled={running === ""} onClick={() => cancel(running)}>
          <Square size={11} aria-hidden="true" />
          Cancel
        </Button>
      )}
    </>
  );
}
