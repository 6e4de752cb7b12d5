import type { Schedule } from "../schedule.ts";

export interface HandSchedule {
  readonly schedule: Schedule;
  /** Runs what waits for so many ms; throws when nothing does. */
  fire(ms: number): void;
  /** The delays that wait, ascending. */
  waiting(): number[];
}

/** Timers that go off when a test says so. */
export function createHandSchedule(): HandSchedule {
  const timers = new Set<{ readonly ms: number; readonly run: () => void }>();
  return {
    schedule(run, ms) {
      const timer = { ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    fire(ms) {
      const due = [...timers].filter((timer) => timer.ms === ms);
      if (due.length === 0) throw new Error(`nothing waits for ${ms} ms`);
      for (const timer of due) {
        timers.delete(timer);
        timer.run();
      }
    },
    waiting: () => [...timers].map(({ ms }) => ms).sort((a, b) => a - b),
  };
}
