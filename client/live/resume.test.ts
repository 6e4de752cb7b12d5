import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createStoredChannel, type StoredChannel } from "./channel.ts";
import { initialResume, type ResumeInput, type ResumeState, resume } from "./resume.ts";

function run(inputs: readonly ResumeInput<string>[], from: ResumeState = initialResume) {
  let state = from;
  const effects = inputs.flatMap((input) => {
    const step = resume(state, input);
    state = step.state;
    return step.effects;
  });
  return { state, effects };
}

const LIVE: readonly ResumeInput<string>[] = [
  { type: "connected" },
  { type: "based", seq: 10 },
  { type: "ack", attempt: 1, seq: 10, gap: false },
];

describe("a stored channel", () => {
  test("subscribes from where the list was read, and only once there is one", () => {
    expect(run([{ type: "connected" }]).effects).toEqual([]);
    expect(run([{ type: "connected" }, { type: "based", seq: 10 }]).effects).toEqual([{ type: "subscribe", since: 10, attempt: 1 }]);
    expect(run([{ type: "based", seq: 10 }, { type: "connected" }]).effects).toEqual([{ type: "subscribe", since: 10, attempt: 1 }]);
  });

  test("applies the next frame once and ignores a repeat", () => {
    const { effects, state } = run([...LIVE, { type: "frame", seq: 11, data: "a" }, { type: "frame", seq: 11, data: "a" }]);
    expect(effects.slice(1)).toEqual([{ type: "apply", seq: 11, data: "a" }]);
    expect(state).toMatchObject({ phase: "live", seq: 11 });
  });

  test("subscribes again at a hole instead of skipping it", () => {
    const { effects } = run([...LIVE, { type: "frame", seq: 13, data: "c" }]);
    expect(effects.at(-1)).toEqual({ type: "subscribe", since: 10, attempt: 2 });
  });

  test("says after a loss how much it caught up, and nothing at the first connection", () => {
    expect(run(LIVE).effects.map((effect) => effect.type)).toEqual(["subscribe"]);
    const { effects } = run([
      ...LIVE,
      { type: "disconnected" },
      { type: "connected" },
      { type: "ack", attempt: 2, seq: 12, gap: false },
      { type: "frame", seq: 11, data: "a" },
      { type: "frame", seq: 12, data: "b" },
      { type: "frame", seq: 13, data: "c" },
    ]);
    expect(effects.map((effect) => effect.type)).toEqual(["subscribe", "subscribe", "apply", "apply", "caught-up", "apply"]);
    expect(effects).toContainEqual({ type: "caught-up", changes: 2 });
  });

  test("says so when nothing was missed", () => {
    const { effects } = run([...LIVE, { type: "disconnected" }, { type: "connected" }, { type: "ack", attempt: 2, seq: 10, gap: false }]);
    expect(effects.at(-1)).toEqual({ type: "caught-up", changes: 0 });
  });

  test("says so too when the line was lost before the first subscription was answered", () => {
    const { effects } = run([
      ...LIVE.slice(0, 2),
      { type: "disconnected" },
      { type: "connected" },
      { type: "ack", attempt: 2, seq: 11, gap: false },
      { type: "frame", seq: 11, data: "a" },
    ]);
    expect(effects.at(-1)).toEqual({ type: "caught-up", changes: 1 });
  });

  test("counts over a second loss in the middle of the catch-up", () => {
    const { effects } = run([
      ...LIVE,
      { type: "disconnected" },
      { type: "connected" },
      { type: "ack", attempt: 2, seq: 12, gap: false },
      { type: "frame", seq: 11, data: "a" },
      { type: "disconnected" },
      { type: "connected" },
      { type: "ack", attempt: 3, seq: 12, gap: false },
      { type: "frame", seq: 12, data: "b" },
    ]);
    expect(effects.at(-1)).toEqual({ type: "caught-up", changes: 2 });
  });

  test("reads the list again at a gap, or when the server is behind us", () => {
    const lost: ResumeInput<string>[] = [...LIVE, { type: "disconnected" }, { type: "connected" }];
    expect(run([...lost, { type: "ack", attempt: 2, seq: 99, gap: true }]).effects.at(-1)).toEqual({ type: "rebase" });
    expect(run([...lost, { type: "ack", attempt: 2, seq: 3, gap: false }]).effects.at(-1)).toEqual({ type: "rebase" });
  });

  test("ignores frames while the list is read again, and the answer to an older subscription", () => {
    const gap: ResumeInput<string>[] = [
      ...LIVE,
      { type: "disconnected" },
      { type: "connected" },
      { type: "ack", attempt: 2, seq: 99, gap: true },
    ];
    expect(run([...gap, { type: "frame", seq: 11, data: "a" }]).effects.at(-1)).toEqual({ type: "rebase" });
    const again = run([...gap, { type: "based", seq: 99 }, { type: "ack", attempt: 2, seq: 99, gap: true }]);
    expect(again.effects.at(-1)).toEqual({ type: "subscribe", since: 99, attempt: 3 });
    expect(again.state.phase).toBe("subscribing");
  });

  test("does not say that it caught up where there was a gap", () => {
    const { effects } = run([
      ...LIVE,
      { type: "disconnected" },
      { type: "connected" },
      { type: "ack", attempt: 2, seq: 99, gap: true },
      { type: "based", seq: 99 },
      { type: "ack", attempt: 3, seq: 99, gap: false },
    ]);
    expect(effects.map((effect) => effect.type)).toEqual(["subscribe", "subscribe", "rebase", "subscribe"]);
  });
});

