import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { toProblem } from "../../api/problem.ts";
import { Button } from "./Button.tsx";
import { Command } from "./Command.tsx";

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children, command }: { title: string; children?: ReactNode; command?: string }) {
  return (
    <div className="empty">
      <h2 className="empty-title">{title}</h2>
      {children ? <div className="empty-text">{children}</div> : null}
      {command ? <Command text={command} /> : null}
    </div>
  );
}

/** What failed, why, which request it was, and a way to try again. */
export function ErrorState({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  const problem = toProblem(error);
  return (
    <div className="empty" role="alert">
      <h2 className="empty-title">{what}</h2>
      <p className="empty-text">
        {problem.message}. {problem.detail}
      </p>
      {problem.requestId ? (
        <p className="muted">
          Request <code>{problem.requestId}</code>
        </p>
      ) : null}
      <Button onClick={onRetry}>
        <RotateCw size={14} aria-hidden="true" />
        Retry
      </Button>
    </div>
  );
}

/** Lines that stand for rows until the first answer is there. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  );
}

/** Rows that wait; taking them in is the person's choice. */
export function Pill({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button type="button" className="pill" onClick={onClick}>
      {children}
    </button>
  );
}
