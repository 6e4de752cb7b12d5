import { Pause, Play, RotateCw } from "lucide-react";
import { useState } from "react";
import type { EngineStatus } from "../../../shared/api.ts";
import type { EngineAction } from "../../../shared/control.ts";
import { useCanOperate } from "../../components/shell/session.ts";
import { useEngineControl } from "../../components/shell/use-engine-control.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Modal } from "../../components/ui/Modal.tsx";

/** Pausing blinds everybody, so it is asked for twice. */
function PauseDialog({ onPause, onClose }: { onPause: () => void; onClose: () => void }) {
  return (
    <Modal label="Pause the engine" onClose={onClose} className="dialog">
      <h2 className="shortcuts-title">Pause the engine?</h2>
      <p>
        Events are still taken and kept, but nothing is evaluated: no alert opens or resolves for anybody until it is resumed. It then works
        off what has come in meanwhile.
      </p>
      <footer className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" onClick={onPause}>
          Pause for everybody
        </Button>
      </footer>
    </Modal>
  );
}

/** Pauses, resumes and reloads the engine. */
export function EngineControl({ state }: { state: EngineStatus["state"] | undefined }) {
  const canOperate = useCanOperate();
  const control = useEngineControl();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const run = async (action: EngineAction) => {
    setAsking(false);
    setBusy(true);
    await control(action);
    setBusy(false);
  };
  const disabled = !canOperate || isBusy;
  return (
    <>
      {canOperate ? null : <span className="muted">Controlling the engine needs the role operator.</span>}
      <Button disabled={disabled} onClick={() => run("reload")}>
        <RotateCw size={14} aria-hidden="true" />
        Reload the metrics
      </Button>
      {state === "paused" ? (
        <Button variant="primary" disabled={disabled} onClick={() => run("resume")}>
          <Play size={14} aria-hidden="true" />
          Resume the engine
        </Button>
      ) : (
        <Button disabled={disabled || state !== "running"} onClick={() => setAsking(true)}>
          <Pause size={14} aria-hidden="true" />
          Pause the engine
        </Button>
      )}
      {isAsking ? <PauseDialog onPause={() => run("pause")} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
