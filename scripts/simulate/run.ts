import { createScenario } from "../../server/simulator/generate.ts";
import { allAcknowledged, NOTHING_SENT, play } from "../../server/simulator/play.ts";
import type { Scenario } from "../../server/simulator/scenario.ts";
import { SCENARIOS } from "../../server/simulator/scenarios.ts";
import type { ExpectedAlert } from "../../shared/generators.ts";
import { DeliveryError, deliver } from "./deliver.ts";
import type { SimulateOptions } from "./options.ts";
import { createPoster } from "./post.ts";
import { createProgress, type Output, type Progress, tallyText } from "./progress.ts";

export interface RunOptions extends SimulateOptions {
  readonly output: Output;
  readonly stopped: () => boolean;
  readonly retryWindowMs: number;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const monotonic = () => performance.now();

/** Plays a scenario against the server and tells about it; true when every event of it was acknowledged. */
export async function runScenario(options: RunOptions): Promise<boolean> {
  const scenario: Scenario = SCENARIOS[options.scenario];
  const progress = createProgress(options.output, monotonic);
  progress.say(`${scenario.name}: ${scenario.summary}`);
  progress.say(`posting ${options.rate} events/s for ${options.durationSeconds} s to ${options.url.origin}, seed ${options.seed}`);
  progress.say(expectation(scenario.expects));
  return post(options, progress);
}

async function post(options: RunOptions, progress: Progress): Promise<boolean> {
  const poster = createPoster(new URL("/api/v1/alert", options.url), options.token);
  const delivery = { poster, retryWindowMs: options.retryWindowMs, now: monotonic, sleep, onRetry: outages(progress) };
  const startMs = Date.now();
  const events = createScenario(options.scenario, { ...options, startMs, run: startMs.toString(36) });
  let tally = NOTHING_SENT;
  try {
    tally = await play(events, {
      send: (batch) => deliver(batch, delivery),
      now: monotonic,
      sleep,
      stopped: options.stopped,
      onBatch: (soFar, offsetMs, result) => {
        tally = soFar;
        progress.update(soFar, offsetMs / (options.durationSeconds * 1_000));
        const first = result.errors[0];
        if (first && soFar.unexpected > 0) progress.say(`event ${first.index} of a batch, ${first.path}: ${first.message}`);
      },
    });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    progress.end();
    progress.say(`${error.message}\nnot every event was acknowledged: ${tallyText(tally)}`);
    return false;
  } finally {
    poster.close();
  }
  progress.end();
  progress.say(`${allAcknowledged(tally) ? "every event was acknowledged" : "not every event was acknowledged"}: ${tallyText(tally)}`);
  return allAcknowledged(tally);
}

/** Says each kind of trouble once, not with every attempt. */
function outages(progress: Progress): (reason: string) => void {
  let last = "";
  return (reason) => {
    if (reason !== last) progress.say(`trying again: ${reason}`);
    last = reason;
  };
}

function expectation(expects: readonly ExpectedAlert[]): string {
  if (expects.length === 0) return "expect no alert of the default metrics";
  const lines = expects.map(({ metricName, group = {} }) => {
    const values = Object.entries(group).map(([field, value]) => `${field}=${value}`);
    return `  ${[metricName, ...values].join("  ")}`;
  });
  return ["expect these alerts of the default metrics:", ...lines].join("\n");
}
