import { afterEach, describe, expect, it } from "vitest";
import type { Envelope } from "../../shared/socket.ts";
import { type ChannelServer, connected, startMemoryServer, subscribe, type TestClient, until } from "./testing/channel-server.ts";
import type { MemoryOutbox } from "./testing/memory-outbox.ts";

let server: ChannelServer<MemoryOutbox> | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Frames = Envelope<unknown>[];

function collect(client: TestClient, event: "alert" | "snapshot" | "status" | "events" = "alert"): Frames {
  const frames: Frames = [];
  client.on(event, (frame: Envelope<unknown>) => frames.push(frame));
  return frames;
}

function publish(to: ChannelServer<MemoryOutbox>, channel: string, count: number): void {
  const frames = Array.from({ length: count }, (_, n) => to.outbox.append(channel, { n }));
  to.hub.publishStored(frames);
}

const seqs = (frames: Frames) => frames.map((frame) => frame.seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe("stored channels over Socket.IO", () => {
  it("acknowledges with the position and sends only what follows", async () => {
    server = await startMemoryServer();
    publish(server, "alerts", 3);
    const client = await connected(server.client());
    const frames = collect(client);
    expect(await subscribe(client, { channel: "alerts" })).toEqual({ ok: true, channel: "alerts", seq: 3, epoch: "epoch-1" });
    publish(server, "alerts", 2);
    await until(() => frames.length === 2, "two frames came");
    expect(frames[0]).toEqual({ channel: "alerts", seq: 4, at: new Date(1_700_000_000_004).toISOString(), data: { n: 0 } });
    expect(seqs(frames)).toEqual([4, 5]);
  });

  it("acknowledges before the backlog and sends exactly what was missed", async () => {
    server = await startMemoryServer();
    publish(server, "alerts", 300);
    const client = await connected(server.client());
    const order: string[] = [];
    const frames = collect(client);
    client.on("alert", () => order.push("frame"));
    const ack = subscribe(client, { channel: "alerts", since: 120 }).then((answer) => {
      order.push("ack");
      return answer;
    });
    expect(await ack).toMatchObject({ ok: true, seq: 300 });
    await until(() => frames.length >= 180, "the backlog came");
    expect(order[0]).toBe("ack");
    expect(seqs(frames)).toEqual(range(121, 300));
  });

  it("sends a snapshot instead of a backlog that is no longer kept", async () => {
    server = await startMemoryServer({ snapshot: async ({ name }) => [{ open: name }] });
    publish(server, "alerts:risk", 50);
    await server.outbox.prune(10);
    const client = await connected(server.client());
    const snapshots = collect(client, "snapshot");
    const frames = collect(client);
    expect(await subscribe(client, { channel: "alerts:risk", since: 39 })).toMatchObject({ ok: true, seq: 50, gap: true });
    publish(server, "alerts:risk", 1);
    await until(() => frames.length === 1, "the live frame came");
    expect(snapshots).toHaveLength(1);
    expect(snapshots[0]).toMatchObject({ channel: "alerts:risk", seq: 50, data: { items: [{ open: "alerts:risk" }] } });
    expect(seqs(frames)).toEqual([51]);
  });

  it("still resumes from the oldest kept frame, and calls a position of the future a gap", async () => {
    server = await startMemoryServer();
    publish(server, "alerts", 50);
    await server.outbox.prune(10);
    const client = await connected(server.client());
    const frames = collect(client);
    expect(await subscribe(client, { channel: "alerts", since: 40 })).not.toHaveProperty("gap");
    await until(() => frames.length === 10, "the kept frames came");
    expect(seqs(frames)).toEqual(range(41, 50));
    expect(await subscribe(client, { channel: "alerts", since: 51 })).toMatchObject({ seq: 50, gap: true });
  });

  it("accepts a position that is committed and not published yet", async () => {
    server = await startMemoryServer();
    const { outbox, hub } = server;
    const early = await connected(server.client());
    const earlyFrames = collect(early);
    await subscribe(early, { channel: "alerts" });
    const late = [1, 2, 3].map((n) => outbox.append("alerts", { n }));
    const client = await connected(server.client());
    const frames = collect(client);
    expect(await subscribe(client, { channel: "alerts", since: 2 })).toMatchObject({ ok: true, seq: 2 });
    hub.publishStored(late);
    await until(() => frames.length === 1 && earlyFrames.length === 3, "both are current");
    expect(seqs(frames)).toEqual([3]);
    expect(seqs(earlyFrames)).toEqual([1, 2, 3]);
  });

  it("keeps two narrowed channels apart", async () => {
    server = await startMemoryServer();
    const client = await connected(server.client());
    const frames = collect(client);
    await subscribe(client, { channel: "alerts:security" });
    await subscribe(client, { channel: "alerts:risk" });
    publish(server, "alerts:risk", 2);
    publish(server, "alerts:security", 1);
    publish(server, "alerts:general", 1);
    publish(server, "alerts:risk", 1);
    await until(() => frames.length === 4, "four frames came");
    expect(seqs(frames.filter((frame) => frame.channel === "alerts:risk"))).toEqual([1, 2, 3]);
    expect(seqs(frames.filter((frame) => frame.channel === "alerts:security"))).toEqual([1]);
  });

  it("stops after unsubscribe", async () => {
    server = await startMemoryServer();
    const client = await connected(server.client());
    const alerts = collect(client);
    const statuses = collect(client, "status");
    await subscribe(client, { channel: "alerts" });
    await subscribe(client, { channel: "status" });
    expect(server.hub.hasSubscribers("alerts")).toBe(true);
    expect(await client.emitWithAck("unsubscribe", { channel: "alerts" })).toEqual({ ok: true });
    expect(await client.emitWithAck("unsubscribe", { channel: "alerts" })).toEqual({ ok: false });
    expect(server.hub.hasSubscribers("alerts")).toBe(false);
    publish(server, "alerts", 1);
    server.hub.publishLive("status", "status", { state: "running" });
    await until(() => statuses.length === 1, "the status came");
    expect(alerts).toEqual([]);
  });

  it("works over long polling too", async () => {
    server = await startMemoryServer();
    publish(server, "alerts", 500);
    const client = await connected(server.client({ transports: ["polling"] }));
    const frames = collect(client);
    await subscribe(client, { channel: "alerts", since: 0 });
    publish(server, "alerts", 500);
    await until(() => frames.length >= 1_000, "all frames came");
    expect(seqs(frames)).toEqual(range(1, 1_000));
  });
});

describe("live channels over Socket.IO", () => {
  it("numbers frames within the epoch", async () => {
    server = await startMemoryServer({ now: () => 1_700_000_000_000 });
    const client = await connected(server.client());
    const frames = collect(client, "status");
    expect(await subscribe(client, { channel: "status", since: 9, epoch: "older" })).toEqual({
      ok: true,
      channel: "status",
      seq: 0,
      epoch: "epoch-1",
    });
    server.hub.publishLive("status", "status", { pending: 1 });
    server.hub.publishLive("status", "status", { pending: 2 });
    await until(() => frames.length === 2, "two frames came");
    expect(frames[1]).toEqual({ channel: "status", seq: 2, at: "2023-11-14T22:13:20.000Z", data: { pending: 2 } });
  });
});

describe("refusals", () => {
  it("answers bad input with a code and a detail", async () => {
    server = await startMemoryServer({ limits: { subscriptions: 2 } });
    const client = await connected(server.client());
    const send = (input: unknown) => subscribe(client, input as { channel: string });
    expect(await send({ channel: "nonsense" })).toMatchObject({ ok: false, code: "unknown_channel" });
    expect(await send({ channel: "status:x" })).toMatchObject({ ok: false, code: "unknown_channel" });
    expect(await send({ channel: "alerts:../x" })).toMatchObject({ ok: false, code: "unknown_channel" });
    expect(await send({ channel: "alerts", since: -1 })).toMatchObject({
      ok: false,
      code: "invalid",
      detail: expect.stringMatching(/^since/),
    });
    expect(await send({ channel: "alerts", since: "7" })).toMatchObject({ ok: false, code: "invalid" });
    expect(await send(null)).toMatchObject({ ok: false, code: "invalid" });
    expect(await send({ channel: "a".repeat(300) })).toMatchObject({ ok: false, code: "invalid" });
    expect(await send({ channel: "alerts" })).toMatchObject({ ok: true });
    expect(await send({ channel: "status" })).toMatchObject({ ok: true });
    expect(await send({ channel: "alerts" })).toMatchObject({ ok: true });
    expect(await send({ channel: "events" })).toMatchObject({ ok: false, code: "too_many_subscriptions" });
    client.emit("subscribe", { channel: "alerts" }, undefined as never);
    client.emit("unsubscribe", null as never);
    expect(await send({ channel: "status" })).toMatchObject({ ok: true });
  });

  it("takes no client without a reader's token", async () => {
    server = await startMemoryServer({ tokens: { "v-secret": "viewer", "p-secret": "producer" } });
    const attempt = (auth: Record<string, unknown>) =>
      connected(server?.client({ auth }) as TestClient).catch((error) => error.data ?? error);
    expect(await attempt({})).toMatchObject({ code: "unauthorized" });
    expect(await attempt({ token: "wrong" })).toMatchObject({ code: "unauthorized" });
    expect(await attempt({ token: 7 })).toMatchObject({ code: "unauthorized" });
    expect(await attempt({ token: "p-secret" })).toMatchObject({ code: "forbidden" });
    expect(server.hub.connections()).toBe(0);
    await connected(server.client({ auth: { token: "v-secret" } }));
    expect(server.hub.connections()).toBe(1);
  });

  it("checks Origin and Host of the upgrade itself", async () => {
    server = await startMemoryServer({ allowedOrigins: ["https://ops.example.com"] });
    const attempt = (extraHeaders: Record<string, string>) =>
      connected((server as ChannelServer<MemoryOutbox>).client({ extraHeaders })).then(
        () => "connected",
        () => "refused",
      );
    expect(await attempt({ Origin: "https://evil.example.com" })).toBe("refused");
    expect(await attempt({ Origin: "null" })).toBe("refused");
    expect(await attempt({ Host: "rebound.example.com" })).toBe("refused");
    expect(await attempt({ Origin: "https://ops.example.com" })).toBe("connected");
    expect(await attempt({ Origin: server.url })).toBe("connected");
    expect(await attempt({})).toBe("connected");
  });

  it("counts clients and forgets them", async () => {
    server = await startMemoryServer();
    const { hub } = server;
    const clients = await Promise.all([1, 2, 3].map(() => connected((server as ChannelServer<MemoryOutbox>).client())));
    await subscribe(clients[0] as TestClient, { channel: "alerts" });
    expect(hub.connections()).toBe(3);
    clients[0]?.disconnect();
    await until(() => hub.connections() === 2, "the client is forgotten");
    expect(hub.hasSubscribers("alerts")).toBe(false);
  });
});
