import { createStore } from "zustand/vanilla";
import type { StatusFrame } from "../../shared/socket.ts";
import type { Link } from "../live/connection-state.ts";

/** How the last loss of the line ended. */
export type Recovery = { readonly kind: "caught-up"; readonly changes: number } | { readonly kind: "gap" };

export interface ConnectionStore {
  readonly link: Link;
  /** The last heartbeat; stale once its age says so. */
  readonly status: StatusFrame | undefined;
  readonly recovery: (Recovery & { readonly at: number }) | undefined;
}

export const connectionStore = createStore<ConnectionStore>(() => ({
  link: {
    transport: "down",
    openedAt: Date.now(),
    lastBeatAt: undefined,
    online: globalThis.navigator?.onLine ?? true,
  },
  status: undefined,
  recovery: undefined,
}));

export function updateLink(change: Partial<Link>): void {
  connectionStore.setState((state) => ({ link: { ...state.link, ...change } }));
}

export function noteRecovery(recovery: Recovery): void {
  connectionStore.setState({ recovery: { ...recovery, at: Date.now() } });
}
