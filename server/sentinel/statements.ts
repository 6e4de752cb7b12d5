import { setTimeout as sleep } from "node:timers/promises";
import { QueryOverloadedError } from "../../db/ports.ts";
import type { RunPlan } from "./ports.ts";

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;
/** Together about ten seconds. */
const MOST_TRIES = 16;

async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof QueryOverloadedError) || tries === MOST_TRIES) throw error;
      await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    }
  }
}

/**
 * Runs at most so many plans at once, in the order in which they come: people who ask questions share the database with a scan. Where
 * they have taken all of it, the scan waits rather than fails.
 */
export function inTurn(run: RunPlan, atOnce: number): RunPlan {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (plan, maxRows) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await patiently(() => run(plan, maxRows));
    } finally {
      // Whoever waits takes the turn over; it is given back only when nobody does.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
