import type { HealthCheck } from "../../../shared/api.ts";
import "../../components/marks/marks.css";

type Status = HealthCheck["status"];

const WORDS: Readonly<Record<Status, string>> = {
  ok: "OK",
  degraded: "Degraded",
  unreachable: "Unreachable",
  not_configured: "Not configured",
};

function Shape({ status }: { status: Status }) {
  switch (status) {
    case "ok":
      return <path d="m2 6.5 2.6 2.6L10 3.2" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
    case "degraded":
      return <path d="M6 1.2 11.2 10.5H.8z" fill="currentColor" />;
    case "unreachable":
      return <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />;
    case "not_configured":
      return <path d="M2.5 6h7" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
  }
}

/** The state of a dependency as a word with a shape of its own. */
export function HealthMark({ status }: { status: Status }) {
  return (
    <span className={`state health-${status}`}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false">
        <Shape status={status} />
      </svg>
      <span>{WORDS[status]}</span>
    </span>
  );
}
