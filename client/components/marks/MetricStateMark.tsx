import type { MetricState } from "../../../shared/metrics.ts";
import "./marks.css";

const WORDS: Readonly<Record<MetricState, string>> = {
  firing: "Firing",
  pending: "Pending",
  quiet: "Quiet",
  no_data: "No data",
  off: "Off",
  failed: "Failed",
};

const MEANING: Readonly<Record<MetricState, string>> = {
  firing: "At least one of its alerts fires.",
  pending: "Its condition holds, but not yet for long enough.",
  quiet: "Within its limits.",
  no_data: "No event that it selects has come in lately.",
  off: "Switched off; nothing is evaluated.",
  failed: "The engine has switched it off after an error.",
};

/** The shapes of the alerts' states where they mean the same, others where they do not. */
function Shape({ state }: { state: MetricState }) {
  switch (state) {
    case "firing":
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case "pending":
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />;
    case "quiet":
      return <path d="m2 6.5 2.6 2.6L10 3.2" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
    case "no_data":
      return <circle cx="6" cy="6" r="1.75" fill="currentColor" />;
    case "off":
      return <path d="M2.5 6h7" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
    case "failed":
      return <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
  }
}

/** How a metric stands, as a word with a shape of its own. */
export function MetricStateMark({ state }: { state: MetricState }) {
  return (
    <span className={`state metric-${state}`} title={MEANING[state]}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false">
        <Shape state={state} />
      </svg>
      <span>{WORDS[state]}</span>
    </span>
  );
}
