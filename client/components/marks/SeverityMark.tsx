import type { Severity } from "../../../shared/events.ts";
import "./marks.css";

export type MarkKind = Severity | "ok";

const WORDS: Readonly<Record<MarkKind, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  info: "Info",
  ok: "OK",
};

/** One shape a severity: it is told apart without its colour. */
function Shape({ kind }: { kind: MarkKind }) {
  switch (kind) {
    case "critical":
      return <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />;
    case "high":
      return <path d="M8 1.5 15.2 14H.8z" fill="currentColor" />;
    case "medium":
      return <path d="M8 2 14 8 8 14 2 8z" fill="none" stroke="currentColor" strokeWidth="2" />;
    case "low":
      return <circle cx="8" cy="8" r="4.5" fill="currentColor" />;
    case "info":
      return <circle cx="8" cy="8" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.75" />;
    case "ok":
      return <path d="m2.5 8.5 3.75 3.75L13.5 4.5" fill="none" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />;
  }
}

/** Severity as colour, shape and word; `word={false}` only where the word stands beside it anyway. */
export function SeverityMark({ kind, word = true, size = 12 }: { kind: MarkKind; word?: boolean; size?: number }) {
  return (
    <span className={`mark mark-${kind}`}>
      <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
        <Shape kind={kind} />
      </svg>
      {word ? <span>{WORDS[kind]}</span> : <span className="sr-only">{WORDS[kind]}</span>}
    </span>
  );
}
