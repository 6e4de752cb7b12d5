import { apply, engineOf, line, parse, T0, toEvent } from "./engine-load.ts";
import { SCENARIOS, type Scenario, type ScenarioName, type Side } from "./engine-scenarios.ts";

// Measures one scenario: sends the nanoseconds an event costs on either side. The sides take turns, chunk by chunk, so that
// both meet the same machine.
const CHUNK = 100;
const WARM_EVENTS = 600_000;
/** Events a second in their own time, once it is measured. */
const RATE = 2_000;

interface Measured {
  parseMs: number;
  applyMs: number;
  events: number;
}

/** Feeds one engine; its events go on where the last chunk ended. */
function feeder({ load, metrics }: Side) {
  const engine = engineOf(metrics);
  let n = 0;
  let clock = T0;
  return (gapMs: number): Measured => {
    const lines = Array.from({ length: CHUNK }, () => {
      clock += gapMs;
      return line(load, n++, Math.floor(clock));
    });
    const started = performance.now();
    const parsed = lines.map(parse);
    const parsedAt = performance.now();
    const events = parsed.map((each, index) => toEvent(each, n - CHUNK + index + 1));
    const ready = performance.now();
    apply(engine, events);
    return { parseMs: parsedAt - started, applyMs: performance.now() - ready, events: CHUNK };
  };
}

function main([name = "parse", chunks = "100"]: string[]): void {
  const scenario: Scenario = SCENARIOS[name as ScenarioName];
  const ours = feeder(scenario.ours);
  const theirs = scenario.baseline && feeder(scenario.baseline);
  const warmGap = scenario.warmMs / WARM_EVENTS;
  for (let i = 0; i < WARM_EVENTS / CHUNK; i++) {
    ours(warmGap);
    theirs?.(warmGap);
  }
  let [mine, bare] = [0, 0];
  for (let i = 0; i < Number(chunks); i++) {
    const { parseMs, applyMs } = ours(1_000 / RATE);
    mine += applyMs;
    bare += theirs ? theirs(1_000 / RATE).applyMs : parseMs;
  }
  const perEvent = 1e6 / (Number(chunks) * CHUNK);
  const figures = [mine * perEvent, bare * perEvent];
  if (process.send) process.send(figures, () => process.exit(0));
  else console.log(name, figures, (figures[0] ?? 0) / (figures[1] ?? 1));
}

main(process.argv.slice(2));
