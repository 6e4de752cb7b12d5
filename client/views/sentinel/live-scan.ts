import { createStore, type StoreApi } from "zustand/vanilla";
import { type Followed, followScan } from "../../api/sentinel.ts";
import { NOTHING_YET, type ScanProgress, withEvent } from "./scan-progress.ts";

export interface LiveScan {
  /** Undefined while none is watched. */
  readonly progress: ScanProgress | undefined;
  /** Why it can no longer be watched. */
  readonly error: unknown;
}

export interface ScanWatcher {
  readonly state: StoreApi<LiveScan>;
  /** Watches a new scan, or one that runs from its beginning. */
  watch(followed: Followed): void;
  /** Shows what is stored instead; the scan itself goes on. */
  leave(): void;
}

type Follow = typeof followScan;

/** Watches one scan at a time. `ended` is told when it is over. */
export function createScanWatcher(ended: (progress: ScanProgress) => void, follow: Follow = followScan): ScanWatcher {
  const state = createStore<LiveScan>(() => ({ progress: undefined, error: undefined }));
  let controller = new AbortController();

  const read = async (followed: Followed, signal: AbortSignal): Promise<void> => {
    try {
      for await (const event of follow(followed, signal)) {
        if (signal.aborted) return;
        const progress = withEvent(state.getState().progress ?? NOTHING_YET, event);
        state.setState({ progress });
        if (progress.state !== "running") ended(progress);
      }
    } catch (error) {
      if (!signal.aborted) state.setState({ error });
    }
  };

  const leave = () => {
    controller.abort();
    controller = new AbortController();
    state.setState({ progress: undefined, error: undefined });
  };

  return {
    state,
    leave,
    watch(followed) {
      leave();
      state.setState({ progress: NOTHING_YET });
      void read(followed, controller.signal);
    },
  };
}