/** A server with a log of numbered frames of which it keeps the newest, and a line that loses, repeats and breaks. */
class Model {
  head = 0;
  oldest = 1;
  isUp = false;
  /** What a person sees, and every frame that was applied since the list was read last. */
  shown = 0;
  applied: number[] = [];
  toldMissed: number[] = [];
  readonly #line: (() => void)[] = [];
  #isSubscribed = false;
  readonly channel: StoredChannel<number>;

  constructor() {
    this.channel = createStoredChannel<number>(
      "alerts",
      {
        subscribe: (_channel, since, answer) => {
          const gap = since > this.head || since < this.oldest - 1;
          const seq = this.head;
          this.#line.push(() => answer({ ok: true, channel: "alerts", seq, epoch: "e", ...(gap ? { gap: true } : {}) }));
          this.#isSubscribed = true;
          for (let frame = since + 1; !gap && frame <= this.head; frame++) this.#send(frame);
        },
      },
      {
        apply: (data, seq) => {
          expect(data).toBe(seq);
          this.applied.push(seq);
        },
        caughtUp: (changes) => this.toldMissed.push(changes),
        rebase: () => this.readList(),
        refused: () => expect.unreachable(),
      },
    );
  }

  #send(seq: number): void {
    this.#line.push(() => this.channel.frame(seq, seq));
  }

  readList(): void {
    this.shown = this.head;
    this.applied = [];
    this.channel.based(this.head);
  }

  publish(): void {
    this.head += 1;
    if (this.isUp && this.#isSubscribed) this.#send(this.head);
  }

  connect(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.channel.connected();
  }

  disconnect(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.#isSubscribed = false;
    // What was on its way is lost with the line.
    this.#line.length = 0;
    this.channel.disconnected();
  }

  deliver(count: number): void {
    for (const send of this.#line.splice(0, count)) send();
  }

  repeat(): void {
    const [first] = this.#line;
    if (first) this.#line.unshift(first);
  }

  /** A frame that never arrives although the line stays: must be noticed as a hole. */
  lose(): void {
    this.#line.shift();
  }

  trim(): void {
    this.oldest = Math.max(this.oldest, this.head - 2);
  }

  /** Brings everything to rest: the line is renewed, since a lost answer is only noticed with it. */
  settle(): void {
    this.disconnect();
    this.connect();
    for (let turn = 0; turn < 10; turn++) this.deliver(Number.POSITIVE_INFINITY);
  }
}

const STEPS = {
  publish: (model: Model) => model.publish(),
  connect: (model: Model) => model.connect(),
  disconnect: (model: Model) => model.disconnect(),
  deliverOne: (model: Model) => model.deliver(1),
  deliverAll: (model: Model) => model.deliver(Number.POSITIVE_INFINITY),
  repeat: (model: Model) => model.repeat(),
  lose: (model: Model) => model.lose(),
  trim: (model: Model) => model.trim(),
} as const;

/** Weighted so that the line is mostly up and busy: most of what can go wrong goes wrong between frames. */
const WEIGHTS: Readonly<Record<keyof typeof STEPS, number>> = {
  publish: 8,
  connect: 2,
  disconnect: 1,
  deliverOne: 6,
  deliverAll: 2,
  repeat: 2,
  lose: 2,
  trim: 1,
};
const names = Object.keys(STEPS) as (keyof typeof STEPS)[];
const step = fc.oneof(...names.map((name) => ({ arbitrary: fc.constant(name), weight: WEIGHTS[name] })));
const steps = fc.array(step, { maxLength: 120, size: "max" });

test("whatever the line does, every frame after the list is applied once and in order", () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const model = new Model();
      model.readList();
      model.connect();
      for (const name of taken) {
        STEPS[name](model);
        expect(model.applied).toEqual(model.applied.map((_, index) => model.shown + 1 + index));
      }
      model.settle();
      expect(model.shown + model.applied.length).toBe(model.head);
    }),
    { numRuns: 500 },
  );
});
