import { useEffect } from "react";
import { lazyPart, preloadParts } from "../../lib/lazy-part.tsx";
import { useHotkeys } from "../../lib/use-hotkeys.ts";
import { Modal } from "../ui/Modal.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Shortcuts } from "./Shortcuts.tsx";

export type Overlay = "palette" | "shortcuts" | undefined;

const Palette = lazyPart(() => import("./Palette.tsx").then((module) => module.Palette));

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
  useEffect(preloadParts, []);
  if (shown === "shortcuts") return <Shortcuts onClose={close} />;
  if (shown === undefined) return null;
  return (
    // Open at once, before its content is there: a key pressed meanwhile must not act on what lies below.
    <Modal label="Go to" onClose={close} className="palette">
      <ErrorBoundary>
        <Palette onClose={close} />
      </ErrorBoundary>
    </Modal>
  );
}
