import type { Mention, Value } from "./mentions.ts";
import type { Scene } from "./scene.ts";

const PREDICATE = /^(?:is|are|was|were|be|been|get|gets|got|come|comes|came|has|have|had)\b/i;

/** What is asked of a whole, apart from what bounds it: "of deposits in euros … failed", "of customers in Germany … are VIP". */
export interface ShareParts {
  readonly values: readonly Value[];
  readonly acts: readonly Mention[];
}

/** `acts`: the other things that are named. What stands behind the verb is the part; without a verb, what no preposition led to. */
export function partsOf(scene: Scene, whole: Mention, acts: readonly Mention[]): ShareParts {
  const { values } = whole;
  const verb = scene.reading.chunks.findLastIndex(({ text, tag }, index) => index > whole.at && tag !== "data" && PREDICATE.test(text));
  const behind = values.filter(({ at = -1 }) => verb >= 0 && at > verb);
  const actsBehind = acts.filter(({ at }) => verb >= 0 && at > verb);
  if (behind.length + actsBehind.length > 0) return { values: behind, acts: actsBehind };
  const plain = values.filter(({ led }) => led !== true);
  if (plain.length === 0) return { values, acts };
  const from = Math.min(...plain.map(({ at = 0 }) => at));
  return { values: plain, acts: acts.filter(({ at }) => at > from) };
}
