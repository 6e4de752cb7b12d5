import { type Job, repeatedly, type Schedule } from "../../schedule.ts";
import { type Checked, healthReport } from "./health-report.ts";

const PROBE_MS = 15_000;

export interface DependencyProbeOptions {
  readonly services: Checked;
  readonly schedule: Schedule;
  readonly onError: (message: string, error: unknown) => void;
}

/** Asks the dependencies now and then, so that what is said of their past does not hang on somebody asking. */
export function createDependencyProbe({ services, schedule, onError }: DependencyProbeOptions): Job {
  let repetition: { stop(): Promise<void> } | undefined;
  const run = async (): Promise<void> => {
    await healthReport(services).catch((error: unknown) => onError("the dependencies could not be asked", error));
  };
  return {
    async start() {
      repetition = repeatedly({ schedule, run, firstMs: PROBE_MS, nextMs: () => PROBE_MS });
    },
    async stop() {
      await repetition?.stop();
    },
  };
}
