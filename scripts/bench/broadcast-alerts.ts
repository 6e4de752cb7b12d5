import { createServer, type Server } from "node:http";
import type { Alert } from "../../shared/alerts.ts";
import type { Envelope } from "../../shared/socket.ts";

/** Alerts that come at once, as from one commit; the next ones come with the next turn of the event loop. */
const BATCH = 25;
const AT = "2026-06-01T12:00:00.000Z";

/** An alert as a console is sent it, about 900 bytes of JSON. */
export function someAlert(n: number): Alert {
  const start = "2026-06-01T11:55:00.000Z";
  return {
    id: `00000000-0000-5000-8000-${String(n).padStart(12, "0")}`,
    revision: 1,
    metricId: "1f6a2c4e-7a53-4b7e-9c1e-2a6f0e5d9b10",
    metricName: "Failed logins by country",
    metricVersion: 3,
    domain: "security",
    severity: "high",
    group: { "attributes.country": "RO", userId: String(n) },
    status: "firing",
    value: 31 + (n % 7),
    threshold: 20,
    window: { start, end: AT },
    startedAt: AT,
    lastSeenAt: AT,
    occurrences: 1,
    summary: `${31 + (n % 7)} failed logins in 5m from RO by user ${n}, more than 20`,
    evidence: { eventIds: Array.from({ length: 10 }, (_, event) => `login-${n}-${event}`) },
    notes: [],
  };
}

/** The frame of the n-th alert, counted from 1. */
export function alertFrame(n: number): Envelope<Alert> {
  return { channel: "alerts", seq: n, at: AT, data: someAlert(n) };
}

/** Calls `publish` for the alerts from `first` to `last`, some at a time. */
async function publishAll(first: number, last: number, publish: (from: number, to: number) => void): Promise<void> {
  for (let from = first; from <= last; from += BATCH) {
    publish(from, Math.min(last, from + BATCH - 1));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** An HTTP server that publishes the alerts from `first` to `last` when it is sent `POST /<first>/<last>`. */
export function broadcastServer(publish: (from: number, to: number) => void): Server {
  return createServer((request, response) => {
    response.end();
    const [, first, last] = (request.url ?? "").split("/").map(Number);
    void publishAll(first ?? 1, last ?? 0, publish);
  });
}

export function announce(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
  });
}
