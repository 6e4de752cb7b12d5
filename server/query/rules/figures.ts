import type { Act } from "./arrange.ts";
import type { MeasureAsk } from "./frame.ts";
import { singular } from "./nouns.ts";
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
export function figureOf(scene: Scene, act: Act): MeasureAsk {
  const { mention, amount, summed } = act;
  const { before, entity = "", label } = mention;
  const owner = scene.roles.owner(entity);
  const { aggregate } = before;
  if (mention.kind === "actor" && owner !== undefined && !isNumberFn(aggregate) && !amount)
    return { kind: "distinct", entity: owner, column: scene.roles.entity(owner).key, label: `number of ${label}` };
  const column = amount ?? scene.amountOf(entity);
  const counts = before.count || mention.counted || before.ask === "howMany";
  if (isNumberFn(aggregate) && column && !counts) return { kind: aggregate, ...column, label: `${FN_WORDS[aggregate]} ${label}` };
  if (amount && summed === false) return { kind: "avg", ...amount, label: `average ${singular(label)}` };
  return column && !counts && isSummed(scene, act)
    ? { kind: "sum", ...column, label: `${singular(label)} volume` }
    : { kind: "count", label: `number of ${label}` };
}

/** "deposit volume", "how much did they withdraw", "total deposited". */
function isSummed({ reading }: Scene, { mention: { before, kind }, summed }: Act): boolean {
  // "withdrew less in October than in September".
  const totals = kind === "verb" && (reading.flags.has("total") || reading.flags.has("more"));
  return summed || before.ask === "howMuch" || before.aggregate === "sum" || totals;
}

/** Whether an aggregate is of single numbers, rather than their total. */
export function isNumberFn(fn: Aggregate | undefined): fn is Exclude<Aggregate, "sum"> {
  return fn !== undefined && fn !== "sum";
}

/** A noun in the singular, as far as its end tells. */
