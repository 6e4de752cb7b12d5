import { addMention } from "./add-mention.ts";
import { condOfFilter } from "./conditions.ts";
import { type DataChunk, type Draft, type SenseOf, sensesOf } from "./draft.ts";
import type { Mention } from "./mentions.ts";

type Measure = SenseOf<"measure">["measure"];

/** Mentions a figure of the catalog, or the rows and the amount that it stands for. */
export function addMeasure(draft: Draft, senses: readonly SenseOf<"measure">[], { text }: DataChunk): void {
  const measure = fittingMeasure(draft, senses);
  if (measure && isOpen(draft, senses)) draft.talk.push({ text, mild: false });
  const rows = measure && rowsNamedBy(measure);
  if (rows) addMention(draft, { kind: "rows", ...rows, text });
  else if (measure) addMention(draft, { kind: "measure", measure, label: measure.label, text });
}

/** Of several measures of one name, that of what was named, of what the values are of, or of what is named later. */
function fittingMeasure(draft: Draft, senses: readonly SenseOf<"measure">[]): Measure | undefined {
  const measures = senses.map(({ measure }) => measure);
  const named = draft.mentions.map(({ entity }) => entity);
  const later = draft.chunks
    .slice(draft.at + 1)
    .flatMap((chunk) => (chunk.tag === "data" ? sensesOf(chunk, "entity").map(({ entity }) => entity) : []));
  const pinned = measures.find((measure) => isPinned(draft, entityOf(measure) ?? ""));
  return (
    measures.find((measure) => named.includes(entityOf(measure))) ??
    measures.find((measure) => draft.waiting().has(entityOf(measure) ?? "")) ??
    measures.find((measure) => later.includes(entityOf(measure) ?? "")) ??
    pinned ??
    measures[0]
  );
}

/** "the failure rate" of logins or of transactions, where nothing says which. */
function isOpen(draft: Draft, senses: readonly SenseOf<"measure">[]): boolean {
  const entities = new Set(senses.map(({ measure }) => entityOf(measure)));
  return entities.size > 1 && ![...entities].some((entity) => entity !== undefined && isPinned(draft, entity));
}

/** Whether something that is said is of this entity alone: its rows, a column or a value that only it has. */
function isPinned({ chunks, at, mentions, before }: Draft, entity: string): boolean {
  const named =
    mentions.some((mention) => mention.entity === entity) ||
    before.values.some(({ options }) => options.every((option) => option.entity === entity));
  return named || chunks.some((chunk, index) => index !== at && chunk.tag === "data" && isOnlyOf(chunk, entity));
}

function isOnlyOf({ senses }: DataChunk, entity: string): boolean {
  const owners = senses.flatMap((sense) => {
    if (sense.kind === "value") return [sense.cond.entity];
    return "entity" in sense ? [sense.entity] : [];
  });
  return owners.length > 0 && owners.every((owner) => owner === entity);
}

function entityOf(measure: Measure): string | undefined {
  return "entity" in measure ? measure.entity : undefined;
}

/** "deposit volume": the deposits, and the sum of their amounts. */
function rowsNamedBy(measure: Measure): Pick<Mention, "entity" | "where" | "label" | "amount" | "plural"> | undefined {
  if (measure.kind !== "aggregate" || measure.aggregate !== "sum") return undefined;
  const { entity, column } = measure;
  if (column === undefined || measure.where.length === 0) return undefined;
  const where = measure.where.map((filter) => condOfFilter(entity, filter, "value" in filter ? String(filter.value) : filter.column));
  return { entity, where, label: where[0]?.label ?? measure.label, amount: { entity, column }, plural: true };
}
