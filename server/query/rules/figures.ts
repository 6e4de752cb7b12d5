import type { Act } from "./arrange.ts";
import type { MeasureAsk } from "./frame.ts";
import type { Scene } from "./scene.ts";
import type { Aggregate } from "./word.ts";

/** What an aggregate is called in the label of a figure. */
export const FN_WORDS: Readonly<Record<Aggregate, string>> = {
  avg: "average",
  median: "median",
  sum: "total",
  max: "largest",
  min: "smallest",
};

/** The figure that an act stands for: its count, its amount, its average. */
export function figureOf(scene: Scene, { mention, amount, summed }: Act, ask = mention.before.ask): MeasureAsk {
  const { before, entity = "", label } = mention;
  const owner = scene.roles.owner(entity);
  if (mention.kind === "actor" && owner !== undefined && !isNumberFn(before.aggregate) && !amount)
    return { kind: "distinct", entity: owner, column: scene.roles.entity(owner).key, label: `number of ${label}s` };
  const column = amount ?? scene.amountOf(entity);
  const counts = before.count || mention.counted || ask === "howMany";
  if (isNumberFn(before.aggregate) && column && !counts)
    return { kind: before.aggregate, ...column, label: `${FN_WORDS[before.aggregate]} ${label}` };
  if (amount && summed === false) return { kind: "avg", ...amount, label: `average ${label}` };
  if (!counts && column && (summed || ask === "howMuch" || before.aggregate === "sum" || (scene.isTotal() && mention.kind === "verb")))
    return { kind: "sum", ...column, label: `${label} volume` };
  return { kind: "count", label: `number of ${label}` };
}

export function isNumberFn(fn: Aggregate | undefined): fn is Exclude<Aggregate, "sum"> {
  return fn !== undefined && fn !== "sum";
}

export function singular(noun: string): string {
  return noun.replace(/ies$/, "y").replace(/s$/, "");
}
