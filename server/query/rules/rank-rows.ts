import { type Act, groupOf } from "./arrange.ts";
import { askedColumns } from "./ask-details.ts";
import { baseRows } from "./base-rows.ts";
import type { Group, MeasureAsk, Rank, RowSet } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import type { Mention } from "./mentions.ts";
import { singular } from "./nouns.ts";
import type { Scene } from "./scene.ts";

/** Whether single rows are asked for: "the 20 largest withdrawals", "the most recent transaction of each customer". */
export function isRowRanking(scene: Scene, head: Mention, by: Mention): boolean {
  const { superlative, first, last } = by.before;
  if (by.kind !== "rows" && by.kind !== "column" && by.kind !== "verb") return false;
  const timed = superlative?.of === "time" || first === true || last === true;
  const act = scene.arr.acts.find(({ mention }) => mention === by);
  if (!act || by.before.ask === "howMany" || by.before.count || by.counted) return false;
  if (timed) return by === head || scene.isEvent(by) || scene.owners.some(({ mention }) => mention === by);
  if (!scene.isEvent(by) || by.kind !== "rows") return false;
  const subject = scene.arr.rest.find(
    (mention) =>
      mention !== by &&
      mention.at < by.at &&
      (mention.kind === "column" ||
        mention.kind === "grain" ||
        (mention.kind === "rows" && !scene.isEvent(mention)) ||
        mention.kind === "actor"),
  );
  // "which customer made the largest trade": the one trade, and whose it was.
  const isOne = superlative?.of === "amount" && !by.plural && !by.amount && subject !== undefined && scene.isOwnerMention(subject);
  if (isOne && !subject.plural) return true;
  if (subject) return false;
  if (act.amount && act.summed && !isSingle(scene, by))
    return superlative?.of === "amount" || scene.roles.isMoney(act.amount.entity, act.amount.column) ? columnAmount(scene, act) : false;
  return superlative?.of === "amount" || superlative?.of === "either" || isSingle(scene, by);
}

function columnAmount(scene: Scene, act: Act): boolean {
  return !scene.reading.chunks.some((chunk) => chunk.tag === "data" && chunk.senses.some(({ kind }) => kind === "measure") && act.summed);
}

function isSingle(scene: Scene, mention: Mention): boolean {
  return scene.reading.chunks.slice(Math.max(0, mention.at - 3), mention.at).some(({ text }) => /^(single|individual)$/i.test(text));
}

/** The first rows by time or by their amount; of each group when there are any. */
export function rankedRows(scene: Scene, by: Mention): Interpretation {
  const { entity = "" } = by;
  const { superlative, number, first } = by.before;
  const rows = baseRows(scene, entity);
  const direction = superlative?.direction ?? (first ? "asc" : "desc");
  const amount = scene.roles.amount(entity)?.name;
  const groups = scene.arr.groups.flatMap(({ mention }) => groupOf(mention, entity, scene.roles) ?? []);
  const byTime = isTimed(by) || amount === undefined;
  if (groups.length > 0 && !byTime && number === undefined) return extremes(rows, groups, amount, direction);
  const rank: Rank = {
    n: number ?? (by.plural ? 10 : 1),
    direction,
    by: byTime ? "time" : { column: amount },
    ...(groups.length > 0 ? { per: groups } : {}),
  };
  return { frame: { ...NO_FRAME, ask: "rows", rows, rank, columns: askedColumns(scene, entity), withOwner: true } };
}

/** "the largest deposit of each customer": of each the figure rather than the row. */
function extremes(rows: RowSet, groups: readonly Group[], column: string, direction: Rank["direction"]): Interpretation {
  const [kind, word] = direction === "desc" ? (["max", "largest"] as const) : (["min", "smallest"] as const);
  const measure: MeasureAsk = { kind, entity: rows.entity, column, label: `${word} ${singular(rows.noun)}` };
  return { frame: { ...NO_FRAME, ask: "measure", rows, groups, measures: [measure] } };
}

function isTimed({ before: { superlative, first, last } }: Mention): boolean {
  return superlative?.of === "time" || first === true || last === true;
}
