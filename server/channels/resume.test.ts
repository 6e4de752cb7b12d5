import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OutboxFrame } from "../../db/ports.ts";
import { type ChannelServer, connected, startMemoryServer, subscribe, type TestClient, until } from "./testing/channel-server.ts";
import type { MemoryOutbox } from "./testing/memory-outbox.ts";

let server: ChannelServer<MemoryOutbox>;
beforeAll(async () => {
  // Small bounds, so that a hundred frames already lag, outgrow memory and are read by pages.
  server = await startMemoryServer({ limits: { stored: { packets: 4, bytes: 4_000 }, chunk: 3, page: 5, recentFrames: 8 } });
});
afterAll(() => server.close());

type Step = { do: "publish" | "commit"; count: number } | { do: "cut" | "resume" | "turn" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("publish" as const), count: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("commit" as const), count: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cut" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resume" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("turn" as const) }) },
);

/** A client that comes back with what it has, and the writer of its channel. */
class Run {
  readonly seen: number[] = [];
  readonly #channel: string;
  readonly #client: TestClient = server.client();
  #unpublished: OutboxFrame[] = [];
  #resuming: Promise<unknown> = Promise.resolve();
  #abandon: () => void = () => {};
  total = 0;

  constructor(channel: string) {
    this.#channel = channel;
    this.#client.on("alert", (frame) => this.seen.push(frame.seq));
  }

  commit(count: number): void {
    for (let n = 0; n < count; n++) this.#unpublished.push(server.outbox.append(this.#channel, { n }));
    this.total += count;
  }

  publish(): void {
    server.hub.publishStored(this.#unpublished);
    this.#unpublished = [];
  }

  cut(): void {
    this.#client.disconnect();
    this.#client.off("connect").off("connect_error");
    this.#abandon();
  }

  /** Begins to resume; publishes and cuts may fall anywhere into it. */
  async resume(): Promise<void> {
    if (this.#client.active) return;
    await this.#resuming;
    const resume = async () => {
      await connected(this.#client);
      return subscribe(this.#client, { channel: this.#channel, since: this.seen.at(-1) ?? 0 });
    };
    // A client cut off while it connects is told nothing at all.
    const cut = new Promise<string>((resolve) => {
      this.#abandon = () => resolve("cut");
    });
    this.#resuming = Promise.race([resume().catch(() => "cut"), cut]);
  }

  /** Waits until nothing is missing. */
  async finish(): Promise<void> {
    this.publish();
    await this.resume();
    expect(await this.#resuming).toMatchObject({ ok: true });
    expect(await this.#resuming).not.toHaveProperty("gap");
    await until(() => this.seen.length >= this.total, `${this.total} frames came`);
    this.cut();
  }
}

async function play(run: Run, action: Step): Promise<void> {
  if (action.do === "commit" || action.do === "publish") run.commit(action.count);
  if (action.do === "publish") run.publish();
  if (action.do === "cut") run.cut();
  if (action.do === "resume") await run.resume();
  if (action.do === "turn") await new Promise((resolve) => setTimeout(resolve, 1));
}

let runs = 0;

it("gives a client every frame once and in order, however often it leaves and comes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const run = new Run(`alerts:run-${runs++}`);
      for (const action of steps) await play(run, action);
      await run.finish();
      expect(run.seen).toEqual(Array.from({ length: run.total }, (_, n) => n + 1));
    }),
    { numRuns: 60 },
  );
});
