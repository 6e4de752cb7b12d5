import { type DataChunk, type Draft, PLURAL, type SenseOf, sensesOf } from "./draft.ts";
import type { Value } from "./mentions.ts";

/** Whether a value is of what follows, or of what was named. */
export function fitsNext(draft: Draft, { options }: Value): boolean {
  const next = draft.nextThing();
  const near = next
    ? [...sensesOf(next, "entity"), ...sensesOf(next, "actor")].map(({ entity }) => entity)
    : draft.mentions.flatMap(({ entity }) => entity ?? []);
  return options.some(({ entity }) => near.some((each) => each === entity || draft.belongs(each, entity)));
}

/** Words such as "deposit" and "kyc pending" are both a thing and a value: which one is meant here. */
export function isValueHere(draft: Draft, chunk: DataChunk, value: Value, alsoThing: boolean, alsoColumn: boolean): boolean {
  if (!alsoThing) return !alsoColumn || isValueNotColumn(draft, chunk, value);
  if (isParticiple(draft, chunk) || isAlternative(draft, value) || isExcepted(draft, value)) return true;
  const behind = draft.chunks[draft.at + 1];
  const acts = value.options.some(({ entity }) => draft.isOwned(entity));
  // "a flagged deposit and a flagged withdrawal": the deposit is a thing of its own.
  const next = acts ? (behind?.tag === "data" ? behind : undefined) : draft.nextThing();
  if (next === undefined || PLURAL.test(chunk.text.toLowerCase())) return false;
  // "deposit transactions", "PEP customers": said of the thing behind it.
  return sensesOf(next, "entity").some((sense) => !sense.happening && value.options.some((option) => describes(draft, option, sense)));
}

/** "has been flagged": the noun is another form, "flag", and no thing follows that would be flagged. */
function isParticiple({ chunks, at, last }: Draft, { text, senses }: DataChunk): boolean {
  const previous = chunks[at - 1];
  const passive = previous?.tag === "noise" && /^(?:is|are|was|were|be|been|being)$/i.test(previous.text);
  return (
    passive && last !== undefined && !senses.some(({ kind }) => kind === "verb") && /ed$/i.test(text) && chunks[at + 1]?.tag !== "data"
  );
}

/** "active clients except VIP": of those that were named, a kind. */
function isExcepted({ before, last }: Draft, { options }: Value): boolean {
  return before.negated === true && last?.kind === "rows" && last.plural && options.some(({ entity }) => entity === last.entity);
}

/** "premium or VIP": a value like the one before it. */
function isAlternative({ before }: Draft, { options }: Value): boolean {
  const columns = options.flatMap(({ conds }) => conds.map(({ column }) => column));
  const waiting = before.values.at(-1)?.options.flatMap(({ conds }) => conds.map(({ column }) => column)) ?? [];
  return before.link === "or" && waiting.some((column) => columns.includes(column));
}

/** "PEP customers", "VIP logins": said of the thing behind it or of whose it is; "deposit withdrawal" is not. */
function describes(draft: Draft, { entity, conds }: Value["options"][number], thing: SenseOf<"entity">): boolean {
  const related = entity === thing.entity || draft.belongs(thing.entity, entity);
  return related && !conds.some((cond) => thing.where.some((other) => other.entity === cond.entity && other.column === cond.column));
}

/** "flagged", "MFA": the column of a yes or no is its yes; any other column is the column. */
function isValueNotColumn({ before }: Draft, chunk: DataChunk, { options }: Value): boolean {
  if (before.group !== undefined || before.distinct) return false;
  const columns = sensesOf(chunk, "column");
  const isYes = options.some(({ conds }) =>
    conds.some((cond) => cond.values[0] === true && columns.some(({ column }) => column === cond.column)),
  );
  return isYes || columns.length === 0;
}
