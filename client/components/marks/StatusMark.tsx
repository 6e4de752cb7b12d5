import type { AlertStatus } from "../../../shared/alerts.ts";
import { STATUS_WORDS } from "../../lib/alert-text.ts";
import "./marks.css";

/** State of an alert as a word with a shape of its own: full while it burns, half once taken over, a tick when it is over. */
function Shape({ status }: { status: AlertStatus }) {
  switch (status) {
    case "pending":
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />;
    case "firing":
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case "acknowledged":
      return (
        <>
          <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
        </>
      );
    case "resolved":
      return <path d="m2 6.5 2.6 2.6L10 3.2" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
    case "retracted":
      return <path d="M2.5 6h7" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />;
  }
}

export function StatusMark({ status }: { status: AlertStatus }) {
  return (
    <span className={`state state-${status}`}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false">
        <Shape status={status} />
      </svg>
      <span>{STATUS_WORDS[status]}</span>
    </span>
  );
}
