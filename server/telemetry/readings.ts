import type { AppDatabase, EventLog } from "../../db/ports.ts";
import { ALERT_STATUSES, OPEN_STATUSES } from "../../shared/alerts.ts";
import { SEVERITIES } from "../../shared/events.ts";
import type { Runtime } from "../runtime/ports.ts";
import type { RetentionStatus } from "../runtime/retention.ts";

/** What the channels know of their clients. */
export interface ClientCounts {
  readonly connections: number;
  readonly subscriptions: number;
  /** Clients that were disconnected since the start because they took too little. */
  readonly tooSlow: number;
}

/** Where the measurements come from. */
export interface Sources {
  readonly log: Pick<EventLog, "queued" | "position" | "health">;
  readonly app: Pick<AppDatabase, "alerts" | "outbox" | "checkpoints" | "workers">;
  readonly runtime: Pick<Runtime, "status">;
  readonly clients: () => ClientCounts;
  readonly retention: () => RetentionStatus;
  readonly generators: () => number;
  /** Epoch ms. */
  readonly now: () => number;
}

export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric that is read when it is asked for. `read` may throw: then the metric is left out. */
export interface Measured {
  readonly name: string;
  readonly help: string;
  readonly kind: "counter" | "gauge";
  readonly labels?: readonly string[];
  readonly read: (sources: Sources) => number | undefined | readonly Reading[] | Promise<number | undefined | readonly Reading[]>;
}

const LEDGER = [
  ["received", "Events that came in."],
  ["accepted", "Events that are in the log."],
  ["duplicates", "Events whose source and id the log had already."],
  ["rejected", "Events that were refused as invalid."],
  ["evaluated", "Accepted events that the engine has evaluated."],
  ["late", "Accepted events that came too late to be evaluated."],
] as const;

const ledger: readonly Measured[] = LEDGER.map(([name, help]) => ({
  name: `crowsnest_events_${name}_total`,
  help: `${help} Counted over the whole life of the data directory.`,
  kind: "counter",
  read: ({ runtime }) => runtime.status().ledger[name],
}));

const engine: readonly Measured[] = [
  {
    name: "crowsnest_events_pending",
    help: "Accepted events that are not evaluated yet.",
    kind: "gauge",
    read: ({ runtime }) => runtime.status().ledger.pending,
  },
  {
    name: "crowsnest_evaluation_lag_seconds",
    help: "Age of the oldest accepted event that is not evaluated yet, in seconds; 0 when there is none.",
    kind: "gauge",
    read: ({ runtime }) => runtime.status().lagMs / 1_000,
  },
  {
    name: "crowsnest_engine_state",
    help: "1 for the state the engine is in.",
    kind: "gauge",
    labels: ["state"],
    read: ({ runtime }) => {
      const { state } = runtime.status();
      return ["running", "paused", "recovering"].map((each) => ({ labels: { state: each }, value: each === state ? 1 : 0 }));
    },
  },
  { name: "crowsnest_metrics", help: "Metrics the engine evaluates.", kind: "gauge", read: ({ runtime }) => runtime.status().metrics },
  {
    name: "crowsnest_metric_groups",
    help: "Groups of all metrics that have windows in memory.",
    kind: "gauge",
    read: ({ runtime }) => runtime.status().groups,
  },
  {
    name: "crowsnest_alerts_open",
    help: "Alerts that are open, by severity and status.",
    kind: "gauge",
    labels: ["severity", "status"],
    read: ({ app }) => openAlerts(app),
  },
];

async function openAlerts(app: Sources["app"]): Promise<Reading[]> {
  const counts = await app.alerts.countOpen();
  const countOf = (severity: string, status: string) =>
    counts.find((each) => each.severity === severity && each.status === status)?.count ?? 0;
  const statuses = ALERT_STATUSES.filter((status) => OPEN_STATUSES.has(status));
  return SEVERITIES.flatMap((severity) => statuses.map((status) => ({ labels: { severity, status }, value: countOf(severity, status) })));
}

const storage: readonly Measured[] = [
  { name: "crowsnest_log_queue_events", help: "Events that wait for their commit.", kind: "gauge", read: ({ log }) => log.queued() },
  { name: "crowsnest_log_seq", help: "Newest position of the event log.", kind: "gauge", read: ({ log }) => log.position().seq },
  {
    name: "crowsnest_log_writable",
    help: "1 while the event log takes events, 0 while its disk is full or its writer has failed.",
    kind: "gauge",
    read: ({ log }) => (log.health() === "open" ? 1 : 0),
  },
  {
    name: "crowsnest_checkpoint_age_seconds",
    help: "Time since the state in the newest checkpoint, in seconds; absent before the first one.",
    kind: "gauge",
    read: async ({ app, now }) => {
      const checkpoint = await app.checkpoints.newest();
      return checkpoint && Math.max(0, now() - checkpoint.at) / 1_000;
    },
  },
  {
    name: "crowsnest_retention_last_run_timestamp_seconds",
    help: "Unix time of the last removal of old data, in seconds; absent before the first one.",
    kind: "gauge",
    read: ({ retention }) => {
      const { lastRunAt } = retention();
      return lastRunAt === undefined ? undefined : lastRunAt / 1_000;
    },
  },
  {
    name: "crowsnest_retention_removed_total",
    help: "Rows removed since the start because they were older than the retention, by what they held.",
    kind: "counter",
    labels: ["kind"],
    read: ({ retention }) => Object.entries(retention().removed).map(([kind, value]) => ({ labels: { kind }, value })),
  },
];

/** Domains and scans have channels of their own, whose number has no bound: they are counted with their kind. */
async function byRoot(app: Sources["app"], measure: (channel: { seq: number; oldest: number }) => number): Promise<Reading[]> {
  const sums = new Map<string, number>();
  for (const channel of await app.outbox.channels()) {
    const root = channel.channel.split(":", 1)[0] ?? "";
    sums.set(root, (sums.get(root) ?? 0) + measure(channel));
  }
  return [...sums].map(([channel, value]) => ({ labels: { channel }, value }));
}

const delivery: readonly Measured[] = [
  {
    name: "crowsnest_outbox_frames_total",
    help: "Frames stored for the channels, by kind of channel, over the whole life of the data directory.",
    kind: "counter",
    labels: ["channel"],
    read: ({ app }) => byRoot(app, ({ seq }) => seq),
  },
  {
    name: "crowsnest_outbox_frames",
    help: "Frames that are kept for clients that come back, by kind of channel.",
    kind: "gauge",
    labels: ["channel"],
    read: ({ app }) => byRoot(app, ({ seq, oldest }) => seq - oldest + 1),
  },
  { name: "crowsnest_clients_connected", help: "Clients connected now.", kind: "gauge", read: ({ clients }) => clients().connections },
  {
    name: "crowsnest_subscriptions",
    help: "Channels that connected clients are subscribed to, all together.",
    kind: "gauge",
    read: ({ clients }) => clients().subscriptions,
  },
  {
    name: "crowsnest_clients_too_slow_total",
    help: "Clients disconnected since the start because they took too little.",
    kind: "counter",
    read: ({ clients }) => clients().tooSlow,
  },
  {
    name: "crowsnest_workers",
    help: "Processes that are entered as workers, stale ones included.",
    kind: "gauge",
    read: async ({ app }) => (await app.workers.list()).length,
  },
  {
    name: "crowsnest_generators_running",
    help: "Event generators that are running.",
    kind: "gauge",
    read: ({ generators }) => generators(),
  },
];

/** Everything that is read at the moment of asking. */
export const MEASURED: readonly Measured[] = [...ledger, ...engine, ...storage, ...delivery];
