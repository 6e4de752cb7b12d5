import { X } from "lucide-react";
import { Button, IconButton } from "../../components/ui/Button.tsx";
import { alertTitle } from "../../lib/alert-text.ts";
import { plural } from "../../lib/format.ts";
import { alertsStore } from "../../stores/alerts.ts";
import type { AlertActions } from "./use-alert-actions.ts";

/** Actions on the selection, and for each alert what could not be done. */
export function BulkBar({ selected, actions, onClear }: { selected: readonly string[]; actions: AlertActions; onClear: () => void }) {
  const { failures, isBusy, canOperate } = actions;
  if (selected.length === 0 && failures.length === 0) return null;
  return (
    <section className="bulk" aria-label="Selection">
      {selected.length > 0 ? (
        <div className="bulk-row">
          <span className="strong">{plural(selected.length, "alert")} selected</span>
          <Button variant="primary" disabled={isBusy || !canOperate} onClick={() => actions.run("acknowledge", selected)}>
            Acknowledge <kbd className="kbd bulk-kbd">e</kbd>
          </Button>
          <Button disabled={isBusy || !canOperate} onClick={() => actions.run("resolve", selected)}>
            Resolve <kbd className="kbd">r</kbd>
          </Button>
          <Button variant="quiet" onClick={onClear}>
            Clear selection
          </Button>
        </div>
      ) : null}
      {failures.length > 0 ? (
        <div className="bulk-failures" role="alert">
          <div className="bulk-row">
            <span className="strong">{plural(failures.length, "alert")} could not be changed</span>
            <IconButton label="Dismiss" onClick={actions.dismissFailures}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          </div>
          <ul>
            {failures.map((failure) => {
              const alert = alertsStore.getState().byId.get(failure.id);
              return (
                <li key={failure.id} className="clip">
                  {alert ? alertTitle(alert) : failure.id}: <span className="muted">{failure.detail ?? failure.code}</span>
                </li>
              );
            })}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
