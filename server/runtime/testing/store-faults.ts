import type { AppDatabase } from "../../../db/ports.ts";

/** An app database whose commits fail on demand. */
export interface StoreFaults {
  readonly app: AppDatabase;
  /** The next commits of effects that fail. */
  failCommits(count: number): void;
  /** From here on nothing is written and nothing answers, as for a process that has been killed; resolves when no write is under way. */
  kill(): Promise<void>;
}

export function createStoreFaults(real: AppDatabase): StoreFaults {
  let failing = 0;
  let dead = false;
  const running = new Set<Promise<unknown>>();
  const guarded = <T>(write: () => Promise<T>): Promise<T> => {
    if (dead) return new Promise<T>(() => {});
    const written = write();
    running.add(written);
    return written.finally(() => running.delete(written));
  };
  const { effects, checkpoints } = real;
  return {
    app: {
      ...real,
      effects: {
        progress: () => effects.progress(),
        commit: (commit) => {
          if (!dead && failing-- > 0) return Promise.reject(new Error("the app database is locked"));
          return guarded(() => effects.commit(commit));
        },
      },
      checkpoints: {
        latest: () => checkpoints.latest(),
        newest: () => checkpoints.newest(),
        save: (checkpoint) => guarded(() => checkpoints.save(checkpoint)),
      },
    },
    failCommits(count) {
      failing = count;
    },
    async kill() {
      dead = true;
      await Promise.allSettled(running);
    },
  };
}
