import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OutboxFrame } from "../../db/ports.ts";
import { parsePositions } from "../../shared/stream-positions.ts";
import { type ChannelServer, startMemoryServer, until } from "./testing/channel-server.ts";
import type { MemoryOutbox } from "./testing/memory-outbox.ts";
import { openStream, type StreamClient, type StreamEvent } from "./testing/stream-client.ts";

let server: ChannelServer<MemoryOutbox>;
beforeAll(async () => {
  // Small bounds, so that a hundred frames already lag, outgrow memory and are read by pages.
  server = await startMemoryServer({ limits: { stored: { packets: 4, bytes: 4_000 }, chunk: 3, page: 5, recentFrames: 8 } });
});
afterAll(() => server.close());

const CHANNELS = 2;

type Step = { do: "publish" | "commit"; channel: number; count: number } | { do: "cut" | "open" | "turn" | "status" | "pause" | "read" };

const amount = { channel: fc.nat({ max: CHANNELS - 1 }), count: fc.integer({ min: 1, max: 40 }) };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("publish" as const), ...amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("commit" as const), ...amount }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constantFrom("cut" as const, "open" as const, "turn" as const, "turn" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("status" as const, "pause" as const, "read" as const) }) },
);

/** A client of two stored channels and one that is not, which always comes back with the last id it read, and their writer. */
class Run {
  readonly #channels: readonly string[];
  readonly totals: number[] = Array.from({ length: CHANNELS }, () => 0);
  #before: StreamEvent[] = [];
  #lastEventId: string;
  #stream: StreamClient | undefined;
  #opening: Promise<StreamClient> | undefined;
  #unpublished: OutboxFrame[] = [];

  constructor(run: number) {
    this.#channels = Array.from({ length: CHANNELS }, (_, n) => `alerts:run-${run}-${n}`);
    this.#lastEventId = this.#channels.map((channel) => `${channel}:0`).join(",");
  }

  get events(): StreamEvent[] {
    return [...this.#before, ...(this.#stream?.events ?? [])];
  }

  commit(channel: number, count: number): void {
    const name = this.#channels[channel] ?? "";
    for (let n = 0; n < count; n++) this.#unpublished.push(server.outbox.append(name, { n }));
    this.totals[channel] = (this.totals[channel] ?? 0) + count;
  }

  publish(): void {
    server.hub.publishStored(this.#unpublished);
    this.#unpublished = [];
  }

  /** Begins to open; publishes may fall into it. */
  open(): void {
    if (this.#stream || this.#opening) return;
    const opening = openStream(`${server.url}/stream?channels=${[...this.#channels, "status"].join(",")}`, {
      "Last-Event-ID": this.#lastEventId,
    });
    this.#opening = opening;
    void opening.then((stream) => {
      this.#stream = stream;
    });
  }

  async cut(): Promise<void> {
    await this.#opening;
    const stream = this.#stream;
    if (!stream) return;
    stream.cut();
    await until(() => stream.ended, "the stream is cut");
    this.#before = this.events;
    this.#lastEventId = stream.lastEventId;
    this.#stream = undefined;
    this.#opening = undefined;
  }

  read(on: boolean): void {
    if (on) this.#stream?.response.resume();
    else this.#stream?.response.pause();
  }

  seqs(channel: number): number[] {
    return this.events.filter(({ data }) => data.channel === this.#channels[channel]).map(({ data }) => data.seq);
  }

  /** Whether every id says of every channel what had come by then. */
  idsAreExact(): boolean {
    const positions = new Map(this.#channels.map((channel) => [channel, 0]));
    return this.events.every(({ id, data }) => {
      if (data.channel !== "status") positions.set(data.channel, data.seq);
      const told = parsePositions(id);
      return this.#channels.every((channel) => told?.get(channel) === positions.get(channel));
    });
  }

  async finish(): Promise<void> {
    this.publish();
    this.open();
    await this.#opening;
    this.read(true);
    await until(() => this.totals.every((total, channel) => this.seqs(channel).length >= total), "every frame came");
    await this.cut();
  }
}

async function play(run: Run, action: Step): Promise<void> {
  if (action.do === "commit" || action.do === "publish") run.commit(action.channel, action.count);
  if (action.do === "publish") run.publish();
  if (action.do === "open") run.open();
  if (action.do === "cut") await run.cut();
  if (action.do === "status") server.hub.publishLive("status", "status", {});
  if (action.do === "pause" || action.do === "read") run.read(action.do === "read");
  if (action.do === "turn") await new Promise((resolve) => setTimeout(resolve, 1));
}

let runs = 0;

it("gives a client every stored frame once and in order, wherever its streams are cut", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const run = new Run(runs++);
      for (const action of steps) await play(run, action);
      await run.finish();
      for (const [channel, total] of run.totals.entries()) {
        expect(run.seqs(channel)).toEqual(Array.from({ length: total }, (_, n) => n + 1));
      }
      expect(run.idsAreExact()).toBe(true);
      expect(run.events.every(({ event }) => event !== "snapshot")).toBe(true);
    }),
    { numRuns: 60 },
  );
});
