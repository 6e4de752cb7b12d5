import { groupOf } from "./arrange.ts";
import { isNumberFn } from "./figures.ts";
import type { Frame, Group, MeasureAsk } from "./frame.ts";
import type { Interpretation } from "./interpretation.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import type { Aggregate } from "./word.ts";

/** "average daily volume", "median number of trades per customer": an aggregate over what each day or customer has. */
export function perUnit(scene: Scene, frame: Frame, mention: Mention): Interpretation {
  const fn = isNumberFn(mention.before.aggregate) ? mention.before.aggregate : scene.aggregate();
  return fn ? averaged(scene, frame, fn) : { frame };
}

/** A frame whose figure is averaged over what each day or customer has; as it is where that is not what is asked. */
export function averaged(scene: Scene, frame: Frame, fn: Aggregate): Interpretation {
  const [measure] = frame.measures;
  const per = measure && averagedPer(scene, frame, measure);
  if (!per || (per.kind === "grain" && !isDailyAverage(scene, measure, fn))) return { frame };
  const groups = frame.groups.filter((group) => JSON.stringify(group) !== JSON.stringify(per));
  const span = frame.rows.times[0]?.span;
  const divisor = per.kind === "grain" && fn === "avg" && span?.unit === per.grain ? { divisor: span.n } : {};
  return { frame: { ...frame, measures: [innerFigure(scene, measure, fn)], groups, outer: { fn, per, ...divisor } } };
}

/** Over what the average goes: each of those named, each day or month of a count or amount. */
function averagedPer(scene: Scene, frame: Frame, { kind }: MeasureAsk): Group | undefined {
  const groups = scene.arr.groups.map(({ mention }) => mention);
  const whose = groups.find((mention) => mention.kind === "rows" || mention.kind === "actor");
  const when = groups.find(({ grain }) => grain !== undefined && grain !== "hourOfDay" && grain !== "weekday");
  const unit = whose ?? (["count", "sum", "avg", "median"].includes(kind) ? when : undefined);
  if (unit) return groupOf(unit, frame.rows.entity, scene.roles);
  return groups.length === 0 ? eachOwner(scene, frame) : undefined;
}

/** What each has: the aggregate is that of the average, so that of each is a number or a sum. */
function innerFigure(scene: Scene, measure: MeasureAsk, fn: Aggregate): MeasureAsk {
  if (measure.kind !== fn || measure.column === undefined) return measure;
  return isCountAsked(scene) || countsPlural(scene) ? { kind: "count", label: measure.label } : { ...measure, kind: "sum" };
}

/** Whether "average … per day" is one figure: of counts and totals it is, "average deposit per month" is a series. */
function isDailyAverage(scene: Scene, { kind }: MeasureAsk, fn: Aggregate): boolean {
  const { chunks } = scene.reading;
  const aggregate = chunks.findIndex(({ tag }) => tag === "aggregate");
  // "average daily …": the day is part of the figure.
  const isAdjective = chunks.some(({ tag, text }, index) => tag === "grain" && /ly$/i.test(text) && aggregate >= 0 && aggregate < index);
  // "average deposit volume per day": a volume is a total.
  const isTotal = scene.arr.acts.some(({ mention }) => mention.amount !== undefined) || scene.reading.flags.has("total");
  return kind !== fn || isAdjective || isTotal || isCountAsked(scene) || countsPlural(scene);
}

/** "average trades per day" is how many there are on one; "average trade per day" is how large one is. */
function countsPlural({ arr, reading }: Scene): boolean {
  const per = reading.chunks.some(({ tag, text }) => tag === "grain" && /^(?:per|a|each|every)\b/i.test(text));
  return (
    per &&
    arr.acts.some(
      ({ mention, amount }) => amount === undefined && mention.plural && mention.kind === "rows" && mention.before.aggregate !== undefined,
    )
  );
}

function isCountAsked(scene: Scene): boolean {
  return scene.reading.asks.includes("howMany") || scene.arr.rest.some(({ before, counted }) => before.count || counted);
}

/** "how many trades did each customer place on average". */
function eachOwner(scene: Scene, { rows }: Frame): Group | undefined {
  const owner = scene.roles.owner(rows.entity);
  const { flags } = scene.reading;
  // "how much does a depositing customer deposit in total": on average, all that each of them does.
  const whose = scene.arr.acts.some(({ mention }) => mention.kind === "actor" && !mention.plural) && flags.has("total");
  const named = flags.has("each") && scene.owners.length > 0;
  return owner !== undefined && (named || whose) ? { kind: "entity", entity: owner } : undefined;
}
