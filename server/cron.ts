import { createTask, validate } from "node-cron";

/** Something that happens by the clock on the wall. */
export interface Cron {
  /** When it happens next, epoch ms; undefined when it never will again. */
  nextAt(): number | undefined;
  stop(): Promise<void>;
}

/** Whether it is an expression of five fields, or of six with seconds first. */
export function isCron(expression: string): boolean {
  return validate(expression);
}

/** Runs a task by a cron expression of five or six fields, in UTC, never twice at once. `run` must not reject. */
export function startCron(expression: string, run: () => Promise<void>): Cron {
  const task = createTask(expression, run, { timezone: "Etc/UTC", noOverlap: true });
  void task.start();
  return {
    nextAt: () => task.getNextRun()?.getTime(),
    stop: async () => {
      await task.destroy();
    },
  };
}
