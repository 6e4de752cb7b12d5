import { addMention } from "./add-mention.ts";
import { closeValues } from "./attach-values.ts";
import type { CalendarUnit } from "./calendar.ts";
import { closeComparison } from "./collect-comparisons.ts";
import type { Draft } from "./draft.ts";
import type { Mention } from "./mentions.ts";
import type { TimeSpec } from "./time-spec.ts";
import { isThing } from "./values.ts";

/** A time is said of the last thing before it, or of what is yet to come. */
export function takeTime(draft: Draft, spec: TimeSpec): void {
  closeValues(draft);
  closeComparison(draft);
  if (draft.flags.has("versus") || draft.change !== undefined) delete draft.before.versus;
  const isAll = draft.before.all === true || (draft.before.group === "each" && isOfAllDays(draft));
  if (isAll && spec.span && draft.last && spec.span.unit !== "minute") {
    draft.before = { values: draft.before.values, all: true, times: [spec] };
    addMention(draft, { kind: "grain", grain: spec.span.unit, label: spec.span.unit });
    return;
  }
  if (draft.before.group === "each" && spec.span) {
    draft.leading.push(spec);
    addEach(draft, spec.span.unit);
    return;
  }
  if (leadsToThing(draft)) {
    draft.before.times = [...(draft.before.times ?? []), spec];
    return;
  }
  const target = draft.mentions.findLast((mention) => isThing(mention) || mention.kind === "measure" || isBound(mention));
  if (!target) draft.leading.push(spec);
  else if (target.times.length > 0 && draft.before.negated && target.kind !== "measure") addDeniedTime(draft, target, spec);
  else target.times.push(spec);
}

/** "which customers traded on each of the last 3 days": on all of them. */
function isOfAllDays({ asks, last }: Draft): boolean {
  return asks.some((ask) => ask === "which" || ask === "who") && last !== undefined && last.before.ask === undefined;
}

/** "for each of the last eight weeks": week by week. */
function addEach(draft: Draft, unit: CalendarUnit): void {
  if (unit !== "minute") addMention(draft, { kind: "grain", grain: unit, adverb: true, label: unit });
}

/** "for October sign-ups", "of last week's failed logins": the time is of what follows. */
function leadsToThing({ chunks, at }: Draft): boolean {
  const [previous, chunk, next] = [chunks[at - 1], chunks[at], chunks[at + 1]];
  if (
    !chunk ||
    next?.tag !== "data" ||
    /^(?:in|during|since|on|within|over|between|until|till|before|after|at|through)\b/i.test(chunk.text)
  )
    return false;
  const led =
    previous === undefined ||
    /^(?:of|for|from)\b/i.test(chunk.text) ||
    ["preposition", "ask", "noise", "and", "or", "group", "comma", "share", "aggregate", "count", "relative", "versus", "change"].includes(
      previous.tag,
    );
  return (
    led &&
    next.senses.some(({ kind }) => kind === "entity" || kind === "actor" || kind === "measure" || kind === "value" || kind === "condition")
  );
}

/** "more than 3 devices in October": a column that is bounded has its time. */
function isBound({ kind, before: { all, comparison } }: Mention): boolean {
  return kind === "column" && (all === true || comparison !== undefined);
}

/** "in September but not in October": what was done in the one and not in the other. */
function addDeniedTime(draft: Draft, target: Mention, spec: TimeSpec): void {
  draft.takeNegation();
  draft.mentions.push({
    ...target,
    at: draft.at,
    end: draft.at + 1,
    times: [spec],
    before: { values: [], negated: true, relative: true },
  });
}

/** A preposition closes what was said and leads to what follows. */
export function takePreposition(draft: Draft, word: string): void {
  closeValues(draft);
  if (word === "against") draft.flags.add("versus");
  draft.before.preposition = word;
  // "customers outside Germany"; "outside their own country" is read as a whole.
  const next = draft.chunks[draft.at + 1];
  if (word === "outside" && next?.tag === "data" && next.senses.some(({ kind }) => kind === "country")) draft.before.negated = true;
}
