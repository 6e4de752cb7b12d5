import type { Act } from "./arrange.ts";
import { perUnit } from "./averages.ts";
import { baseRows } from "./base-rows.ts";
import { catalogFigureOf, wholeOf } from "./catalog-figures.ts";
import { differenceFigure } from "./difference-figure.ts";
import { FN_WORDS, figureOf, isNumberFn } from "./figures.ts";
import { figuresBeside, withCount } from "./figures-beside.ts";
import type { MeasureAsk } from "./frame.ts";
import type { Interpretation } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { comparesTimes } from "./periods.ts";
import type { Scene } from "./scene.ts";
import { groupsOf } from "./scene-groups.ts";

export function askFigure(scene: Scene): Interpretation | undefined {
  const head = scene.head;
  const asksWhich =
    head?.before.ask === "which" || head?.before.ask === "who" || (head?.kind === "column" && scene.reading.asks.length === 0);
  const grows = scene.hasFlag("growth", "running") && /^what\b/i.test(scene.reading.chunks.find(({ tag }) => tag === "ask")?.text ?? "");
  const listed =
    !grows &&
    head !== undefined &&
    (asksWhich || listsThoseWho(scene, head)) &&
    (head.kind === "column" || head.kind === "grain" || scene.isOwnerMention(head));
  if (listed && !scene.numberColumn(head)) return undefined;
  const [catalog] = scene.arr.measures;
  if (catalog) return catalogFigure(scene, catalog);
  const net = differenceFigure(scene);
  if (net) return measureFrame(scene, net.rows, [net.measure]);
  const figures = scene.arr.acts.filter((each) => isFigure(scene, each));
  const act = figures.find(({ mention, amount }) => amount !== undefined && isNumberFn(mention.before.aggregate)) ?? figures[0];
  if (act && lacksMeasure(scene, act)) return { open: "measure" };
  if (act) return actFigure(scene, act);
  const column = scene.arr.columns.find((mention) => scene.numberColumn(mention));
  if (column) return columnFigure(scene, column);
  return undefined;
}

/** "deposits this month vs last month", "cumulative deposits": in number or in money is open, and both are usual. */
function lacksMeasure(scene: Scene, { mention, amount }: Act): boolean {
  const { before, counted, kind, where, values } = mention;
  const said = amount !== undefined || counted || before.count || before.ask !== undefined || before.aggregate !== undefined;
  const set = comparesTimes(scene) || scene.hasFlag("running", "growth");
  const plain =
    where.length > 0 && where.every(({ values: named }) => typeof named[0] === "string") && values.length + before.values.length === 0;
  const counts = scene.reading.asks.some((ask) => ask === "howMany" || ask === "howMuch") || scene.reading.flags.has("counted");
  return set && !said && !counts && plain && kind === "rows" && scene.amountOf(mention.entity ?? "") !== undefined;
}

/** "list the countries whose customers …": what a clause is about is listed, whatever it says of figures. */
function listsThoseWho({ arr }: Scene, head: Mention): boolean {
  const behind = arr.rest[arr.rest.indexOf(head) + 1];
  const bounded = behind !== undefined && head.before.ask === undefined && behind.comparisons.length > 0 && behind.amount !== undefined;
  return (head.before.ask === "show" || bounded) && arr.groups.length === 0 && behind?.before.relative === true;
}

function isFigure(scene: Scene, { mention, amount }: Act): boolean {
  const { before } = mention;
  if (!scene.isEvent(mention) && !isNumberFn(before.aggregate))
    return isGroupedCount(scene, mention) && !scene.reading.asks.includes("howMuch");
  return (
    amount !== undefined ||
    isNumberFn(before.aggregate) ||
    before.aggregate === "sum" ||
    before.ask === "howMuch" ||
    isGroupedCount(scene, mention) ||
    scene.hasFlag("running", "growth", "trend") ||
    comparesTimes(scene)
  );
}

/** "failed logins by country": a thing and a group are a count. */
function isGroupedCount(scene: Scene, mention: Mention): boolean {
  return (
    mention.kind !== "verb" &&
    (scene.arr.groups.length > 0 || comparesTimes(scene) || (scene.reading.flags.has("versus") && scene.isEvent(mention)))
  );
}

function catalogFigure(scene: Scene, mention: Mention): Interpretation | undefined {
  const { ask, entity, extra } = catalogFigureOf(scene, mention);
  const skip =
    ask.kind === "difference"
      ? new Set(scene.events.filter((act) => act.mention.where.length > 0).map((act) => act.mention))
      : new Set<Mention>();
  const rows = wholeOf(baseRows(scene, entity, extra, skip), ask);
  const measures = ask.kind === "sum" ? withCount(scene, ask) : [ask];
  const frame = measureFrame(scene, rows, measures);
  return "frame" in frame ? perUnit(scene, frame.frame, mention) : frame;
}

export function actFigure(scene: Scene, act: Act): Interpretation {
  const { mention } = act;
  const entity = mention.entity ?? "";
  const rows = baseRows(scene, entity);
  const groups = groupsOf(scene, entity);
  const grouped = groups.length > 0 && !isNumberFn(mention.before.aggregate) && mention.before.ask !== "howMuch" && !act.amount;
  const first: MeasureAsk =
    grouped && mention.before.aggregate !== "sum" && mention.kind !== "actor"
      ? { kind: "count", label: `number of ${mention.label}` }
      : figureOf(scene, act);
  const others = (mention.before.aggregates ?? []).flatMap((kind) =>
    act.amount || first.column ? [{ ...first, ...act.amount, kind, label: `${FN_WORDS[kind]} ${mention.label}` }] : [],
  );
  if (others.length > 0) return measureFrame(scene, rows, [...others, first]);
  const measures = first.kind === "sum" ? withCount(scene, first) : first.kind === "count" ? figuresBeside(scene, first) : [first];
  const frame = measureFrame(scene, rows, measures);
  return "frame" in frame ? perUnit(scene, frame.frame, mention) : frame;
}

function columnFigure(scene: Scene, mention: Mention): Interpretation | undefined {
  const wanted = scene.events[0]?.mention.entity;
  const column = mention.columns.find(
    ({ entity, column: name }) => scene.roles.isNumber(entity, name) && (wanted === undefined || wanted === entity),
  );
  if (!column) return undefined;
  const fn = isNumberFn(mention.before.aggregate) ? mention.before.aggregate : scene.aggregate();
  const money = scene.roles.isMoney(column.entity, column.column);
  const isDetail = baseRows(scene, column.entity).where.some(
    (cond) => scene.roles.isKey(cond.entity, cond.column) && cond.entity === column.entity,
  );
  if (isDetail) return undefined;
  const kind = fn ?? (money ? "sum" : "avg");
  const frame = measureFrame(scene, baseRows(scene, column.entity), [
    { kind, entity: column.entity, column: column.column, label: column.label },
  ]);
  return "frame" in frame ? perUnit(scene, frame.frame, mention) : frame;
}
