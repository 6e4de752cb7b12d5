import { afterEach, expect, it } from "vitest";
import type { Envelope } from "../../shared/socket.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { type ChannelServer, type ChannelServerOptions, connected, startMemoryServer, subscribe, until } from "./testing/channel-server.ts";
import type { MemoryOutbox } from "./testing/memory-outbox.ts";
import { openStream, type StreamClient } from "./testing/stream-client.ts";

let server: ChannelServer<MemoryOutbox>;
const clients: StreamClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.cut();
  await server.close();
});

const PADDING = "x".repeat(2_000);
const TOTAL = 10_000;
const ALL = Array.from({ length: TOTAL }, (_, n) => n + 1);
/** The bound, and the page that may be added to a buffer just under it. */
const MOST_PACKETS = 64 + 64;

async function start(options: ChannelServerOptions = {}): Promise<Connection[]> {
  server = await startMemoryServer(options);
  return spyConnections(server.hub);
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

async function stream(channels: string, lastEventId = ""): Promise<StreamClient> {
  const client = await openStream(`${server.url}/stream?channels=${channels}`, lastEventId ? { "Last-Event-ID": lastEventId } : {});
  clients.push(client);
  await until(() => client.lastEventId !== "", "the stream says where it stands");
  return client;
}

async function publishAlerts(onBatch: () => void = () => {}): Promise<void> {
  for (let sent = 0; sent < TOTAL; sent += 20) {
    server.hub.publishStored(Array.from({ length: 20 }, (_, n) => server.outbox.append("alerts", { n, padding: PADDING })));
    onBatch();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const seqs = (client: StreamClient) => client.events.filter(({ event }) => event === "alert").map(({ data }) => data.seq);

it("holds little for a stream nobody reads, serves the others of both kinds, and lets it catch up", async () => {
  const connections = await start();
  const [slow, quick] = [await stream("alerts"), await stream("alerts")];
  const socket = await connected(server.client());
  const bySocket: number[] = [];
  socket.on("alert", (frame: Envelope<unknown>) => bySocket.push(frame.seq));
  await subscribe(socket, { channel: "alerts" });
  slow.response.pause();
  const most = { packets: 0, bytes: 0 };
  await publishAlerts(() => {
    for (const connection of connections) {
      most.packets = Math.max(most.packets, connection.bufferedPackets());
      most.bytes = Math.max(most.bytes, connection.bufferedBytes());
    }
  });
  await until(() => seqs(quick).length === TOTAL && bySocket.length === TOTAL, "the quick clients have everything");
  expect(seqs(slow).length).toBeLessThan(TOTAL);
  expect(most.packets).toBeLessThanOrEqual(MOST_PACKETS);
  expect(most.bytes).toBeLessThan(2 * MOST_PACKETS * PADDING.length);
  slow.response.resume();
  await until(() => seqs(slow).length === TOTAL, "the slow stream has caught up");
  expect(seqs(slow)).toEqual(ALL);
  expect(seqs(quick)).toEqual(ALL);
  expect(bySocket).toEqual(ALL);
});

it("tells a client that takes nothing for too long, which then resumes without loss", async () => {
  let now = 1_000_000;
  await start({ now: () => now });
  const { hub } = server;
  const slow = await stream("alerts");
  slow.response.pause();
  await publishAlerts();
  now += 14_999;
  hub.check();
  expect(hub.connections()).toBe(1);
  now += 1;
  hub.check();
  expect(hub.connections()).toBe(0);
  slow.response.resume();
  await until(() => slow.ended, "the stream ended");
  expect(slow.response.complete).toBe(true);
  expect(slow.events.at(-1)).toMatchObject({ event: "too_slow", data: { code: "too_slow" } });
  const again = await stream("alerts", slow.lastEventId);
  await until(() => seqs(slow).length + seqs(again).length === TOTAL, "nothing is missing");
  expect([...seqs(slow), ...seqs(again)]).toEqual(ALL);
});

it("ends a stream whose next frames are no longer kept", async () => {
  await start();
  const slow = await stream("alerts");
  slow.response.pause();
  await publishAlerts();
  await server.outbox.prune(100);
  slow.response.resume();
  await until(() => slow.ended, "the stream ended");
  expect(slow.events.at(-1)?.event).toBe("too_slow");
  expect(server.hub.connections()).toBe(0);
});

it("conflates values for a client that stops reading: the newest of each group is what it finds", async () => {
  const [connections, groups] = [await start(), 40];
  const client = await stream("metrics");
  client.response.pause();
  const windowEnd = "2026-01-01T00:00:00.000Z";
  const published = 6_000;
  for (let n = 0; n < published; n++) {
    const item = { metricId: "m", group: { "attributes.user": `${PADDING}${n % groups}` }, value: n, windowEnd };
    server.hub.publishLive("metrics", "metrics", { items: [item], omitted: 0 });
    expect(connections[0]?.bufferedPackets()).toBeLessThanOrEqual(17);
    if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  client.response.resume();
  await until(() => client.events.at(-1)?.data.seq === published, "the newest frame came");
  expect(client.events.length).toBeLessThan(published);
  const newest = new Map<string, number>();
  for (const { data } of client.events) {
    for (const item of (data.data as { items: { group: object; value: number }[] }).items) {
      newest.set(JSON.stringify(item.group), item.value);
    }
  }
  expect([...newest.values()].sort((a, b) => a - b)).toEqual(Array.from({ length: groups }, (_, n) => published - groups + n));
});
