import { groupOf } from "./arrange.ts";
import type { Having, MeasureAsk, Rank } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import type { Mention } from "./mentions.ts";
import { twoTimes } from "./periods.ts";
import { isRowRanking, rankedRows } from "./rank-rows.ts";
import { rankSize } from "./rank-size.ts";
import { rankTarget } from "./rank-target.ts";
import type { Scene } from "./scene.ts";

/** "the 20 largest withdrawals", "Who deposited the most?", "which country grew most". */
export function askRanking(scene: Scene): Interpretation | undefined {
  const { superlative: by, head } = scene;
  if (!by || !head) return undefined;
  if (!by.before.superlative && !isEdge(scene, by)) return undefined;
  if (scene.reading.change !== undefined && twoTimes(scene)) return rankedChange(scene, head, by);
  return isRowRanking(scene, head, by) ? rankedRows(scene, by) : rankedGroups(scene, head, by);
}

/** The first of a group by a figure; of each other group when there are any. */
function rankedGroups(scene: Scene, head: Mention, by: Mention): Interpretation | undefined {
  const target = rankTarget(scene, head, by);
  if (!target) return undefined;
  const { group, measure, rows } = target;
  if (!measure) return { open: "measure" };
  const per = scene.arr.groups
    .flatMap(({ mention }) => groupOf(mention, rows.entity, scene.roles) ?? [])
    .filter((other) => JSON.stringify(other) !== JSON.stringify(group));
  const n = rankSize(scene, head, by);
  const direction = by.before.superlative?.direction ?? (by.before.first ? "asc" : "desc");
  const rank: Rank = { n, direction, by: { measure: 0 }, ...(per.length > 0 ? { per } : {}) };
  const least = leastOf(scene, rows.entity);
  const bounded = least ? { measures: [measure, least.count], having: [least.bound] } : { measures: [measure] };
  return { frame: { ...NO_FRAME, ask: "measure", rows, ...bounded, groups: [...per, group], rank } };
}

/** "by average trade size, min 20 trades": only of those that have so many. */
function leastOf(scene: Scene, entity: string): { count: MeasureAsk; bound: Having } | undefined {
  const act = scene.events.find(({ mention }) => mention.entity === entity && mention.before.comparison?.unit === "plain")?.mention;
  const { op, value } = act?.before.comparison ?? {};
  if (!act || op === undefined || value === undefined) return undefined;
  return { count: { kind: "count", label: `number of ${act.label}` }, bound: { measure: 1, op, value } };
}

/** "first deposit", "last 5 withdrawals" rank by time; "first deposit in October" of a customer is something that is said of him. */
function isEdge(scene: Scene, mention: Mention): boolean {
  const isTotal = scene.arr.acts.some((act) => act.mention === mention && act.summed);
  if (isTotal && !scene.reading.asks.includes("when")) return false;
  // "the average first deposit"
  if (mention.before.count || mention.before.aggregate === "avg" || mention.before.aggregate === "median") return false;
  if (mention !== scene.arr.rest[0] && mention.before.ask === undefined && !scene.reading.asks.includes("when"))
    return mention.before.last === true || scene.owners.some(({ mention: other }) => other === mention);
  return scene.reading.asks[0] !== "howMany";
}

/** "which country grew most from September to October": by the change of a figure. */
function rankedChange(scene: Scene, head: Mention, by: Mention): Interpretation | undefined {
  const pair = twoTimes(scene);
  const target = rankTarget(scene, head, by);
  if (!pair || !target?.measure) return undefined;
  const { change, chunks, flags } = scene.reading;
  const direction = change === "down" ? "asc" : (by.before.superlative?.direction ?? "desc");
  const percent = chunks.some(({ tag, text }) => tag === "share" && /perc|pct|rate/i.test(text));
  return {
    frame: {
      ...NO_FRAME,
      ask: "measure",
      rows: { ...target.rows, times: [] },
      measures: [target.measure],
      groups: [target.group],
      compare: {
        mode: percent ? "percent" : "difference",
        ...pair,
        both: flags.has("both") || scene.arr.acts.some(({ mention }) => mention.times.length === 2),
      },
      rank: { n: rankSize(scene, head, by), direction, by: { measure: 0 } },
    },
  };
}
