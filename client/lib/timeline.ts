import type { Alert } from "../../shared/alerts.ts";
import { formatDuration } from "../../shared/time.ts";
import { durationWords } from "./format.ts";

export interface TimelineEntry {
  /** Undefined where the alert says that it happened, not when. */
  readonly at: string | undefined;
  readonly kind: "opened" | "acknowledged" | "note" | "amended" | "resolved" | "retracted" | "assigned";
  readonly text: string;
  /** What a person wrote; shown as text only. */
  readonly body?: string;
}

function opening(alert: Alert): TimelineEntry[] {
  const window = Date.parse(alert.window.end) - Date.parse(alert.window.start);
  const again = alert.occurrences > 1 ? `, opened ${alert.occurrences} times` : "";
  return [{ at: alert.startedAt, kind: "opened", text: `Opened by a window of ${durationWords(formatDuration(window))}${again}` }];
}

/** What is known to have happened to an alert: the entries with a time, oldest first, then those without. */
export function timeline(alert: Alert): TimelineEntry[] {
  const dated: TimelineEntry[] = [
    ...opening(alert),
    ...alert.notes.map((note) => ({ at: note.at, kind: "note" as const, text: `Note by ${note.actor}`, body: note.text })),
    ...(alert.amended ?? []).map((change) => ({ at: change.at, kind: "amended" as const, text: "Amended", body: change.cause })),
  ];
  if (alert.resolvedAt !== undefined) {
    const kind = alert.status === "retracted" ? "retracted" : "resolved";
    dated.push({ at: alert.resolvedAt, kind, text: kind === "resolved" ? "Resolved" : "Retracted: its settled windows never breached" });
  }
  dated.sort((a, b) => ((a.at ?? "") < (b.at ?? "") ? -1 : 1));
  const undated: TimelineEntry[] = [];
  if (alert.acknowledgedBy !== undefined)
    undated.push({ at: undefined, kind: "acknowledged", text: `Acknowledged by ${alert.acknowledgedBy}` });
  if (alert.assignedTo !== undefined) undated.push({ at: undefined, kind: "assigned", text: `Assigned to ${alert.assignedTo}` });
  return [...dated, ...undated];
}
