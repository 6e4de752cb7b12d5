/** Runs something once, later; the function returned calls it off. */
export type Schedule = (run: () => void, ms: number) => () => void;

/** By the process's own timers. */
export const schedule: Schedule = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export interface Repetition {
  readonly schedule: Schedule;
  /** Must not reject. */
  readonly run: () => Promise<void>;
  readonly firstMs: number;
  /** Asked after each run. */
  readonly nextMs: () => number;
}

/** Runs a task again and again, never twice at once. `stop` calls the next one off and waits for the one under way. */
export function repeatedly({ schedule, run, firstMs, nextMs }: Repetition): { stop(): Promise<void> } {
  let under: Promise<void> = Promise.resolve();
  let stopped = false;
  const again = (ms: number): (() => void) =>
    schedule(() => {
      under = run().finally(() => {
        if (!stopped) cancel = again(nextMs());
      });
    }, ms);
  let cancel = again(firstMs);
  return {
    stop() {
      stopped = true;
      cancel();
      return under;
    },
  };
}

/** Something that goes on beside the requests for as long as the server runs. */
export interface Job {
  start(): Promise<void>;
  stop(): Promise<void>;
}
