import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteApp } from "../../db/database.ts";
import type { AppDatabase, OutboxFrame } from "../../db/ports.ts";
import type { Envelope } from "../../shared/socket.ts";
import { type ChannelServer, connected, startChannelServer, subscribe, until } from "./testing/channel-server.ts";

let folder: string;
let database: AppDatabase;
let server: ChannelServer<AppDatabase["outbox"]>;

async function start(epoch: string): Promise<void> {
  database = await openSqliteApp({ file: path.join(folder, "app.sqlite") });
  server = await startChannelServer(database.outbox, { epoch, snapshot: async () => ["open"] });
}

async function stop(): Promise<void> {
  await server.close();
  await database.close();
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "channels-"));
  await start("first");
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

/** Commits frames as the runtime does; handing them to the hub is left to the caller. */
function commit(channels: readonly string[]): Promise<OutboxFrame[]> {
  const frames = channels.map((channel, n) => ({
    channel,
    at: 1_700_000_000_000,
    event: "alert" as const,
    payload: JSON.stringify({ n }),
  }));
  const progress = { appliedSeq: 0, appliedAt: 0, evaluated: 0, late: 0 };
  return database.effects.commit({ alerts: [], metricsPut: [], metricsDeleted: [], frames, progress });
}

it("resumes from the stored outbox after a restart, frames of both runs in order", async () => {
  const seen: Envelope<unknown>[] = [];
  const before = await connected(server.client());
  before.on("alert", (frame) => seen.push(frame));
  expect(await subscribe(before, { channel: "alerts" })).toMatchObject({ seq: 0, epoch: "first" });
  server.hub.publishStored(await commit(Array.from({ length: 150 }, (_, n) => (n % 3 ? "alerts" : "alerts:risk"))));
  await until(() => seen.length === 100, "the first run's frames came");
  // Committed, and then the server goes before anybody is told.
  await commit(Array.from({ length: 200 }, () => "alerts"));
  await stop();
  await start("second");
  const after = await connected(server.client());
  after.on("alert", (frame) => seen.push(frame));
  expect(await subscribe(after, { channel: "alerts", since: seen.at(-1)?.seq ?? 0 })).toEqual({
    ok: true,
    channel: "alerts",
    seq: 300,
    epoch: "second",
  });
  server.hub.publishStored(await commit(["alerts", "alerts:risk", "alerts"]));
  await until(() => seen.length >= 302, "everything came");
  expect(seen.map((frame) => frame.seq)).toEqual(Array.from({ length: 302 }, (_, n) => n + 1));
  expect(seen.every((frame) => frame.channel === "alerts")).toBe(true);
});

it("tells a client that stayed away too long, and one whose position is not of this store", async () => {
  await commit(Array.from({ length: 60 }, () => "alerts"));
  await database.outbox.prune(10);
  const client = await connected(server.client());
  const snapshots: Envelope<unknown>[] = [];
  client.on("snapshot", (frame) => snapshots.push(frame));
  expect(await subscribe(client, { channel: "alerts", since: 20 })).toMatchObject({ seq: 60, gap: true });
  expect(await subscribe(client, { channel: "alerts", since: 1_000 })).toMatchObject({ seq: 60, gap: true });
  await until(() => snapshots.length === 2, "both snapshots came");
  expect(snapshots.map((frame) => frame.seq)).toEqual([60, 60]);
});
