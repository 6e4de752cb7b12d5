import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteApp } from "../../../db/database.ts";
import { openSqliteLog } from "../../../db/log/sqlite-log.ts";
import type { EventLog } from "../../../db/ports.ts";
import type { Ledger } from "../../../shared/events.ts";
import type { Runtime } from "../ports.ts";
import { createRuntime } from "../runtime.ts";
import { createStoreFaults, type StoreFaults } from "./store-faults.ts";

export const LATENESS_MS = 5_000;
/** Small, so that a few appends at once overrun it. */
const QUEUE_EVENTS = 24;

interface Node {
  readonly log: EventLog;
  readonly runtime: Runtime;
  readonly faults: StoreFaults;
}

/** A log and an engine on real files, with a clock that is set by hand and faults that are made on purpose. */
export interface LedgerRig {
  /** Epoch ms; what commits are stamped with. */
  now(): number;
  advance(ms: number): void;
  node(): Node;
  ledger(): Ledger;
  /** Whether the log takes appends; resolves once it has noticed. */
  setDisk(full: boolean): Promise<void>;
  /** Ends the node as a server ends, with a checkpoint, or as a kill does, and starts the next on the same files. */
  restart(gracefully: boolean): Promise<void>;
  remove(): Promise<void>;
}

export async function createLedgerRig(): Promise<LedgerRig> {
  const folder = await mkdtemp(join(tmpdir(), "crowsnest-ledger-"));
  const app = await openSqliteApp({ file: join(folder, "app.sqlite") });
  let clock = Date.UTC(2026, 0, 5, 12);
  let full = false;
  const now = () => clock;
  const start = async (): Promise<Node> => {
    const log = await openSqliteLog({
      file: join(folder, "log.sqlite"),
      now,
      queueEvents: QUEUE_EVENTS,
      minFreeBytes: 1,
      ballastBytes: 0,
      checkEveryMs: 5,
      freeSpace: async () => (full ? 0 : 1_000),
    });
    const faults = createStoreFaults(app);
    const runtime = createRuntime({
      log,
      app: faults.app,
      publisher: {
        publishStored: () => {},
        publishLive: () => {},
        connections: () => 0,
        hasSubscribers: () => false,
        subscribedChannels: () => [],
      },
      now,
      latenessMs: LATENESS_MS,
      tail: () => {},
      onError: () => {},
    });
    await runtime.start();
    return { log, runtime, faults };
  };
  let node = await start();
  const end = async (gracefully: boolean): Promise<void> => {
    const { log, runtime, faults } = node;
    if (gracefully) await runtime.stop();
    else {
      await faults.kill();
      // Ends its timers; what it waits for is never answered.
      void runtime.stop();
    }
    await log.close();
  };
  return {
    now,
    advance(ms) {
      clock += ms;
    },
    node: () => node,
    ledger: () => node.runtime.status().ledger,
    async setDisk(isFull) {
      full = isFull;
      const { log } = node;
      while ((log.health() === "full") !== isFull) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    async restart(gracefully) {
      await end(gracefully);
      node = await start();
    },
    async remove() {
      await end(false);
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
