import { groupOf } from "./arrange.ts";
import type { Rank } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import type { Mention } from "./mentions.ts";
import { twoTimes } from "./periods.ts";
import { isRowRanking, rankedRows } from "./rank-rows.ts";
import { rankSize } from "./rank-size.ts";
import { rankTarget } from "./rank-target.ts";
import type { Scene } from "./scene.ts";

export function askRanking(scene: Scene): Interpretation | undefined {
  const by = scene.superlative;
  if (!by) return undefined;
  if (by.before.first || by.before.last) {
    if (!by.before.superlative && !isEdge(scene, by)) return undefined;
  }
  const head = scene.head;
  if (!head) return undefined;
  if (scene.reading.change !== undefined && twoTimes(scene)) return rankedChange(scene, head, by);
  const each = scene.arr.groups;
  if (isRowRanking(scene, head, by)) return rankedRows(scene, by);
  const target = rankTarget(scene, head, by);
  if (!target) return undefined;
  const { group, entity, measure, rows, extra } = target;
  if (!measure) return { open: "measure" };
  const perGroups = each
    .flatMap(({ mention }) => groupOf(mention, entity, scene.roles) ?? [])
    .filter((other) => JSON.stringify(other) !== JSON.stringify(group));
  void extra;
  const n = rankSize(scene, head, by);
  const direction = by.before.superlative?.direction ?? (by.before.first ? "asc" : "desc");
  const rank: Rank = { n, direction, by: { measure: 0 }, ...(perGroups.length > 0 ? { per: perGroups } : {}) };
  return { frame: { ...NO_FRAME, ask: "measure", rows, measures: [measure], groups: [...perGroups, group], rank } };
}

/** "first deposit", "last 5 withdrawals" rank by time; "first deposit in October" of a customer is something that is said of him. */
function isEdge(scene: Scene, mention: Mention): boolean {
  if (mention !== scene.arr.rest[0] && mention.before.ask === undefined && !scene.reading.asks.includes("when"))
    return mention.before.last === true || scene.owners.some(({ mention: other }) => other === mention);
  return scene.reading.asks[0] !== "howMany";
}

function rankedChange(scene: Scene, head: Mention, by: Mention): Interpretation | undefined {
  const pair = twoTimes(scene);
  const target = rankTarget(scene, head, by);
  if (!pair || !target?.measure) return undefined;
  const measure = target.measure;
  const rows = { ...target.rows, times: [] };
  const direction = scene.reading.change === "down" ? "asc" : (by.before.superlative?.direction ?? "desc");
  const percent = scene.reading.chunks.some(({ tag, text }) => tag === "share" && /perc|pct|rate/i.test(text));
  return {
    frame: {
      ...NO_FRAME,
      ask: "measure",
      rows,
      measures: [measure],
      groups: [target.group],
      compare: { mode: percent ? "percent" : "difference", ...pair, both: scene.reading.flags.has("both") },
      rank: { n: rankSize(scene, head, by), direction, by: { measure: 0 } },
    },
  };
}
