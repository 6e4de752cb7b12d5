import { catalogFigureOf } from "./catalog-figures.ts";
import { isNumberFn } from "./figures.ts";
import type { MeasureAsk } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import { singular } from "./nouns.ts";
import type { Scene } from "./scene.ts";
import type { Aggregate } from "./word.ts";

/** "count and volume", "how many and what were they worth": more than one figure of the same rows. */
export function figuresBeside(scene: Scene, first: MeasureAsk): MeasureAsk[] {
  const measures = [first];
  for (const act of scene.events) {
    const other =
      act.amount && act.summed ? ({ kind: "sum", ...act.amount, label: `${singular(act.mention.label)} volume` } as const) : undefined;
    if (other && first.kind === "count" && (act.mention.counted || act.mention.before.count || act.mention.before.ask === "howMany"))
      measures.push(other);
  }
  for (const mention of [...scene.arr.measures, ...scene.arr.columns]) {
    const number = looseNumber(scene, mention) ?? shareBeside(scene, mention);
    if (number && !measures.some(({ kind }) => kind === number.kind)) measures.push(number);
  }
  const worth = scene.reading.chunks.some(({ text }) => /^(worth)$/i.test(text));
  const entity = scene.events[0]?.mention.entity ?? "";
  const amount = scene.amountOf(entity);
  const { asks } = scene.reading;
  const both = asks.includes("howMany") && asks.includes("howMuch");
  if ((worth || both) && amount && measures.length === 1 && first.kind === "count")
    measures.push({ kind: "sum", ...amount, label: "volume" });
  return measures;
}

/** "logins per device and MFA share": a share of the same rows. */
function shareBeside(scene: Scene, mention: Mention): MeasureAsk | undefined {
  if (mention.kind !== "measure" || mention.measure?.kind !== "share" || mention.before.link !== "and") return undefined;
  const { ask, entity, extra } = catalogFigureOf(scene, mention);
  return extra.length === 0 && scene.events.some((act) => act.mention.entity === entity) ? ask : undefined;
}

function looseNumber(scene: Scene, mention: Mention): MeasureAsk | undefined {
  if (mention.before.comparison || mention.comparisons.length > 0) return undefined;
  if (mention.kind === "measure" && mention.measure && mention.measure.kind === "aggregate" && mention.measure.column !== undefined)
    return {
      kind: mention.measure.aggregate === "distinct" ? "distinct" : (mention.measure.aggregate as Aggregate),
      entity: mention.measure.entity,
      column: mention.measure.column,
      label: mention.label,
    };
  const money = mention.columns.filter(({ entity, column: name }) => scene.roles.isMoney(entity, name));
  const column = money.find(({ entity, column: name }) => scene.amountOf(entity)?.column === name) ?? money[0];
  return column
    ? {
        kind: isNumberFn(mention.before.aggregate) ? mention.before.aggregate : "sum",
        entity: column.entity,
        column: column.column,
        label: column.label,
      }
    : undefined;
}

export function withCount(scene: Scene, ask: MeasureAsk): MeasureAsk[] {
  const counted =
    scene.reading.flags.has("counted") ||
    scene.events.some(({ mention }) => mention.counted || mention.before.count || mention.before.ask === "howMany") ||
    scene.arr.rest.some(({ before }) => before.count);
  const owners = scene.owners.find(({ mention }) => mention.before.ask === "howMany" || mention.before.count || mention.before.distinct);
  const actor = scene.events.find(({ mention }) => mention.kind === "actor" && (mention.before.count || mention.before.ask === "howMany"));
  const owner = owners?.mention.entity ?? (actor && scene.roles.owner(actor.mention.entity ?? ""));
  if (owner !== undefined)
    return [
      ask,
      {
        kind: "distinct",
        entity: owner,
        column: scene.roles.entity(owner).key,
        label: `number of ${scene.roles.entity(owner).label.many}`,
      },
    ];
  return counted ? [{ kind: "count", label: "count" }, ask] : [ask];
}
