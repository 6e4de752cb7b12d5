import { afterEach, describe, expect, it } from "vitest";
import type { ChannelServer, ChannelServerOptions } from "./testing/channel-server.ts";
import { startMemoryServer, until } from "./testing/channel-server.ts";
import type { MemoryOutbox } from "./testing/memory-outbox.ts";
import { openStream, type StreamClient } from "./testing/stream-client.ts";

let server: ChannelServer<MemoryOutbox>;
const clients: StreamClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.cut();
  await server.close();
});

async function start(options: ChannelServerOptions = {}): Promise<void> {
  server = await startMemoryServer(options);
}

async function stream(channels: string, lastEventId?: string): Promise<StreamClient> {
  const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
  const client = await openStream(`${server.url}/stream?channels=${channels}`, headers);
  clients.push(client);
  return client;
}

function publish(channel: string, count: number): void {
  server.hub.publishStored(Array.from({ length: count }, (_, n) => server.outbox.append(channel, { n })));
}

const ids = (client: StreamClient) => client.events.map(({ id }) => id);
const told = (client: StreamClient) => until(() => client.lastEventId !== "", "the stream says where it stands");

describe("a stream", () => {
  it("begins at once, before there is anything to send", async () => {
    await start();
    publish("alerts", 3);
    const client = await stream("alerts,status");
    expect(client.response.statusCode).toBe(200);
    expect(client.response.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    await told(client);
    expect(client.lastEventId).toBe("alerts:3,status:0");
    expect(client.events).toEqual([]);
  });

  it("carries the frames as the socket does, each with every channel's position", async () => {
    await start();
    const client = await stream("alerts:risk,anomalies,status");
    publish("alerts:risk", 1);
    publish("anomalies", 2);
    server.hub.publishLive("status", "status", { pending: 1 });
    publish("alerts:risk", 1);
    publish("alerts", 1);
    await until(() => client.events.length === 5, "five frames came");
    expect(ids(client)).toEqual([
      "alerts:risk:1,anomalies:0,status:0",
      "alerts:risk:1,anomalies:1,status:0",
      "alerts:risk:1,anomalies:2,status:0",
      "alerts:risk:1,anomalies:2,status:1",
      "alerts:risk:2,anomalies:2,status:1",
    ]);
    expect(client.events.map(({ event }) => event)).toEqual(["alert", "anomaly", "anomaly", "status", "alert"]);
    expect(client.events[2]?.data).toEqual({
      channel: "anomalies",
      seq: 2,
      at: new Date(1_700_000_000_002).toISOString(),
      data: { n: 1 },
    });
  });

  it("is kept open by comments", async () => {
    await start({ commentMs: 20 });
    const client = await stream("alerts");
    await until(() => client.comments >= 3, "comments came");
    expect(client.events).toEqual([]);
  });

  it("ends when the server stops", async () => {
    await start();
    const client = await stream("alerts");
    server.streams.close();
    await until(() => client.ended, "the stream ended");
    expect(client.response.complete).toBe(true);
    expect(server.hub.connections()).toBe(0);
  });

  it("is forgotten when its client leaves", async () => {
    await start();
    const [client, other] = [await stream("alerts,status"), await stream("alerts")];
    expect(server.hub.connections()).toBe(2);
    client.cut();
    await until(() => server.hub.connections() === 1, "the client is forgotten");
    expect(server.hub.hasSubscribers("status")).toBe(false);
    expect(server.hub.hasSubscribers("alerts")).toBe(true);
    other.cut();
    await until(() => server.hub.connections() === 0, "the other one is forgotten");
  });

  it("is refused as a whole when a channel cannot be read", async () => {
    await start();
    server.outbox.position = () => Promise.reject(new Error("disk"));
    const client = await stream("status,alerts");
    expect(client.response.statusCode).toBe(500);
    await until(() => server.hub.connections() === 0, "the client is forgotten");
    expect(server.hub.hasSubscribers("status")).toBe(false);
  });
});

describe("a client that comes back", () => {
  it("gets exactly what it missed on each channel", async () => {
    await start();
    publish("alerts", 5);
    publish("anomalies", 4);
    const client = await stream("alerts,anomalies", "alerts:3,anomalies:4");
    await until(() => client.events.length === 2, "the backlog came");
    publish("anomalies", 1);
    await until(() => client.events.length === 3, "the live frame came");
    expect(ids(client)).toEqual(["alerts:4,anomalies:4", "alerts:5,anomalies:4", "alerts:5,anomalies:5"]);
  });

  it("goes on at the newest frame of channels that its id does not name, whatever else it names", async () => {
    await start();
    publish("alerts", 2);
    publish("anomalies", 2);
    const client = await stream("alerts,anomalies", "alerts:1,sentinel:9");
    await until(() => client.events.length === 1, "the backlog came");
    expect(ids(client)).toEqual(["alerts:2,anomalies:2"]);
  });

  it("is not taken at its word about channels of another run", async () => {
    await start();
    const client = await stream("status,alerts", "status:900,alerts:0");
    await told(client);
    server.hub.publishLive("status", "status", {});
    await until(() => client.events.length === 1, "the frame came");
    expect(ids(client)).toEqual(["status:1,alerts:0"]);
  });

  it("gets a snapshot in place of what is no longer kept, and goes on behind it", async () => {
    await start({ snapshot: async ({ name }) => [{ open: name }] });
    publish("anomalies", 50);
    publish("alerts", 1);
    await server.outbox.prune(10);
    const client = await stream("alerts,anomalies", "alerts:0,anomalies:39");
    await until(() => client.events.length === 2, "the snapshot and the backlog came");
    publish("anomalies", 1);
    await until(() => client.events.length === 3, "the live frame came");
    const snapshot = client.events.find(({ event }) => event === "snapshot");
    expect(snapshot?.data).toMatchObject({ channel: "anomalies", seq: 50, data: { items: [{ open: "anomalies" }] } });
    expect(client.lastEventId).toBe("alerts:1,anomalies:51");
  });
});
