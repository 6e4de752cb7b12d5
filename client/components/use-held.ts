import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { type Held, hold } from "../stores/held.ts";
import { uiStore } from "../stores/ui.ts";

/**
 * A list that holds still while somebody is on it or the console is paused. `letGo` takes the waiting rows in once,
 * whatever the freeze says.
 */
export function useHeld<T extends { readonly id: string }>(
  wanted: readonly T[],
  isTouched: boolean,
  lookup: (id: string) => T | undefined,
): Held<T> & { readonly letGo: () => void } {
  const paused = useStore(uiStore, (state) => state.paused);
  const shown = useRef<readonly T[]>(wanted);
  const [releases, setReleases] = useState(0);
  const released = useRef(0);
  // A list that has nothing yet has no order to keep.
  const isFrozen = (paused || isTouched) && shown.current.length > 0 && released.current === releases;
  const held = hold(shown.current, wanted, isFrozen, lookup);
  useEffect(() => {
    shown.current = held.rows;
    released.current = releases;
  });
  return { ...held, letGo: () => setReleases((count) => count + 1) };
}
