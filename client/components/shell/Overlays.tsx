import { lazy, Suspense, useEffect } from "react";
import { useHotkeys } from "../../lib/use-hotkeys.ts";
import { Modal } from "../ui/Modal.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Shortcuts } from "./Shortcuts.tsx";

export type Overlay = "palette" | "shortcuts" | undefined;

const loadPalette = () => import("./Palette.tsx");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const PRELOAD_MS = 2_000;

/** Ctrl+K (or Command+K) works everywhere, in fields too. */
function usePaletteKey(toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      toggle();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}

/** The palette and the list of shortcuts, and the keys that open them. */
export function Overlays({ shown, onShow }: { shown: Overlay; onShow: (overlay: Overlay) => void }) {
  const close = () => onShow(undefined);
  usePaletteKey(() => onShow(shown === "palette" ? undefined : "palette"));
  useHotkeys({ "?": () => onShow("shortcuts") });
  useEffect(() => {
    // Without a server it is loaded when it is opened.
    const preload = setTimeout(() => loadPalette().catch(() => undefined), PRELOAD_MS);
    return () => clearTimeout(preload);
  }, []);
  if (shown === "shortcuts") return <Shortcuts onClose={close} />;
  if (shown === undefined) return null;
  return (
    // Open at once, before its content is there: a key pressed meanwhile must not act on what lies below.
    <Modal label="Go to" onClose={close} className="palette">
      <ErrorBoundary>
        <Suspense>
          <Palette onClose={close} />
        </Suspense>
      </ErrorBoundary>
    </Modal>
  );
}
