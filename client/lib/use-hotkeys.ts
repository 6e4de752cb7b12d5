import { useEffect, useRef } from "react";

export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type)) return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Space and Enter belong to the button or link that has the focus. */
function belongsToControl(event: KeyboardEvent): boolean {
  return (
    (event.key === " " || event.key === "Enter") &&
    event.target instanceof HTMLElement &&
    event.target.closest("button, a, [role=menu]") !== null
  );
}

/** Whether a key is meant for something else: a field, a control, a dialog, a chord of the browser, or a handler before. */
export function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  return isTyping(event.target) || belongsToControl(event) || document.querySelector("dialog[open]") !== null;
}

/** Keys of a page, by `KeyboardEvent.key`; quiet while somebody types, and with a modifier. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isElsewhere(event)) latest.current[event.key]?.(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
