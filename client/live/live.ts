import type { Alert } from "../../shared/alerts.ts";
import { SERVER_EVENT_SCHEMAS, type StatusFrame } from "../../shared/socket.ts";
import { alertsStore, applyAlerts, emptyAlerts, isActive } from "../stores/alerts.ts";
import { connectionStore, noteRecovery, updateLink } from "../stores/connection.ts";
import { addSample, samplesStore } from "../stores/samples.ts";
import { showToast } from "../stores/toasts.ts";
import { createAlertsSync } from "./alerts-sync.ts";
import { createBatcher } from "./batch.ts";
import { createStoredChannel } from "./channel.ts";
import { attachEventsTail } from "./events-tail.ts";
import { attachMetricValues } from "./metric-values.ts";
import { openSocket, watchLink } from "./socket.ts";

export interface Live {
  loadClosed(from: string | undefined): void;
  /** Reads the alerts again, for the Retry button. */
  reload(): void;
  /** Follows the `events` channel while a page shows it; returns what ends that. */
  followEvents(): () => void;
  /** The same with the `metrics` channel. */
  followMetrics(): () => void;
  stop(): void;
}

function takeHeartbeat(status: StatusFrame): void {
  const now = Date.now();
  updateLink({ lastBeatAt: now });
  connectionStore.setState({ status });
  const active = [...alertsStore.getState().byId.values()].filter(isActive);
  const urgent = active.filter((alert) => alert.severity === "critical" || alert.severity === "high").length;
  const { eventsPerSecond, lagMs, pending } = status;
  const sample = { at: Math.floor(now / 1_000), eventsPerSecond, lagMs, pending, open: active.length, urgent };
  samplesStore.setState(({ samples }) => ({ samples: addSample(samples, sample) }));
}

/** Opens the connection, reads what it continues, and keeps the stores current until stopped. */
export function startLive(): Live {
  const socket = openSocket();
  const unwatch = watchLink(socket);
  const sync = createAlertsSync((seq) => alerts.based(seq));
  const applyBatch = createBatcher<Alert>(applyAlerts);
  const tail = attachEventsTail(socket);
  const values = attachMetricValues(socket);

  const alerts = createStoredChannel<Alert>(
    "alerts",
    { subscribe: (channel, since, answer) => socket.emit("subscribe", { channel, since }, answer) },
    {
      apply: applyBatch,
      caughtUp: (changes) => noteRecovery({ kind: "caught-up", changes }),
      rebase: () => {
        noteRecovery({ kind: "gap" });
        sync.reload();
      },
      refused: (code, detail) => {
        // A newer subscription of ours took its place.
        if (code === "replaced") return;
        showToast({ tone: "error", text: `Live alerts were refused: ${code}`, detail });
        // The line goes down and comes back, which subscribes again.
        socket.io.engine.close();
      },
    },
  );

  socket.on("connect", () => {
    alerts.connected();
    socket.emit("subscribe", { channel: "status" }, () => undefined);
  });
  socket.on("disconnect", () => alerts.disconnected());
  socket.on("alert", (frame) => {
    const parsed = SERVER_EVENT_SCHEMAS.alert.safeParse(frame);
    if (parsed.success && parsed.data.channel === "alerts") alerts.frame(parsed.data.seq, parsed.data.data);
  });
  socket.on("status", (frame) => {
    const parsed = SERVER_EVENT_SCHEMAS.status.safeParse(frame);
    if (parsed.success) takeHeartbeat(parsed.data.data);
  });

  updateLink({ openedAt: Date.now(), lastBeatAt: undefined });
  sync.load();
  socket.connect();

  return {
    loadClosed: sync.loadClosed,
    reload: sync.reload,
    followEvents: tail.follow,
    followMetrics: values.follow,
    stop: () => {
      sync.stop();
      unwatch();
      alertsStore.setState(emptyAlerts, true);
    },
  };
}
