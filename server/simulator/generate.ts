import type { EventInput } from "../../shared/events.ts";
import { createBackground } from "./background.ts";
import { between, createRandom, seedOf } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS, type ScenarioName } from "./scenarios.ts";

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
}

/** The events of a scenario in the order of their times, made one by one. The same arguments give the same events. */
export function* createScenario(name: ScenarioName, options: ScenarioOptions): Generator<TimedEvent, void, undefined> {
  const { seed, rate, durationSeconds, startMs, run } = options;
  const scenario: Scenario = SCENARIOS[name];
  const random = createRandom(seedOf(name, seed));
  const next = scenario.begin({ random, background: createBackground(random) });
  const endMs = durationSeconds * 1_000;
  let offsetMs = 0;
  for (let n = 1; ; n++) {
    const gapMs = 1_000 / (rate * (scenario.pace?.(offsetMs) ?? 1));
    offsetMs += gapMs * between(random, 0.5, 1.5);
    if (offsetMs >= endMs) return;
    const draft = next(offsetMs);
    const id = `sim-${name}-${seed}-${run}-${n}`;
    const event = { ...draft, id, timestamp: startMs + Math.floor(offsetMs), attributes: { ...draft.attributes, simulated: true } };
    yield { offsetMs, event };
  }
}
