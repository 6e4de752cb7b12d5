import type { Group } from "../../../shared/alerts.ts";
import type { StoredEvent } from "../../../shared/events.ts";
import type { MetricInput } from "../../../shared/metrics.ts";
import { createEngine } from "../../../streams/engine.ts";
import type { EngineEffect } from "../../../streams/ports.ts";
import type { TimedEvent } from "../generate.ts";

const BATCH_MS = 100;
const START = 1_700_000_000_000;

/** What the log makes of an event; what it refuses or knows already never gets there. */
function stored({ event }: TimedEvent, seq: number, at: number): StoredEvent {
  return {
    seq,
    at,
    id: event.id,
    type: event.type,
    source: event.source,
    timestamp: Number(event.timestamp),
    severity: event.severity ?? null,
    value: event.value ?? null,
    userId: event.userId ?? null,
    attributes: event.attributes ?? null,
  };
}

/** The alerts that the real engine fires on a story that begins at {@link START}, up to `endMs` after it, and how many events came late. */
export function engineAlerts(
  metrics: readonly MetricInput[],
  events: readonly TimedEvent[],
  endMs: number,
): { alerts: { metricName: string; group: Group }[]; late: number } {
  const engine = createEngine({ latenessMs: 30_000, uuid: (name) => name });
  const fired = new Map<string, { metricName: string; group: Group }>();
  let late = 0;
  const take = (effects: readonly EngineEffect[]) => {
    for (const effect of effects) {
      if (effect.kind === "counted") late += effect.late;
      if (effect.kind !== "alert" || effect.alert.status !== "firing") continue;
      fired.set(effect.alert.id, { metricName: effect.alert.metricName, group: effect.alert.group });
    }
  };
  const iso = new Date(START).toISOString();
  metrics.forEach((input, index) => {
    const metric = { ...input, id: `m-${String(index).padStart(2, "0")}`, version: 1, createdAt: iso, updatedAt: iso };
    take(engine.step({ kind: "metric.put", at: START, metric, actor: "test" }));
  });
  const seen = new Set<string>();
  let next = 0;
  for (let fromMs = 0; fromMs < endMs; fromMs += BATCH_MS) {
    const at = START + fromMs + BATCH_MS;
    const batch: StoredEvent[] = [];
    for (let each = events[next]; each && each.offsetMs < fromMs + BATCH_MS; each = events[++next]) {
      if (each.refused || seen.has(each.event.id)) continue;
      seen.add(each.event.id);
      batch.push(stored(each, seen.size, at));
    }
    take(engine.step(batch.length > 0 ? { kind: "events", at, events: batch } : { kind: "tick", at }));
  }
  return { alerts: [...fired.values()], late };
}
