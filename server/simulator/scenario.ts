import type { Group } from "../../shared/alerts.ts";
import type { AttributeValue, EventInput } from "../../shared/events.ts";
import type { Background } from "./background.ts";
import type { Random } from "./random.ts";

/** An event before it has its id and its time. */
export interface Draft extends Omit<EventInput, "id" | "timestamp" | "attributes"> {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** An alert that a server with the default metrics must raise; without a group, whichever one. */
export interface ExpectedAlert {
  readonly metricName: string;
  readonly group?: Group;
}

export interface Stage {
  readonly random: Random;
  readonly background: Background;
}

/** A story told in events. Pure: what comes next depends on the stage's randomness and the offset only. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** What it must raise within its first quarter of a minute at 500 events/s, and nothing else. */
  readonly expects: readonly ExpectedAlert[];
  /** The load at an offset in ms, as a multiple of the asked rate; 1 when left out. */
  readonly pace?: (offsetMs: number) => number;
  /** Begins the story; the function returned makes the event of each offset (ms, rising). */
  readonly begin: (stage: Stage) => (offsetMs: number) => Draft;
}

/** Everyday traffic before a story's trouble begins. */
export const LEAD_IN_MS = 1_000;
