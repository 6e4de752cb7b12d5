import type { StoredEvent } from "../shared/events.ts";
import type { LogEntry } from "../shared/log.ts";
import type { Engine } from "./engine.ts";
import type { EngineEffect, EngineInput } from "./ports.ts";

/** An engine input together with the log position it brings the engine to. */
export interface PlacedInput {
  readonly seq: number;
  readonly input: EngineInput;
}

/**
 * Turns log entries into engine inputs: events of one instant go in together. After the entry `cut` a new input begins,
 * so that what is known up to there can be told from what is not.
 */
export function* inputsOf(entries: Iterable<LogEntry>, cut = -1): Iterable<PlacedInput> {
  let events: StoredEvent[] = [];
  let at = 0;
  let seq = 0;
  for (const entry of entries) {
    if (events.length > 0 && (entry.kind !== "event" || entry.at !== at || seq === cut)) {
      yield { seq, input: { kind: "events", at, events } };
      events = [];
    }
    at = entry.at;
    seq = entry.seq;
    if (entry.kind === "event") events.push(entry.event);
    else yield { seq, input: controlInput(entry) };
  }
  if (events.length > 0) yield { seq, input: { kind: "events", at, events } };
}

function controlInput(entry: Extract<LogEntry, { kind: "control" }>): EngineInput {
  const { at, control } = entry;
  switch (control.kind) {
    case "metric.put":
      return { kind: "metric.put", at, metric: control.metric, actor: control.actor };
    case "metric.delete":
      return { kind: "metric.delete", at, metricId: control.metricId, actor: control.actor };
    case "engine.pause":
    case "engine.resume":
    case "engine.reload":
      return { kind: control.kind, at, actor: control.actor };
    case "alert.action":
      return { kind: "alert.action", at, alertId: control.alertId, action: control.action, actor: control.actor };
  }
}

/** Runs a recorded log through an engine and, at its end, the timers due by `until` (epoch ms). */
export function replay(engine: Engine, entries: Iterable<LogEntry>, until?: number): EngineEffect[] {
  const effects: EngineEffect[] = [];
  for (const { input } of inputsOf(entries)) effects.push(...engine.step(input));
  if (until !== undefined) effects.push(...engine.step({ kind: "tick", at: until }));
  return effects;
}
