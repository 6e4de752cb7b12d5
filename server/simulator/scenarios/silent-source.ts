import { LEAD_IN_MS, type Scenario } from "../scenario.ts";

const SOURCE = "price-feed";
const BEAT_EVERY_MS = 1_000;
/** From here on there is no beat any more. */
const SILENT_FROM_MS = LEAD_IN_MS + 4_000;

/** A source that asks to be watched sends its heartbeats for some seconds, then never again. */
export const silentSource: Scenario = {
  name: "silent-source",
  summary: `${SOURCE} sends heartbeats for ${SILENT_FROM_MS / 1_000} s and then falls silent`,
  expects: [{ metricName: "Silence of a source", group: { source: SOURCE } }],
  raisesWithinMs: SILENT_FROM_MS + 35_000,
  begin: ({ background }) => {
    let beats = 0;
    return (offsetMs) => {
      if (offsetMs < beats * BEAT_EVERY_MS || (beats > 0 && offsetMs >= SILENT_FROM_MS)) return background(offsetMs);
      beats++;
      return { type: "service.heartbeat", source: SOURCE, severity: "info", attributes: { instance: `${SOURCE}-1`, watched: true } };
    };
  },
};
