import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { EventView } from "../../../shared/events.ts";
import { tailStore } from "../../stores/tail.ts";

export interface HeldTail {
  /** The live tail, or the tail as it was when it was held. */
  readonly items: readonly EventView[];
  /** Events that went by since, those left out of the sample included. */
  readonly passed: number;
}

/** The tail, which stands still while it is held; what comes meanwhile is counted. */
export function useHeldTail(isHeld: boolean): HeldTail {
  const { items, passed } = useStore(tailStore);
  const [base, setBase] = useState<{ items: readonly EventView[]; passed: number }>();
  const latest = useRef({ items, passed });
  useEffect(() => {
    latest.current = { items, passed };
  });
  useEffect(() => setBase(isHeld ? latest.current : undefined), [isHeld]);
  return base && isHeld ? { items: base.items, passed: passed - base.passed } : { items, passed: 0 };
}
