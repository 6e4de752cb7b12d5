import { z } from "zod";
import { type Alert, alertSchema } from "./alerts.ts";
import { type Anomaly, anomalySchema } from "./anomalies.ts";
import { type EventView, eventSchema } from "./events.ts";
import { type MetricValue, metricValueSchema } from "./metrics.ts";
import { isoSchema } from "./time.ts";

/** Channels by their first word; some may be narrowed by `:<key>`. `stored` ones number their frames for ever. */
export const CHANNELS = {
  alerts: { event: "alert", stored: true, key: "domain" },
  anomalies: { event: "anomaly", stored: true, key: undefined },
  sentinel: { event: "sentinel", stored: true, key: "scanId" },
  metrics: { event: "metric", stored: false, key: "metricId" },
  events: { event: "events", stored: false, key: undefined },
  status: { event: "status", stored: false, key: undefined },
} as const;
export type ChannelRoot = keyof typeof CHANNELS;
export type ServerEventName = (typeof CHANNELS)[ChannelRoot]["event"];

export interface Channel {
  readonly name: string;
  readonly root: ChannelRoot;
  readonly key: string | undefined;
  readonly stored: boolean;
}

/** Splits and checks a channel's name; `undefined` when there is no such channel. */
export function parseChannel(name: string): Channel | undefined {
  const colon = name.indexOf(":");
  const root = colon < 0 ? name : name.slice(0, colon);
  if (!Object.hasOwn(CHANNELS, root)) return undefined;
  const spec = CHANNELS[root as ChannelRoot];
  const key = colon < 0 ? undefined : name.slice(colon + 1);
  if (key !== undefined && (spec.key === undefined || !/^[A-Za-z0-9_-]{1,128}$/.test(key))) return undefined;
  return { name, root: root as ChannelRoot, key, stored: spec.stored };
}

export const eventsFrameSchema = z.object({ items: z.array(eventSchema), skipped: z.int() }).meta({ id: "EventsFrame" });
export interface EventsFrame {
  items: EventView[];
  skipped: number;
}

export const metricFrameSchema = z.object({ items: z.array(metricValueSchema), omitted: z.int() }).meta({ id: "MetricFrame" });
export interface MetricFrame {
  items: MetricValue[];
  omitted: number;
}

export const statusFrameSchema = z
  .object({
    state: z.enum(["running", "paused", "recovering"]),
    eventsPerSecond: z.number(),
    lagMs: z.number().meta({ description: "Age of the oldest accepted event that is not evaluated yet; 0 when there is none." }),
    pending: z.int(),
    connections: z.int(),
    activeAlerts: z.int(),
  })
  .meta({ id: "StatusFrame" });
export type StatusFrame = z.infer<typeof statusFrameSchema>;

export const sentinelFrameSchema = z.object({ scanId: z.string(), event: z.string(), data: z.unknown() }).meta({ id: "SentinelFrame" });
export type SentinelFrame = z.infer<typeof sentinelFrameSchema>;

/** What every frame travels in. */
export interface Envelope<T> {
  channel: string;
  seq: number;
  at: string;
  data: T;
}

function envelopeOf<S extends z.ZodType>(data: S) {
  return z.object({ channel: z.string(), seq: z.int(), at: isoSchema, data });
}

/** Sent once, instead of a backlog that is no longer kept: the newest state of everything on the channel. */
export const snapshotFrameSchema = z.object({ items: z.array(z.unknown()) }).meta({ id: "SnapshotFrame" });
export interface SnapshotFrame {
  items: unknown[];
}

/** Payload schema of every server event, for the AsyncAPI document. */
export const SERVER_EVENT_SCHEMAS = {
  alert: envelopeOf(alertSchema).meta({ id: "AlertFrame" }),
  anomaly: envelopeOf(anomalySchema).meta({ id: "AnomalyFrame" }),
  sentinel: envelopeOf(sentinelFrameSchema).meta({ id: "SentinelEnvelope" }),
  metric: envelopeOf(metricFrameSchema).meta({ id: "MetricEnvelope" }),
  events: envelopeOf(eventsFrameSchema).meta({ id: "EventsEnvelope" }),
  status: envelopeOf(statusFrameSchema).meta({ id: "StatusEnvelope" }),
  snapshot: envelopeOf(snapshotFrameSchema).meta({ id: "SnapshotEnvelope" }),
} as const;

export const subscribeInputSchema = z
  .object({ channel: z.string().max(200), since: z.int().min(0).optional(), epoch: z.string().max(64).optional() })
  .meta({ id: "Subscribe" });
export type SubscribeInput = z.infer<typeof subscribeInputSchema>;

export const subscribeAckSchema = z
  .union([
    z.object({ ok: z.literal(true), channel: z.string(), seq: z.int(), epoch: z.string(), gap: z.literal(true).optional() }),
    z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
  ])
  .meta({
    id: "SubscribeAck",
    description: "`seq` is the channel's position now; the backlog, when `since` was given, follows up to it, then live frames.",
  });
export type SubscribeAck = z.infer<typeof subscribeAckSchema>;

/** Sent last to a client that took too little for too long. It may come back at once and resume. */
export const tooSlowSchema = z.object({ code: z.literal("too_slow"), detail: z.string() }).meta({ id: "TooSlow" });
export type TooSlow = z.infer<typeof tooSlowSchema>;

export interface ServerToClientEvents {
  alert: (frame: Envelope<Alert>) => void;
  anomaly: (frame: Envelope<Anomaly>) => void;
  sentinel: (frame: Envelope<SentinelFrame>) => void;
  metric: (frame: Envelope<MetricFrame>) => void;
  events: (frame: Envelope<EventsFrame>) => void;
  status: (frame: Envelope<StatusFrame>) => void;
  snapshot: (frame: Envelope<SnapshotFrame>) => void;
  too_slow: (reason: TooSlow) => void;
}

export interface ClientToServerEvents {
  subscribe: (input: SubscribeInput, ack: (answer: SubscribeAck) => void) => void;
  unsubscribe: (input: { channel: string }, ack?: (answer: { ok: boolean }) => void) => void;
}
