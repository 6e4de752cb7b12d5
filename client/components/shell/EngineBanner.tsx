import { Play } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { plural } from "../../lib/format.ts";
import { connectionStore } from "../../stores/connection.ts";
import { Button } from "../ui/Button.tsx";
import { useCanOperate } from "./session.ts";
import { useEngineControl } from "./use-engine-control.ts";

/** On every page while the engine does not evaluate: no alert will open, however bad things are. */
export function EngineBanner() {
  const status = useStore(connectionStore, (state) => state.status);
  const canOperate = useCanOperate();
  const control = useEngineControl();
  const [isAsked, setAsked] = useState(false);
  if (!status || status.state === "running") return null;
  const waiting = `${plural(status.pending, "event")} ${status.pending === 1 ? "waits" : "wait"}`;
  if (status.state === "recovering") {
    return (
      <p className="banner" role="status">
        The engine is recovering from its log; alerts may be late. {waiting}.
      </p>
    );
  }
  const resume = async () => {
    setAsked(true);
    await control("resume");
    setAsked(false);
  };
  return (
    <div className="banner banner-action" role="status">
      <span>
        <strong>The engine is paused.</strong> Events are taken and kept, but nothing is evaluated and no alert opens. {waiting}.
      </span>
      {canOperate ? (
        <Button className="button-small" disabled={isAsked} onClick={resume}>
          <Play size={12} aria-hidden="true" />
          Resume the engine
        </Button>
      ) : null}
    </div>
  );
}
