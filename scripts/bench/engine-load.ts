import type { StoredEvent } from "../../shared/events.ts";
import { type Metric, type MetricInput, metricInputSchema } from "../../shared/metrics.ts";
import { createEngine, type Engine } from "../../streams/engine.ts";

/** Where the time of the generated events begins. */
export const T0 = Date.UTC(2026, 0, 5, 12);
/** Events of one commit of the log. */
const BATCH = 100;

const COUNTRIES = ["GB", "DE", "NG", "BR", "ZA", "IN", "MY", "FR", "US", "JP", "RO", "PL", "ES", "IT", "SE", "AE"];
const DEVICES = ["web", "ios", "android", "desktop"];

/** Spreads consecutive numbers over a range, the same on every run. */
export function spread(n: number, range: number): number {
  let hash = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) % range;
}

/** What tells the events of one load from those of another. */
export interface Load {
  /** The event's type and, where the load has them, its tenant. */
  readonly typeOf: (n: number) => string;
  readonly tenantOf: (n: number) => string;
  readonly userOf: (n: number) => string;
}

/** An event as a producer writes it: 400 to 600 bytes of JSON. */
export function line(load: Load, n: number, timestamp: number): string {
  const userId = load.userOf(n);
  return JSON.stringify({
    id: `018f2b5e-${String(n).padStart(12, "0")}`,
    type: load.typeOf(n),
    source: `service-${n % 7}.eu-west-1.internal`,
    timestamp: new Date(timestamp).toISOString(),
    severity: "info",
    value: spread(n, 100_000) / 100,
    userId,
    attributes: {
      tenant: load.tenantOf(n),
      country: COUNTRIES[spread(n, COUNTRIES.length)],
      device: DEVICES[spread(n + 1, DEVICES.length)],
      ip: `10.${spread(Number(userId), 200)}.${spread(Number(userId) + 1, 250)}.${n % 3}`,
      outcome: spread(n, 20) === 0 ? "failed" : "completed",
      mfa: n % 3 === 0,
      latencyMs: 20 + spread(n + 4, 900),
      sessionId: `s-${String(spread(n, 1_000_000)).padStart(8, "0")}-${String(n).padStart(10, "0")}`,
      userAgent: "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0",
      amountCurrency: "EUR",
      reference: `ref-${String(n).padStart(12, "0")}`,
    },
  });
}

interface Parsed extends Omit<StoredEvent, "timestamp" | "seq" | "at"> {
  readonly timestamp: string;
}

export function toEvent(parsed: Parsed, seq: number): StoredEvent {
  const { id, type, source, severity, value, userId, attributes } = parsed;
  const timestamp = Date.parse(parsed.timestamp);
  return { seq, at: timestamp, id, type, source, timestamp, severity, value, userId, attributes };
}

export function parse(text: string): Parsed {
  return JSON.parse(text) as Parsed;
}

export function metricOf(input: MetricInput, id: string): Metric {
  const at = new Date(T0).toISOString();
  return { id, ...metricInputSchema.parse(input), version: 1, createdAt: at, updatedAt: at };
}

export function engineOf(inputs: readonly MetricInput[]): Engine {
  const engine = createEngine({ latenessMs: 30_000, uuid: (name) => name });
  inputs.forEach((input, index) => {
    const metric = metricOf(input, `metric-${String(index).padStart(5, "0")}`);
    engine.step({ kind: "metric.put", at: T0, metric, actor: "bench" });
  });
  return engine;
}

/** Gives the engine the events as the log commits them; returns how many alerts were sent. */
export function apply(engine: Engine, events: readonly StoredEvent[]): number {
  let alerts = 0;
  for (let start = 0; start < events.length; start += BATCH) {
    const batch = events.slice(start, start + BATCH);
    const at = batch.at(-1)?.at ?? 0;
    for (const effect of engine.step({ kind: "events", at, events: batch })) if (effect.kind === "alert") alerts++;
  }
  return alerts;
}

/** The same with a few numbers coming up much more often than most, as users do. */
export function skewed(n: number, range: number): number {
  // The inverse of a Zipf law's distribution function with an exponent of 1, continuous.
  const share = (spread(n, 1_000_003) + 0.5) / 1_000_003;
  return spread(Math.floor((range + 1) ** share) - 1, range);
}
