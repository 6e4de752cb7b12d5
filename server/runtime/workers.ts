import type { WorkerStore } from "../../db/ports.ts";
import { type Job, repeatedly, type Schedule } from "../schedule.ts";

const BEAT_MS = 5_000;
/** A worker that was killed is shown as stale for a while before it is forgotten. */
const FORGET_MS = 5 * 60_000;

export interface HeartbeatOptions {
  readonly workers: WorkerStore;
  readonly id: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly onError: (message: string, error: unknown) => void;
}

/** Keeps this process among the workers: entered at the start, seen every few seconds, taken out at the end. */
export function createHeartbeat({ workers, id, startedAt, now, schedule, onError }: HeartbeatOptions): Job {
  let repetition: { stop(): Promise<void> } | undefined;
  const beat = async (): Promise<void> => {
    try {
      await workers.beat({ id, startedAt, heartbeatAt: now() });
      await workers.forget(now() - FORGET_MS);
    } catch (error) {
      onError("the worker's heartbeat could not be stored", error);
    }
  };
  return {
    async start() {
      await beat();
      repetition = repeatedly({ schedule, run: beat, firstMs: BEAT_MS, nextMs: () => BEAT_MS });
    },
    async stop() {
      await repetition?.stop();
      if (!repetition) return;
      await workers.leave(id).catch((error: unknown) => onError("the worker could not be taken out", error));
    },
  };
}
