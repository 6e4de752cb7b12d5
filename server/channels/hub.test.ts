import { describe, expect, it } from "vitest";
import type { OutboxStore } from "../../db/ports.ts";
import type { SubscribeAck } from "../../shared/socket.ts";
import type { CloseReason, Connection, Transport } from "./connection.ts";
import { createHub, type Hub, type HubOptions } from "./hub.ts";
import { createMemoryOutbox } from "./testing/memory-outbox.ts";

interface Client extends Connection {
  readonly received: (string | number)[];
  readonly closed: CloseReason[];
  waiting: number;
}

const transport: Transport = {
  multicast(targets, frames) {
    for (const target of targets) (target as Client).received.push(...frames.map(({ event, envelope }) => `${event} ${envelope.seq}`));
  },
};

let ids = 0;
function connect(hub: Hub): Client {
  const closed: CloseReason[] = [];
  const client: Client = {
    id: `c${ids++}`,
    transport,
    received: [],
    closed,
    waiting: 0,
    bufferedPackets: () => client.waiting,
    bufferedBytes: () => 0,
    close: (reason) => closed.push(reason),
  };
  hub.connect(client);
  return client;
}

function setUp(options: Partial<HubOptions> = {}) {
  const outbox = createMemoryOutbox();
  const hub = createHub({ outbox, snapshot: async () => [], now: () => 0, epoch: "e", ...options });
  const append = (count: number) => Array.from({ length: count }, () => outbox.append("alerts", {}));
  return { outbox, hub, append };
}

async function subscribe(hub: Hub, client: Client, channel: string, since?: number): Promise<SubscribeAck | undefined> {
  let answer: SubscribeAck | undefined;
  await hub.subscribe(client, since === undefined ? { channel } : { channel, since }, (ack) => {
    answer = ack;
    client.received.push("ack");
  });
  return answer;
}

async function turns(count = 20): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve));
}

describe("hub", () => {
  it("ignores frames that a client was already told of", async () => {
    const { hub, append } = setUp();
    const committed = append(3);
    const client = connect(hub);
    expect(await subscribe(hub, client, "alerts", 1)).toMatchObject({ ok: true, seq: 3 });
    hub.publishStored(committed);
    await turns();
    hub.publishStored([...committed, ...append(1)]);
    expect(client.received).toEqual(["ack", "alert 2", "alert 3", "alert 4"]);
  });

  it("reads from the store what was not handed over", async () => {
    const { hub, append } = setUp();
    const client = connect(hub);
    await subscribe(hub, client, "alerts");
    append(5);
    hub.publishStored(append(1));
    await turns();
    expect(client.received).toEqual(["ack", ...[1, 2, 3, 4, 5, 6].map((seq) => `alert ${seq}`)]);
  });

  it("puts the snapshot between the ack and what follows it", async () => {
    const { hub, outbox, append } = setUp({
      snapshot: async () => {
        hub.publishStored(append(1));
        return [];
      },
    });
    append(9);
    await outbox.prune(2);
    const client = connect(hub);
    expect(await subscribe(hub, client, "alerts", 1)).toMatchObject({ seq: 9, gap: true });
    await turns();
    expect(client.received).toEqual(["ack", "snapshot 9", "alert 10"]);
  });

  it("answers an unsubscribe or a second subscribe that overtakes the first", async () => {
    const { hub, append } = setUp();
    append(3);
    const client = connect(hub);
    const first = subscribe(hub, client, "alerts", 0);
    expect(hub.unsubscribe(client, "alerts")).toBe(true);
    expect(await first).toMatchObject({ ok: false, code: "replaced" });
    const second = subscribe(hub, client, "alerts", 0);
    const third = subscribe(hub, client, "alerts", 2);
    expect(await second).toMatchObject({ ok: false, code: "replaced" });
    expect(await third).toMatchObject({ ok: true });
    await turns();
    expect(client.received).toEqual(["ack", "ack", "ack", "alert 3"]);
    expect(hub.unsubscribe(client, "alerts")).toBe(true);
    expect(hub.hasSubscribers("alerts")).toBe(false);
  });

  it("says so when the store or the snapshot fails, and forgets the subscription", async () => {
    const errors: string[] = [];
    const broken = { position: () => Promise.reject(new Error("disk")) } as unknown as OutboxStore;
    const { hub } = setUp({ outbox: broken, onError: (_error, what) => errors.push(what) });
    const client = connect(hub);
    expect(await subscribe(hub, client, "alerts")).toMatchObject({ ok: false, code: "internal" });
    expect(errors).toEqual(["subscribe alerts"]);
    expect(hub.hasSubscribers("alerts")).toBe(false);
  });

  it("closes a client whose backlog cannot be read, so that it resumes", async () => {
    const { hub, outbox, append } = setUp();
    append(3);
    outbox.after = () => Promise.reject(new Error("disk"));
    const client = connect(hub);
    await subscribe(hub, client, "alerts", 0);
    await turns();
    expect(client.closed).toMatchObject([{ code: "internal" }]);
    expect(hub.connections()).toBe(0);
  });

  it("gives up on a client that takes nothing, not on one that is merely behind", async () => {
    let now = 0;
    const { hub, append } = setUp({ now: () => now });
    const [stalled, behind] = [connect(hub), connect(hub)];
    for (const client of [stalled, behind]) {
      await subscribe(hub, client, "alerts");
      client.waiting = 65;
    }
    hub.publishStored(append(1));
    for (now = 1_000; now < 15_000; now += 1_000) {
      hub.check();
      hub.drained(behind);
    }
    hub.check();
    expect(stalled.closed).toMatchObject([{ code: "too_slow" }]);
    expect(behind.closed).toEqual([]);
    expect(hub.connections()).toBe(1);
  });

  it("notices at its check that a buffer has emptied", async () => {
    const { hub, append } = setUp();
    const client = connect(hub);
    await subscribe(hub, client, "alerts");
    client.waiting = 65;
    hub.publishStored(append(1));
    hub.publishStored(append(2));
    expect(client.received).toEqual(["ack", "alert 1"]);
    client.waiting = 0;
    hub.check();
    await turns();
    expect(client.received).toEqual(["ack", "alert 1", "alert 2", "alert 3"]);
  });

  it("drops a client that asks and asks without reading the answers", async () => {
    const { hub } = setUp();
    const client = connect(hub);
    client.waiting = 513;
    await subscribe(hub, client, "alerts");
    expect(client.closed).toMatchObject([{ code: "too_slow" }]);
  });

  it("counts a live channel on within the epoch, and forgets channels nobody published", async () => {
    const { hub } = setUp();
    const client = connect(hub);
    await subscribe(hub, client, "status");
    hub.publishLive("status", "status", {});
    hub.unsubscribe(client, "status");
    expect(hub.hasSubscribers("status")).toBe(false);
    hub.publishLive("status", "status", {});
    expect(await subscribe(hub, client, "status")).toMatchObject({ seq: 1 });
    hub.publishLive("status", "status", {});
    expect(client.received).toEqual(["ack", "status 1", "ack", "status 2"]);
  });
});
