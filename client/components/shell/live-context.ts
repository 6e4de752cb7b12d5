import { createContext, useContext } from "react";
import type { Live } from "../../live/live.ts";

export const LiveContext = createContext<Live | undefined>(undefined);

/** The running connection; undefined for the one render before it is opened. */
export function useLive(): Live | undefined {
  return useContext(LiveContext);
}
