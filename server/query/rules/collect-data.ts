import { closeLed } from "./attach-values.ts";
import type { Chunk } from "./chunks.ts";
import { addColumn } from "./collect-columns.ts";
import { addMeasure } from "./collect-measures.ts";
import { addRows } from "./collect-rows.ts";
import { takePreposition } from "./collect-times.ts";
import { takeValue } from "./collect-values.ts";
import { type DataChunk, type Draft, sensesOf } from "./draft.ts";
import type { Value } from "./mentions.ts";
import { fitsNext, isValueHere } from "./value-or-thing.ts";
import { valuesOf, yesOf } from "./value-senses.ts";
import { isVerbHere } from "./verb-or-thing.ts";
import type { Word } from "./word.ts";

/** Reads a phrase of the data in the sense that fits where it stands; when it is rather a word of the language, that is the answer. */
export function takeData(draft: Draft, chunk: DataChunk): Chunk | undefined {
  if (takeBeginning(draft, chunk) || takePaidIn(draft, chunk)) return undefined;
  const columns = sensesOf(chunk, "column");
  const onlyColumns = columns.length === chunk.senses.length;
  const fill = chunk.words.find(({ tag }) => tag === "noise");
  // "the largest individual withdrawal".
  if (fill && draft.chunks[draft.at + 1]?.tag === "data" && /^individual$/i.test(chunk.text)) return asWord(chunk, fill);
  // "marketing": as it is written it is nothing of the data, whatever its stem is of.
  const [absent] = sensesOf(chunk, "absent");
  if (absent?.written.includes(chunk.text.toLowerCase()) && chunk.words.length === 0) {
    draft.absent.push(absent.topic);
    return undefined;
  }
  const talk = chunk.words.find(({ tag }) => tag === "vagueTalk");
  if (talk && onlyColumns) return asWord(chunk, talk);
  const values = valuesOf(draft, chunk) ?? yesOf(draft, columns, chunk.text);
  if (values && takeDoubt(draft, chunk, values)) return undefined;
  const isFill = onlyColumns && chunk.words.some(({ tag }) => tag === "noise") && !values && draft.before.ask !== "howMuch";
  return isFill || takeNamed(draft, chunk, values) ? undefined : takeRest(draft, chunk);
}

/** "clients onboarded": the verb is the beginning of what was named. */
function takeBeginning(draft: Draft, chunk: DataChunk): boolean {
  const became = sensesOf(chunk, "verb").filter(({ happening }) => happening);
  if (became.length === 0 || !/ed$/i.test(chunk.text) || draft.last?.entity !== became[0]?.entity) return false;
  addRows(draft, "verb", became, chunk);
  return true;
}

/** "pay in fees" is to pay fees. */
function takePaidIn(draft: Draft, chunk: DataChunk): boolean {
  const next = draft.chunks[draft.at + 1];
  if (!/ in$/i.test(chunk.text) || next?.tag !== "data" || !next.senses.some(({ kind }) => kind === "entity")) return false;
  takePreposition(draft, "in");
  return true;
}

/** A value that nobody can agree on, unless what follows has just that value. */
function takeDoubt(draft: Draft, chunk: DataChunk, values: Value): boolean {
  const [doubt] = sensesOf(chunk, "vague");
  if (!doubt || fitsNext(draft, values)) return false;
  draft.vague.push({ index: doubt.index, text: chunk.text });
  return true;
}

/** Takes the first sense that fits, in the order in which people mean them; says whether there was one. */
function takeNamed(draft: Draft, chunk: DataChunk, values: Value | undefined): boolean {
  const [things, columns, measures, verbs, actors] = [
    sensesOf(chunk, "entity").filter(({ label }) => !isOtherForm(chunk, label)),
    sensesOf(chunk, "column"),
    sensesOf(chunk, "measure"),
    sensesOf(chunk, "verb"),
    sensesOf(chunk, "actor"),
  ];
  const isThing = things.length > 0;
  // "customers who live in Malta log in": what was led to is said before the verb.
  if (verbs.length > 0 && !values) closeLed(draft);
  if (values && isValueHere(draft, chunk, values, isThing, columns.length > 0)) takeValue(draft, values);
  else if (measures.length > 0 && (!isThing || draft.before.share)) addMeasure(draft, measures, chunk);
  else if (verbs.length > 0 && isVerbHere(draft, chunk, isThing)) addRows(draft, "verb", verbs, chunk);
  else if (actors.length > 0 && !isThing) addRows(draft, "actor", actors, chunk);
  else if (isThing) addRows(draft, "rows", things, chunk);
  else if (columns.length > 0) addColumn(draft, columns, chunk);
  else if (verbs.length > 0) addRows(draft, "verb", verbs, chunk);
  else if (values) takeValue(draft, values);
  else return false;
  return true;
}

/** "flagged card payments": the noun is "flag". */
function isOtherForm({ text, senses }: DataChunk, noun: string): boolean {
  return !senses.some(({ kind }) => kind === "verb") && /^\p{L}+ed$/iu.test(text) && !/ed\b/i.test(noun);
}

/** What stands for no data: a word of the language, or something vague or absent. */
function takeRest(draft: Draft, chunk: DataChunk): Chunk | undefined {
  const [vague] = sensesOf(chunk, "vague");
  const [absent] = sensesOf(chunk, "absent");
  const [word] = chunk.words;
  if (word && (absent || vague) && word.tag !== "noise") return asWord(chunk, word);
  if (vague && isRanked(draft, chunk)) return asWord(chunk, { tag: "superlative", direction: "desc", of: "either" });
  if (vague && asksSize(draft)) return asWord(chunk, { tag: "ask", ask: "which" });
  if (vague) draft.vague.push({ index: vague.index, text: chunk.text });
  else if (absent) draft.absent.push(absent.topic);
  return undefined;
}

/** "best trader by turnover", "worst method by failure rate": the figure says what is meant. */
function isRanked({ chunks, at }: Draft, { text }: DataChunk): boolean {
  const by = chunks.findIndex(({ tag, text: word }, index) => index > at && tag === "group" && /^by$/i.test(word));
  const next = chunks[by + 1];
  if (by < 0 || next?.tag !== "data") return false;
  const measures = sensesOf(next, "measure");
  const isBad = measures.some(({ measure }) => measure.kind === "share" && /fail|revers|flag|declin/i.test(measure.name));
  return /^best$/i.test(text) ? measures.length > 0 && !isBad : /^worst$/i.test(text) && isBad;
}

/** "how big was the largest withdrawal": the largest says what is meant. */
function asksSize({ chunks, at }: Draft): boolean {
  const next = chunks.slice(at + 1).find(({ tag }) => tag !== "noise");
  return /^how$/i.test(chunks[at - 1]?.text ?? "") && (next?.tag === "superlative" || next?.tag === "aggregate");
}

function asWord({ text, at }: DataChunk, word: Word): Chunk {
  return { ...word, text, at };
}
