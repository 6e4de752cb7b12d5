import { createStore } from "zustand/vanilla";
import { type Alert, OPEN_STATUSES } from "../../shared/alerts.ts";
import type { ApiProblem } from "../api/problem.ts";

export interface AlertsState {
  readonly byId: ReadonlyMap<string, Alert>;
  /** `first`: nothing read yet. `partial`: rows are shown, more pages are on their way. */
  readonly loading: "first" | "partial" | "done";
  readonly problem: ApiProblem | undefined;
}

/** Closed alerts beyond this are forgotten, the longest closed first; the history keeps them. */
export const MAX_CLOSED = 5_000;

export const emptyAlerts: AlertsState = { byId: new Map(), loading: "first", problem: undefined };

export const alertsStore = createStore<AlertsState>(() => emptyAlerts);

export function isOpen(alert: Alert): boolean {
  return OPEN_STATUSES.has(alert.status);
}

/** Fired and not over: what the figures and the status sentence count. */
export function isActive(alert: Alert): boolean {
  return alert.status === "firing" || alert.status === "acknowledged";
}

/** When an alert last counted for something: now, while it is open. */
function closedAt(alert: Alert): string {
  return alert.resolvedAt ?? alert.lastSeenAt;
}

function prune(byId: Map<string, Alert>): void {
  const closed = [...byId.values()].filter((alert) => !isOpen(alert));
  if (closed.length <= MAX_CLOSED) return;
  closed.sort((a, b) => (closedAt(a) < closedAt(b) ? -1 : 1));
  for (const alert of closed.slice(0, closed.length - MAX_CLOSED)) byId.delete(alert.id);
}

/** Takes alerts in; one whose revision is not higher than the known one changes nothing. */
export function mergeAlerts(known: ReadonlyMap<string, Alert>, alerts: readonly Alert[]): ReadonlyMap<string, Alert> {
  let next: Map<string, Alert> | undefined;
  for (const alert of alerts) {
    const current = (next ?? known).get(alert.id);
    if (current && current.revision >= alert.revision) continue;
    next ??= new Map(known);
    next.set(alert.id, alert);
  }
  if (!next) return known;
  if (next.size > MAX_CLOSED) prune(next);
  return next;
}

export function applyAlerts(alerts: readonly Alert[]): void {
  const { byId } = alertsStore.getState();
  const next = mergeAlerts(byId, alerts);
  if (next !== byId) alertsStore.setState({ byId: next });
}
