import { useSyncExternalStore } from "react";

const narrow = globalThis.matchMedia?.("(max-width: 860px)");

function subscribe(listener: () => void): () => void {
  narrow?.addEventListener("change", listener);
  return () => narrow?.removeEventListener("change", listener);
}

/** Whether the window is so narrow that tables keep only their most important columns; the same width as in the style sheets. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow?.matches ?? false);
}
