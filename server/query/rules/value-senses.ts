import type { Chunk } from "./chunks.ts";
import type { Cond } from "./conditions.ts";
import { type DataChunk, type Draft, type SenseOf, sensesOf } from "./draft.ts";
import type { Sense } from "./lexicon.ts";
import type { Value } from "./mentions.ts";

/** What a phrase may mean as a value; undefined when it is none. */
export function valuesOf(draft: Draft, { senses, text }: DataChunk): Value | undefined {
  const options = senses.flatMap((sense) => optionsOf(draft, sense));
  return options.length === 0 ? undefined : { options, negated: false, text };
}

function optionsOf(draft: Draft, sense: Sense): Value["options"] {
  if (sense.kind === "condition") return [{ entity: sense.entity, conds: sense.where }];
  if (sense.kind === "country") return countryOptions(draft, sense.code);
  const fits = sense.kind === "value" && (!sense.needsColumn || isColumnNear(draft, sense.cond));
  return fits ? [{ entity: sense.cond.entity, conds: [sense.cond] }] : [];
}

function countryOptions({ lexicon }: Draft, code: string): Value["options"] {
  return lexicon.countryColumns().flatMap(({ entity }) => {
    const cond = lexicon.countryCond(entity, code);
    return cond ? [{ entity, conds: [cond] }] : [];
  });
}

/** "is flagged": the column of a yes or no, said of something, is its yes. */
export function yesOf({ lexicon, before }: Draft, columns: readonly SenseOf<"column">[], text: string): Value | undefined {
  const yes = columns.filter(({ entity, column }) => lexicon.column(entity, column)?.type === "boolean");
  if (yes.length === 0 || before.group !== undefined || before.ask !== undefined) return undefined;
  const options = yes.map(({ entity, column, label }) => ({
    entity,
    conds: [{ entity, column, op: "eq" as const, values: [true], label }],
  }));
  return { options, negated: false, text };
}

/** "high" is a risk level only beside a word for it, other values of it between them. */
function isColumnNear({ chunks, at }: Draft, cond: Cond): boolean {
  return [1, -1].some((step) => {
    let index = at + step;
    while (isSibling(chunks[index], cond)) {
      // "medium/high risk": the other value brings the word along.
      if (chunks[index]?.tag === "data" && chunks[index]?.text.includes(" ")) return true;
      index += step;
    }
    return isColumn(chunks[index], cond) || (chunks[index]?.tag === "preposition" && isColumn(chunks[index + step], cond));
  });
}

function isColumn(chunk: Chunk | undefined, cond: Cond): boolean {
  return chunk?.tag === "data" && sensesOf(chunk, "column").some(({ entity, column }) => column === cond.column && entity === cond.entity);
}

function isSibling(chunk: Chunk | undefined, cond: Cond): boolean {
  if (chunk?.tag === "data") return sensesOf(chunk, "value").some((sense) => sense.cond.column === cond.column);
  return chunk !== undefined && ["noise", "and", "or", "comma", "either", "negation"].includes(chunk.tag);
}
