import { useQueryClient } from "@tanstack/react-query";
import type { EngineAction } from "../../../shared/control.ts";
import { controlEngine } from "../../api/system.ts";
import { showProblem, showToast } from "../../stores/toasts.ts";

const DONE: Readonly<Record<EngineAction, string>> = {
  pause: "The engine is paused",
  resume: "The engine is running again",
  reload: "The metrics were read again",
};

/** Pauses, resumes or reloads the engine, and tells what came of it. */
export function useEngineControl(): (action: EngineAction) => Promise<void> {
  const client = useQueryClient();
  return async (action) => {
    try {
      client.setQueryData(["engine"], await controlEngine(action));
      showToast({ tone: "ok", text: DONE[action] });
    } catch (error) {
      showProblem(`Could not ${action} the engine`, error);
    }
  };
}
