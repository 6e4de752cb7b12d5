import { useQuery } from "@tanstack/react-query";
import { getEngineStatus } from "../../api/system.ts";

const EVERY_MS = 5_000;

/** The engine's counters, workers and running generators, read every five seconds for whoever shows them. */
export function useEngine() {
  return useQuery({ queryKey: ["engine"], queryFn: ({ signal }) => getEngineStatus(signal), refetchInterval: EVERY_MS });
}
