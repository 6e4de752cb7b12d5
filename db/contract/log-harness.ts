import { afterEach, beforeEach } from "vitest";
import type { EventLog } from "../ports.ts";

export interface LogOptions {
  readonly now: () => number;
  readonly queueEvents?: number | undefined;
}

/** What a dialect gives the log's suites: one place to keep a log in, which can be opened again after a close. */
export interface LogPlace {
  open(options: LogOptions): Promise<EventLog>;
  remove(): Promise<void>;
}

/** Sets a place up for each test and closes what the test left open. */
export function useLogPlace(make: () => Promise<LogPlace>): { open(options?: Partial<LogOptions>): Promise<EventLog> } {
  let place: LogPlace;
  const opened: EventLog[] = [];
  beforeEach(async () => {
    place = await make();
  });
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close();
    await place.remove();
  });
  return {
    open: async (options = {}) => {
      const log = await place.open({ now: () => 1_000, ...options });
      opened.push(log);
      return log;
    },
  };
}
