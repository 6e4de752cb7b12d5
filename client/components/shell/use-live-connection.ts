import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { tokenStore } from "../../api/token.ts";
import { rangeStart } from "../../lib/alert-filter.ts";
import { useRange } from "../../lib/navigation.ts";
import { type Live, startLive } from "../../live/live.ts";

/** One connection for as long as the same person is signed in; it reads the closed alerts of the chosen time range. */
export function useLiveConnection(): Live | undefined {
  const token = useStore(tokenStore, (state) => state.token);
  const [live, setLive] = useState<Live>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another token is another connection.
  useEffect(() => {
    const started = startLive();
    setLive(started);
    return () => started.stop();
  }, [token]);
  const [range] = useRange();
  useEffect(() => {
    const from = rangeStart(range, Date.now());
    live?.loadClosed(from === undefined ? undefined : new Date(from).toISOString());
  }, [live, range]);
  return live;
}
