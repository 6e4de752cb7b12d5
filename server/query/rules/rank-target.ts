import { type Act, groupOf } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { catalogFigureOf, wholeOf } from "./catalog-figures.ts";
import { differenceFigure } from "./difference-figure.ts";
import { figureOf } from "./figures.ts";
import type { Group, MeasureAsk, RowSet } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import { singular } from "./nouns.ts";
import { rankSubject } from "./rank-subject.ts";
import type { Scene } from "./scene.ts";
import { groupOfSubject } from "./scene-groups.ts";

/** What is ranked, by which figure of which rows; without a measure when that was not said. */
interface RankTarget {
  readonly group: Group;
  readonly measure?: MeasureAsk;
  readonly rows: RowSet;
}

/** What is ranked, and by which figure. */
export function rankTarget(scene: Scene, head: Mention, by: Mention): RankTarget | undefined {
  const subject = rankSubject(scene, head, by);
  if (!subject) return undefined;
  const [catalog] = scene.arr.measures;
  if (catalog) return byCatalog(scene, subject, catalog);
  const net = differenceFigure(scene);
  const netGroup = net && groupOfSubject(scene, subject, net.rows.entity);
  if (net && netGroup) return { group: netGroup, ...net };
  if (subject.kind === "actor") return actorsRanked(scene, subject);
  const others = scene.arr.acts.filter(({ mention }) => mention !== subject);
  const events = others.filter(({ mention }) => scene.isEvent(mention));
  const act = events.find(({ mention, amount }) => mention.before.superlative && amount) ?? events[0] ?? others[0];
  return byDistinct(scene, subject, act) ?? (act ? byAct(scene, subject, act) : bareRank(scene, subject));
}

/** "countries by deposit volume": a figure of the catalog. */
function byCatalog(scene: Scene, subject: Mention, catalog: Mention): RankTarget | undefined {
  const { ask, entity, extra } = catalogFigureOf(scene, catalog);
  const group = groupOfSubject(scene, subject, entity);
  return group && { group, measure: ask, rows: wholeOf(baseRows(scene, entity, extra, new Set([subject])), ask) };
}

/** "the top depositors": by their amount, unless a count is asked for. */
function actorsRanked(scene: Scene, actor: Mention): RankTarget {
  const { entity = "", label, before } = actor;
  const { acts } = scene.arr;
  const column = acts.find(({ mention }) => mention === actor)?.amount ?? scene.amountOf(entity);
  const counted = before.superlative?.of === "count" || acts.some(({ mention }) => mention.before.count);
  return {
    group: { kind: "entity", entity: scene.roles.owner(entity) ?? entity },
    measure: column && !counted ? { kind: "sum", ...column, label: `${singular(label)} volume` } : { kind: "count", label: "count" },
    rows: baseRows(scene, entity),
  };
}

/** "customers with the most different devices". */
function byDistinct(scene: Scene, subject: Mention, act: Act | undefined): RankTarget | undefined {
  const distinct = scene.arr.columns.find((column) => column !== subject && (column.before.distinct || column.before.superlative));
  const column = distinct?.columns.find(({ entity }) => act === undefined || entity === act.mention.entity) ?? distinct?.columns[0];
  if (!column) return undefined;
  const entity = act?.mention.entity ?? column.entity;
  const group = groupOfSubject(scene, subject, entity);
  const measure: MeasureAsk = {
    kind: "distinct",
    entity: column.entity,
    column: column.column,
    label: `number of different ${column.label}`,
  };
  return group && { group, measure, rows: rowsApart(scene, subject, entity) };
}

/** "Who deposited the most?", "the country with the most failed logins": by what was done. */
function byAct(scene: Scene, subject: Mention, act: Act): RankTarget | undefined {
  const { entity = "", label } = act.mention;
  const group = groupOfSubject(scene, subject, entity);
  const column = scene.amountOf(entity);
  // "the biggest customers by deposits"
  const isBiggest = subject.before.superlative?.of === "amount" && act.mention.before.ask === undefined && !act.mention.counted;
  const sums = column && subject.kind === "rows" && (isPlainVerb(act) || isBiggest) && !isOften(scene, subject);
  const measure: MeasureAsk = sums ? { kind: "sum", ...column, label: `${singular(label)} volume` } : figureOf(scene, act);
  return group && { group, measure, rows: rowsApart(scene, subject, entity) };
}

function isPlainVerb({ mention: { kind, counted, before } }: Act): boolean {
  const often = before.superlative?.of === "count" || before.superlative?.of === "time";
  return kind === "verb" && !counted && !before.count && !often;
}

/** "deposited most often" is a number, "deposited the most" an amount. */
function isOften({ reading }: Scene, { before }: Mention): boolean {
  const often = /often|frequent|common|active|popular|busiest/i;
  return before.superlative?.of === "count" || reading.chunks.some(({ tag, text }) => tag === "superlative" && often.test(text));
}

/** What is said of customers bounds the rows; what is said of another subject does not. */
function rowsApart(scene: Scene, subject: Mention, entity: string): RowSet {
  return baseRows(scene, entity, [], scene.isOwnerMention(subject) ? new Set() : new Set([subject]));
}

/** "the least used payment method": by how many rows there are. */
function bareRank(scene: Scene, subject: Mention): RankTarget | undefined {
  const { entity } = subject;
  if (subject.kind !== "column")
    return entity === undefined ? undefined : { group: { kind: "entity", entity }, rows: baseRows(scene, entity) };
  const [column] = subject.columns;
  const group = column && groupOf(subject, column.entity, scene.roles);
  if (!column || !group) return undefined;
  // "top payment methods": in what? "the most used" says so.
  const rows = baseRows(scene, column.entity);
  const said = scene.reading.chunks.some(({ text }) => /^(?:use|used|using|common|popular|frequent)/i.test(text));
  if (subject.before.superlative?.of === "either" && !said && rows.where.length === 0) return { group, rows };
  const measure: MeasureAsk = { kind: "count", label: `number of ${scene.roles.entity(column.entity).label.many}` };
  return { group, measure, rows };
}
