import type { Scenario } from "../scenario.ts";
import { LEAD_IN_MS } from "../scenario.ts";
import { serviceError } from "../traffic.ts";

const WAVE_EVERY_MS = 15_000;
const WAVE_MS = 5_000;
const WAVE_LOAD = 2.5;
/** With the load of the waves, the mean is the asked rate. */
const LULL_LOAD = (WAVE_EVERY_MS - WAVE_MS * WAVE_LOAD) / (WAVE_EVERY_MS - WAVE_MS);
const SHED_SHARE = 0.25;

function inWave(offsetMs: number): boolean {
  return offsetMs >= LEAD_IN_MS && (offsetMs - LEAD_IN_MS) % WAVE_EVERY_MS < WAVE_MS;
}

/** Waves of ten times the traffic between them, of which the gateway sheds a part. */
export const burst: Scenario = {
  name: "burst",
  summary: "waves of ten times the traffic between them; the gateway sheds a part of each",
  expects: [{ metricName: "Service error rate", group: { source: "api-gateway" } }],
  pace: (offsetMs) => (inWave(offsetMs) ? WAVE_LOAD : LULL_LOAD),
  begin:
    ({ random, background }) =>
    (offsetMs) =>
      inWave(offsetMs) && random() < SHED_SHARE ? serviceError(random, "api-gateway") : background(offsetMs),
};
