import { closeValues } from "./attach-values.ts";
import type { Chunk } from "./chunks.ts";
import type { Cond } from "./conditions.ts";
import type { Draft } from "./draft.ts";

type Literal = Extract<Chunk, { tag: "literal" }>;

/** An address or a name is a value of the columns that have such. */
export function takeLiteral(draft: Draft, chunk: Literal): void {
  const conds = literalConds(draft, chunk);
  if (conds.length === 0) {
    draft.unknown.push(chunk.text);
    return;
  }
  if (isOfLast(draft, conds)) draft.mentions.pop();
  const options = conds.map((cond) => ({ entity: cond.entity, conds: [cond] }));
  draft.before.values.push({ options, negated: draft.takeNegation(), text: chunk.text });
  closeValues(draft, true);
}

function literalConds({ lexicon }: Draft, { type, value }: Literal): Cond[] {
  const format = type === "ip" || type === "email" ? type : "person";
  // "10.0.1": the addresses that begin so.
  const isPart = type === "ip" && value.split(".").length < 4;
  const test = isPart ? ({ op: "contains", values: [`${value}.`] } as const) : ({ op: "eq", values: [value] } as const);
  return lexicon.catalog.entities.flatMap(({ name, columns }) =>
    columns
      .filter((column) => column.format === format)
      .map((column): Cond => ({ entity: name, column: column.name, ...test, label: value })),
  );
}

/** "the IP address 10.0.0.1": the column only says what the value is of. */
function isOfLast({ last }: Draft, conds: readonly Cond[]): boolean {
  return (
    last?.kind === "column" &&
    last.before.ask === undefined &&
    last.columns.some(({ column }) => conds.some((cond) => cond.column === column))
  );
}

/** Two unknown words with capitals side by side are somebody's name. */
export function takeUnknown(draft: Draft, { text, capital, at }: Extract<Chunk, { tag: "unknown" }>): void {
  const next = draft.chunks[draft.at + 1];
  if (capital && next?.tag === "unknown" && next.capital) {
    draft.at++;
    const name = `${text} ${next.text}`;
    takeLiteral(draft, { tag: "literal", type: "name", value: name, text: name, at });
  } else if (!/^[a-z]$/i.test(text)) draft.unknown.push(text);
}
