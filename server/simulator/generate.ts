import { EVENT_LIMITS, type EventInput } from "../../shared/events.ts";
import type { ScenarioName } from "../../shared/generators.ts";
import { createBackground } from "./background.ts";
import { between, createRandom, seedOf } from "./random.ts";
import type { Draft, Repeat, Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";

export interface ScenarioOptions {
  readonly seed: number;
  /** Mean events per second. */
  readonly rate: number;
  readonly durationSeconds: number;
  /** Epoch ms of the first moment. */
  readonly startMs: number;
  /** Tells the ids of one run from those of another of the same seed. */
  readonly run: string;
}

/** An event and when it is to be sent, in ms from the start. */
export interface TimedEvent {
  readonly offsetMs: number;
  readonly event: EventInput & { readonly id: string };
  /** It is dated so far ahead that the server has to refuse it. */
  readonly refused: boolean;
}

/** The events of a scenario in the order of their times, made one by one. The same arguments give the same events. */
export function* createScenario(name: ScenarioName, options: ScenarioOptions): Generator<TimedEvent, void, undefined> {
  const { seed, rate, durationSeconds, startMs, run } = options;
  const scenario: Scenario = SCENARIOS[name];
  const random = createRandom(seedOf(name, seed));
  const next = scenario.begin({ random, background: createBackground(random) });
  const made = new WeakMap<Draft, TimedEvent["event"]>();
  const endMs = durationSeconds * 1_000;
  let offsetMs = 0;
  for (let n = 1; ; n++) {
    const gapMs = 1_000 / (rate * (scenario.pace?.(offsetMs) ?? 1));
    offsetMs += gapMs * between(random, 0.5, 1.5);
    if (offsetMs >= endMs) return;
    const drawn = next(offsetMs);
    const draft = isRepeat(drawn) ? drawn.repeat : drawn;
    const event = made.get(draft) ?? eventOf(draft, `sim-${name}-${seed}-${run}-${n}`, startMs + Math.floor(offsetMs));
    made.set(draft, event);
    yield { offsetMs, event, refused: (draft.aheadMs ?? 0) > EVENT_LIMITS.futureMs };
  }
}

function isRepeat(drawn: Draft | Repeat): drawn is Repeat {
  return "repeat" in drawn;
}

function eventOf({ aheadMs = 0, ...draft }: Draft, id: string, sentAt: number): TimedEvent["event"] {
  return { ...draft, id, timestamp: sentAt + aheadMs, attributes: { ...draft.attributes, simulated: true } };
}
