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

export function averaged(scene: Scene, frame: Frame, fn: Aggregate): Interpretation {
  const each = scene.arr.groups
    .map(({ mention }) => mention)
    .filter(({ kind, grain }) => kind === "rows" || kind === "actor" || (kind === "grain" && grain !== "hourOfDay" && grain !== "weekday"));
  const [measure] = frame.measures;
  if (!measure) return { frame };
  const verbal = scene.arr.groups.length === 0 ? eachOwner(scene, frame) : undefined;
  const unit =
    each.find(({ kind }) => kind === "rows" || kind === "actor") ??
    (measure.kind === "count" || measure.kind === "sum" || measure.kind === "avg" || measure.kind === "median" ? each[0] : undefined);
  const per = unit ? groupOf(unit, frame.rows.entity, scene.roles) : verbal;
  if (!per) return { frame };
  const inner: MeasureAsk =
    measure.kind === fn && measure.column !== undefined && isCountAsked(scene)
      ? { kind: "count", label: measure.label }
      : measure.kind === fn && measure.column !== undefined
        ? { ...measure, kind: "sum" }
        : measure;
  const groups = frame.groups.filter((group) => JSON.stringify(group) !== JSON.stringify(per));
  const isSeries = per.kind === "grain" && !isDailyAverage(scene, measure, fn);
  if (isSeries) return { frame };
  const [time] = frame.rows.times;
  const divisor = per.kind === "grain" && fn === "avg" && time?.span && time.span.unit === per.grain ? { divisor: time.span.n } : {};
  return { frame: { ...frame, measures: [inner], groups, outer: { fn, per, ...divisor } } };
}

/** Whether "average … per day" is one figure: of counts and totals it is, "average deposit per month" is a series. */
function isDailyAverage(scene: Scene, measure: MeasureAsk, fn: Aggregate): boolean {
  if (measure.kind === fn)
    return (
      scene.reading.chunks.some(
        (chunk, index) =>
          chunk.tag === "grain" && /ly$/i.test(chunk.text) && scene.reading.chunks.slice(0, index).some(({ tag }) => tag === "aggregate"),
      ) || isCountAsked(scene)
    );
  return true;
}

function isCountAsked(scene: Scene): boolean {
  return scene.reading.asks.includes("howMany") || scene.arr.rest.some(({ before, counted }) => before.count || counted);
}

/** "how many trades did each customer place on average". */
function eachOwner(scene: Scene, { rows }: Frame): Group | undefined {
  const owner = scene.roles.owner(rows.entity);
  return owner !== undefined && scene.reading.flags.has("each") && scene.owners.length > 0 ? { kind: "entity", entity: owner } : undefined;
}
