import { type EventView, eventView, type StoredEvent } from "../../shared/events.ts";
import type { Publisher } from "./ports.ts";

export interface EventSampler {
  /** Shows committed events, in seq order. */
  push(events: readonly StoredEvent[]): void;
  /** Forgets what is not published yet. */
  stop(): void;
}

export interface EventSamplerOptions {
  readonly publisher: Pick<Publisher, "hasSubscribers" | "publishLive">;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Runs once after `ms`; returns how to call it off. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  /** Shortest time between two frames; 100 ms is 10 a second. */
  readonly intervalMs?: number;
  readonly itemsPerFrame?: number;
}

const CHANNEL = "events";

/** Feeds the live tail: the newest events of every interval, and how many were left out. Builds nothing for nobody. */
export function createEventSampler(options: EventSamplerOptions): EventSampler {
  const { publisher, now, schedule, intervalMs = 100, itemsPerFrame = 50 } = options;
  let newest: StoredEvent[] = [];
  let skipped = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;

  function reset(): void {
    newest = [];
    skipped = 0;
    cancel?.();
    cancel = undefined;
  }

  function flush(): void {
    cancel = undefined;
    const wait = lastAt + intervalMs - now();
    if (wait > 0) {
      cancel = schedule(flush, wait);
      return;
    }
    const items: EventView[] = publisher.hasSubscribers(CHANNEL) ? newest.map(eventView) : [];
    const data = { items, skipped };
    reset();
    if (items.length === 0) return;
    lastAt = now();
    publisher.publishLive(CHANNEL, CHANNEL, data);
  }

  return {
    push(events) {
      if (!publisher.hasSubscribers(CHANNEL)) return reset();
      const kept = [...newest, ...events.slice(-itemsPerFrame)].slice(-itemsPerFrame);
      skipped += newest.length + events.length - kept.length;
      newest = kept;
      if (newest.length > 0 && !cancel) flush();
    },
    stop: reset,
  };
}
