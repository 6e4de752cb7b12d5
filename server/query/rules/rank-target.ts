import { groupOf } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { catalogFigureOf, wholeOf } from "./catalog-figures.ts";
import type { Cond } from "./conditions.ts";
import { figureOf } from "./figures.ts";
import type { Group, MeasureAsk, RowSet } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { groupOfSubject } from "./scene-groups.ts";

/** What is ranked, and by which figure. */
export function rankTarget(
  scene: Scene,
  head: Mention,
  by: Mention,
): { group: Group; entity: string; measure: MeasureAsk | undefined; rows: RowSet; extra: Cond[] } | undefined {
  const subject = rankSubject(scene, head, by);
  if (!subject) return undefined;
  const [catalog] = scene.arr.measures;
  if (catalog) {
    const { ask, entity, extra } = catalogFigureOf(scene, catalog);
    const group = groupOfSubject(scene, subject, entity);
    return group && { group, entity, measure: ask, rows: wholeOf(baseRows(scene, entity, extra, new Set([subject])), ask), extra };
  }
  if (subject.kind === "actor") {
    const entity = subject.entity ?? "";
    const act = scene.arr.acts.find(({ mention }) => mention === subject);
    const column = act?.amount ?? scene.amountOf(entity);
    const counted = scene.arr.acts.some(({ mention }) => mention.before.count) || subject.before.superlative?.of === "count";
    return {
      group: { kind: "entity", entity: scene.roles.owner(entity) ?? entity },
      entity,
      measure: column && !counted ? { kind: "sum", ...column, label: `${subject.label} volume` } : { kind: "count", label: "count" },
      rows: baseRows(scene, entity),
      extra: [],
    };
  }
  const act =
    scene.arr.acts.find(({ mention }) => mention !== subject && scene.isEvent(mention)) ??
    scene.arr.acts.find(({ mention }) => mention !== subject && (mention !== head || subject !== head));
  const distinct = scene.arr.columns.find((column) => column !== subject && (column.before.distinct || column.before.superlative));
  if (distinct) {
    const column = distinct.columns.find(({ entity: each }) => act === undefined || each === act.mention.entity) ?? distinct.columns[0];
    const entity = act?.mention.entity ?? column?.entity ?? "";
    const group = column && groupOfSubject(scene, subject, entity);
    if (column && group)
      return {
        group,
        entity,
        measure: { kind: "distinct", entity: column.entity, column: column.column, label: `number of different ${column.label}` },
        rows: baseRows(scene, entity, [], scene.isOwnerMention(subject) ? new Set() : new Set([subject])),
        extra: [],
      };
  }
  if (!act) return bareRank(scene, subject);
  const entity = act.mention.entity ?? "";
  const group = groupOfSubject(scene, subject, entity);
  if (!group) return undefined;
  const asVerb =
    act.mention.kind === "verb" && !act.mention.counted && !act.mention.before.count && act.mention.before.superlative === undefined;
  const often =
    scene.reading.chunks.some(({ tag, text }) => tag === "superlative" && /often|frequent|common|active|popular|busiest/i.test(text)) ||
    subject.before.superlative?.of === "count" ||
    scene.reading.flags.has("those") === undefined;
  const column = scene.amountOf(entity);
  const sum = asVerb && !often && column && subject.kind === "rows";
  const measure: MeasureAsk = sum
    ? { kind: "sum", ...column, label: `${act.mention.label} volume` }
    : figureOf(scene, act, act.mention.before.ask === "howMany" ? "howMany" : undefined);
  const skip = scene.isOwnerMention(subject) ? new Set<Mention>() : new Set([subject]);
  return { group, entity, measure, rows: baseRows(scene, entity, [], skip), extra: [] };
}

function rankSubject(scene: Scene, head: Mention, by: Mention): Mention | undefined {
  const leads = by.before.superlative !== undefined && by.at <= head.at && !by.before.distinct;
  if (leads && (by.kind === "column" || by.kind === "grain" || by.kind === "actor" || scene.isOwnerMention(by)) && !scene.numberColumn(by))
    return by;
  if (head.kind === "column" || head.kind === "grain" || head.kind === "actor") return head;
  if (head.kind === "rows" && scene.isOwnerMention(head))
    return scene.arr.columns.find(({ before }) => before.ask !== undefined && !before.distinct && !before.superlative) ?? head;
  if (scene.reading.asks.includes("who")) return scene.impliedOwner();
  const subject = scene.arr.rest.find(
    (mention) =>
      mention.kind === "column" ||
      mention.kind === "actor" ||
      scene.isOwnerMention(mention) ||
      (mention.kind === "grain" && mention.before.ask !== undefined),
  );
  return subject ?? scene.impliedOwner();
}

/** "the least used payment method": by how many rows there are. */
function bareRank(
  scene: Scene,
  subject: Mention,
): { group: Group; entity: string; measure: MeasureAsk | undefined; rows: RowSet; extra: Cond[] } | undefined {
  if (subject.kind !== "column") {
    const entity = subject.entity ?? "";
    return { group: { kind: "entity", entity }, entity, measure: undefined, rows: baseRows(scene, entity), extra: [] };
  }
  const [column] = subject.columns;
  if (!column) return undefined;
  const group = groupOf(subject, column.entity, scene.roles);
  return (
    group && {
      group,
      entity: column.entity,
      measure: { kind: "count", label: `number of ${scene.roles.entity(column.entity).label.many}` },
      rows: baseRows(scene, column.entity),
      extra: [],
    }
  );
}
