import { createStore } from "zustand/vanilla";
import { uiStore } from "../stores/ui.ts";

/** The theme in force, with `system` resolved; charts draw on canvas and must know. */
export const themeStore = createStore<{ theme: "dark" | "light" }>(() => ({ theme: "dark" }));

/** Writes the chosen theme to the document and keeps it there, whether the person or the system changes it. */
export function followTheme(): void {
  const light = window.matchMedia("(prefers-color-scheme: light)");
  const write = () => {
    const chosen = uiStore.getState().theme;
    const theme = chosen === "system" ? (light.matches ? "light" : "dark") : chosen;
    document.documentElement.dataset.theme = theme;
    themeStore.setState({ theme });
  };
  uiStore.subscribe(write);
  light.addEventListener("change", write);
  write();
}

/** The value of a token of the theme, such as `--accent`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
