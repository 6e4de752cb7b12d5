import { type Alert, type AlertAction, OPEN_STATUSES } from "../../../shared/alerts.ts";
import { ApiError } from "../../http/api-error.ts";
import type { Services } from "../services.ts";
import { existingAlert } from "./existing-alert.ts";

type Actors = Pick<Services, "app" | "runtime">;

/** Why the alert's state does not allow the action; undefined when it does. */
function objection(alert: Alert, { action }: AlertAction, actor: string): string | undefined {
  if (action === "note" || action === "assign") return undefined;
  if (!OPEN_STATUSES.has(alert.status)) return `The alert is ${alert.status}.`;
  if (action === "acknowledge" && alert.status === "acknowledged" && alert.acknowledgedBy !== actor) {
    return `The alert was acknowledged by ${alert.acknowledgedBy ?? "somebody else"}.`;
  }
  return undefined;
}

/** Whether the action is visible in the alert; it may have closed by itself in between. */
function took(alert: Alert, { action }: AlertAction, actor: string): boolean {
  if (action === "acknowledge") return alert.acknowledgedBy === actor;
  return action !== "resolve" || !OPEN_STATUSES.has(alert.status);
}

/**
 * Does something to an alert by way of the log, and returns the alert as it is afterwards.
 * Throws `not_found`, or `conflict` when its state does not allow it.
 */
export async function actOnAlert({ app, runtime }: Actors, alertId: string, action: AlertAction, actor: string): Promise<Alert> {
  const before = await existingAlert(app.alerts, alertId);
  const reason = objection(before, action, actor);
  if (reason !== undefined) throw new ApiError("conflict", reason);
  await runtime.submit({ kind: "alert.action", alertId, action, actor });
  const after = await existingAlert(app.alerts, alertId);
  if (!took(after, action, actor)) throw new ApiError("conflict", `The alert has become ${after.status} meanwhile.`);
  return after;
}
