import { type FormEvent, useState } from "react";
import type { Alert } from "../../../shared/alerts.ts";
import { addNote, assign } from "../../api/alerts.ts";
import { useCanOperate, useSession } from "../../components/shell/session.ts";
import { Button } from "../../components/ui/Button.tsx";
import { applyAlerts } from "../../stores/alerts.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";

/** Sends a change of the alert; says whether it worked, keeping what was typed when it did not. */
function useChange() {
  const [isBusy, setBusy] = useState(false);
  const change = async (what: string, done: string, send: () => Promise<Alert>): Promise<boolean> => {
    setBusy(true);
    try {
      applyAlerts([await send()]);
      showToast({ tone: "ok", text: done });
      return true;
    } catch (error) {
      showProblem(what, error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, change };
}

function NoteForm({ alert }: { alert: Alert }) {
  const [text, setText] = useState("");
  const { isBusy, change } = useChange();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await change("Could not add the note", "Note added", () => addNote(alert.id, text.trim()))) setText("");
  };
  return (
    <form className="note-form" onSubmit={submit}>
      <label htmlFor="note" className="muted">
        Note
      </label>
      <textarea id="note" rows={2} maxLength={4_000} value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" disabled={isBusy || text.trim() === ""}>
        Add note
      </Button>
    </form>
  );
}

function AssignForm({ alert }: { alert: Alert }) {
  const { actor } = useSession();
  const [name, setName] = useState(alert.assignedTo ?? "");
  const { isBusy, change } = useChange();
  const give = (to: string) => change("Could not assign", `Assigned to ${to}`, () => assign(alert.id, to));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void give(name.trim());
  };
  const takeOver = () => {
    setName(actor);
    void give(actor);
  };
  return (
    <form className="assign-form" onSubmit={submit}>
      <label htmlFor="assignee" className="muted">
        Owner
      </label>
      <div className="assign-row">
        <span className="field assign-field">
          <input id="assignee" maxLength={200} placeholder="Name" value={name} onChange={(event) => setName(event.target.value)} />
        </span>
        <Button type="submit" disabled={isBusy || name.trim() === "" || name.trim() === alert.assignedTo}>
          Assign
        </Button>
        <Button disabled={isBusy || alert.assignedTo === actor} onClick={takeOver}>
          Assign to me
        </Button>
      </div>
    </form>
  );
}

/** Notes and owner; only for those who may change alerts. */
export function Discussion({ alert }: { alert: Alert }) {
  const canOperate = useCanOperate();
  return (
    <section aria-labelledby="discussion-title">
      <h3 id="discussion-title" className="drawer-heading">
        Notes and owner
      </h3>
      {canOperate ? (
        <>
          <NoteForm alert={alert} />
          <AssignForm alert={alert} />
        </>
      ) : (
        <p className="muted">Your role may only read. Notes and owners need the role operator.</p>
      )}
    </section>
  );
}
