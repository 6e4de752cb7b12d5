import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteApp } from "../../db/database.ts";
import type { OutboxFrame, OutboxStore } from "../../db/ports.ts";
import { createHub } from "../../server/channels/hub.ts";
import { attachSocketIo } from "../../server/channels/socket-io.ts";
import { announce, broadcastServer, someAlert } from "./broadcast-alerts.ts";

// The channels as the server has them, over a real store, which clients that lag read from. The frames are stored before the clock
// runs, as the baseline stores nothing; until they are published, the outbox says that there are none.
const [count = "1000"] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-"));
const app = await openSqliteApp({ file: join(folder, "app.sqlite") });

async function store(): Promise<OutboxFrame[]> {
  const frames = Array.from({ length: Number(count) }, (_, index) => ({
    channel: "alerts",
    at: Date.parse("2026-06-01T12:00:00.000Z"),
    event: "alert" as const,
    payload: JSON.stringify(someAlert(index + 1)),
  }));
  const progress = { appliedSeq: 1, appliedAt: 1, evaluated: 1, late: 0 };
  return app.effects.commit({ alerts: [], metricsPut: [], metricsDeleted: [], frames, progress });
}

const stored = await store();
let published = 0;
const outbox: OutboxStore = {
  position: async () => published,
  after: (channel, seq, limit) => app.outbox.after(channel, seq, limit),
  oldest: (channel) => app.outbox.oldest(channel),
  channels: () => app.outbox.channels(),
  prune: (keep) => app.outbox.prune(keep),
};
const hub = createHub({ outbox, snapshot: async () => [], now: Date.now, epoch: "bench" });
const server = broadcastServer((from, to) => {
  published = to;
  hub.publishStored(stored.slice(from - 1, to));
});
attachSocketIo(server, {
  hub,
  guard: { hostAllowed: () => true, originAllowed: () => true },
  allowedOrigins: [],
  authenticate: () => ({ role: "admin" }),
});
process.once("SIGTERM", () => void app.close().then(() => rm(folder, { recursive: true }).then(() => process.exit(0))));
announce(server);
