import type { Random } from "../../db/demo/random.ts";
import type { AttributeValue, EventInput } from "../../shared/events.ts";
import type { ExpectedAlert } from "../../shared/generators.ts";
import type { Background } from "./background.ts";

/** An event before it has its id and its time. */
export interface Draft extends Omit<EventInput, "id" | "timestamp" | "attributes"> {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** How far its producer's clock is ahead of the time it is sent, ms; below 0 it has been under way for so long. */
  readonly aheadMs?: number;
}

/** An event made before is sent once more, id and all. */
export interface Repeat {
  readonly repeat: Draft;
}

export interface Stage {
  readonly random: Random;
  readonly background: Background;
}

/** A story told in events. Pure: what comes next depends on the stage's randomness and the offset only. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** What it must raise within `raisesWithinMs` at 500 events/s, and nothing else. */
  readonly expects: readonly ExpectedAlert[];
  /** A quarter of a minute unless it says otherwise. */
  readonly raisesWithinMs?: number;
  /** The load at an offset in ms, as a multiple of the asked rate; 1 when left out. */
  readonly pace?: (offsetMs: number) => number;
  /** Begins the story; the function returned makes the event of each offset (ms, rising). */
  readonly begin: (stage: Stage) => (offsetMs: number) => Draft | Repeat;
}

/** Everyday traffic before a story's trouble begins. */
export const LEAD_IN_MS = 1_000;
