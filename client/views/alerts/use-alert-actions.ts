import { useState } from "react";
import type { Alert } from "../../../shared/alerts.ts";
import { acknowledge, type BulkResult, bulk, resolve } from "../../api/alerts.ts";
import { useCanOperate } from "../../components/shell/session.ts";
import { alertTitle } from "../../lib/alert-text.ts";
import { plural } from "../../lib/format.ts";
import { alertsStore, applyAlerts } from "../../stores/alerts.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";

export type Action = "acknowledge" | "resolve";

const DONE: Readonly<Record<Action, string>> = { acknowledge: "Acknowledged", resolve: "Resolved" };

export interface AlertActions {
  /** Whether the person's role allows it. */
  readonly canOperate: boolean;
  readonly isBusy: boolean;
  /** What could not be done of the last bulk action, by alert. */
  readonly failures: readonly BulkResult[];
  dismissFailures(): void;
  run(action: Action, ids: readonly string[]): Promise<void>;
}

function titleOf(id: string): string {
  const alert = alertsStore.getState().byId.get(id);
  return alert ? alertTitle(alert) : id;
}

async function runOne(action: Action, id: string): Promise<void> {
  const changed: Alert = await (action === "acknowledge" ? acknowledge(id) : resolve(id));
  applyAlerts([changed]);
  showToast({ tone: "ok", text: `${DONE[action]}: ${titleOf(id)}` });
}

/** Acts on many; the changed alerts arrive by the channel like everybody's. Returns what failed. */
async function runMany(action: Action, ids: readonly string[]): Promise<BulkResult[]> {
  const results = await bulk(action, ids);
  const failed = results.filter((result) => !result.ok);
  const done = results.length - failed.length;
  if (done > 0) showToast({ tone: "ok", text: `${DONE[action]}: ${plural(done, "alert")}` });
  return failed;
}

export function useAlertActions(): AlertActions {
  const canOperate = useCanOperate();
  const [isBusy, setBusy] = useState(false);
  const [failures, setFailures] = useState<readonly BulkResult[]>([]);
  const run = async (action: Action, ids: readonly string[]): Promise<void> => {
    const [first] = ids;
    if (first === undefined || isBusy) return;
    if (!canOperate) {
      showToast({ tone: "info", text: "Your role may only read. Acknowledging and resolving need the role operator." });
      return;
    }
    setBusy(true);
    try {
      setFailures([]);
      if (ids.length === 1) await runOne(action, first);
      else setFailures(await runMany(action, ids));
    } catch (error) {
      showProblem(`Could not ${action}`, error);
    } finally {
      setBusy(false);
    }
  };
  return { canOperate, isBusy, failures, dismissFailures: () => setFailures([]), run };
}
