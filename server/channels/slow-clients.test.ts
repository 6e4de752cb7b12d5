import type { Socket as TcpSocket } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Envelope } from "../../shared/socket.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { type ChannelServer, connected, startMemoryServer, subscribe, type TestClient, until } from "./testing/channel-server.ts";
import type { MemoryOutbox } from "./testing/memory-outbox.ts";

let server: ChannelServer<MemoryOutbox> | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const PADDING = "x".repeat(2_000);

/** The client's TCP socket: paused, it reads nothing, as a suspended laptop. */
function tcpOf(client: TestClient): TcpSocket {
  return (client.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket;
}

/** Every connection the hub is given, to look at what it holds for them. */
function spyConnections(hub: Hub): Connection[] {
  const connections: Connection[] = [];
  const connect = hub.connect.bind(hub);
  hub.connect = (connection) => {
    connections.push(connection);
    connect(connection);
  };
  return connections;
}

async function publishInBatches(to: ChannelServer<MemoryOutbox>, channel: string, total: number, onBatch: () => void): Promise<void> {
  for (let sent = 0; sent < total; sent += 20) {
    to.hub.publishStored(Array.from({ length: 20 }, (_, n) => to.outbox.append(channel, { n, padding: PADDING })));
    onBatch();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function reader(to: ChannelServer<MemoryOutbox>, channel: string): Promise<{ client: TestClient; seqs: number[] }> {
  const client = await connected(to.client());
  const seqs: number[] = [];
  client.on("alert", (frame: Envelope<unknown>) => seqs.push(frame.seq));
  await subscribe(client, { channel });
  return { client, seqs };
}

it("holds little for a client that stops reading, serves the others, and lets it catch up", async () => {
  server = await startMemoryServer();
  const connections = spyConnections(server.hub);
  const slow = await reader(server, "alerts");
  const quick = await reader(server, "alerts");
  const tcp = tcpOf(slow.client);
  tcp.pause();
  let most = 0;
  const total = 10_000;
  await publishInBatches(server, "alerts", total, () => {
    for (const connection of connections) most = Math.max(most, connection.bufferedPackets());
  });
  await until(() => quick.seqs.length === total, "the quick client has everything");
  expect(slow.seqs.length).toBeLessThan(total);
  expect(most).toBeLessThanOrEqual(64 + 64);
  tcp.resume();
  await until(() => slow.seqs.length === total, "the slow client has caught up");
  const all = Array.from({ length: total }, (_, n) => n + 1);
  expect(slow.seqs).toEqual(all);
  expect(quick.seqs).toEqual(all);
});

it("tells a client that takes nothing for too long, which then resumes without loss", async () => {
  let now = 1_000_000;
  server = await startMemoryServer({ now: () => now });
  const { hub } = server;
  const slow = await reader(server, "alerts");
  const reasons: unknown[] = [];
  slow.client.on("too_slow", (reason) => reasons.push(reason));
  const tcp = tcpOf(slow.client);
  tcp.pause();
  await publishInBatches(server, "alerts", 10_000, () => {});
  now += 14_999;
  hub.check();
  expect(hub.connections()).toBe(1);
  now += 1;
  hub.check();
  expect(hub.connections()).toBe(0);
  tcp.resume();
  await until(() => !slow.client.connected, "the client is disconnected");
  expect(reasons).toEqual([{ code: "too_slow", detail: expect.any(String) }]);
  await connected(slow.client);
  await subscribe(slow.client, { channel: "alerts", since: slow.seqs.at(-1) ?? 0 });
  await until(() => slow.seqs.length === 10_000, "nothing is missing");
  expect(slow.seqs).toEqual(Array.from({ length: 10_000 }, (_, n) => n + 1));
});

it("disconnects a client whose next frames are no longer kept", async () => {
  server = await startMemoryServer();
  const slow = await reader(server, "alerts");
  const reasons: { code: string }[] = [];
  slow.client.on("too_slow", (reason) => reasons.push(reason));
  const tcp = tcpOf(slow.client);
  tcp.pause();
  await publishInBatches(server, "alerts", 10_000, () => {});
  await server.outbox.prune(100);
  tcp.resume();
  await until(() => !slow.client.connected, "the client is disconnected");
  expect(reasons).toMatchObject([{ code: "too_slow" }]);
});

it("conflates the live tail of a client that stops reading and counts what it skipped", async () => {
  server = await startMemoryServer();
  const { hub } = server;
  const connections = spyConnections(hub);
  const client = await connected(server.client());
  const frames: Envelope<{ items: unknown[]; skipped: number }>[] = [];
  client.on("events", (frame) => frames.push(frame));
  await subscribe(client, { channel: "events" });
  const tcp = tcpOf(client);
  tcp.pause();
  const published = 4_000;
  for (let n = 0; n < published; n++) {
    hub.publishLive("events", "events", { items: [{ n, padding: PADDING }], skipped: 1 });
    expect(connections[0]?.bufferedPackets()).toBeLessThanOrEqual(17);
    if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  tcp.resume();
  await until(() => frames.at(-1)?.seq === published, "the newest frame came");
  expect(frames.length).toBeLessThan(published);
  const accounted = frames.reduce((sum, { data }) => sum + data.items.length + data.skipped, 0);
  expect(accounted).toBe(2 * published);
  expect(frames.at(-1)?.data.items).toMatchObject([{ n: published - 1 }]);
});

it("reads a page once for clients that stand at the same place", async () => {
  server = await startMemoryServer({ limits: { recentFrames: 16 } });
  const readers = await Promise.all(Array.from({ length: 20 }, () => reader(server as ChannelServer<MemoryOutbox>, "alerts")));
  const burst = Array.from({ length: 1_000 }, (_, n) => server?.outbox.append("alerts", { n }));
  server.hub.publishStored(burst.filter((frame) => frame !== undefined));
  await until(() => readers.every(({ seqs }) => seqs.length === 1_000), "everybody has everything");
  expect(readers.every(({ seqs }) => seqs.every((seq, index) => seq === index + 1))).toBe(true);
  expect(server.outbox.reads()).toBeLessThan(20 * (1_000 / 64));
});
