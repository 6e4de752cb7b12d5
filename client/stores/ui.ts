import { createStore } from "zustand/vanilla";

export type Theme = "dark" | "light" | "system";
export type Zone = "local" | "utc";

export interface UiState {
  readonly theme: Theme;
  readonly zone: Zone;
  /** Lists hold still everywhere until resumed; the connection stays. */
  readonly paused: boolean;
}

const KEY = "crowsnest.preferences";

function remembered(): { theme: Theme; zone: Zone } {
  try {
    const kept = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? "{}") as { theme?: unknown; zone?: unknown };
    return {
      theme: kept.theme === "dark" || kept.theme === "light" ? kept.theme : "system",
      zone: kept.zone === "utc" ? "utc" : "local",
    };
  } catch {
    return { theme: "system", zone: "local" };
  }
}

export const uiStore = createStore<UiState>(() => ({ ...remembered(), paused: false }));

uiStore.subscribe(({ theme, zone }) => {
  globalThis.localStorage?.setItem(KEY, JSON.stringify({ theme, zone }));
});

export function togglePaused(): void {
  uiStore.setState((state) => ({ paused: !state.paused }));
}
