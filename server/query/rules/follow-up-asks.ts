import type { Cond } from "./conditions.ts";
import type { Frame, MeasureAsk } from "./frame.ts";
import type { Reading } from "./mentions.ts";
import type { Roles } from "./roles.ts";
import { instantOrder, type TimeSpec } from "./time-spec.ts";

/** What a follow-up changes in what is asked for. `said`: the conditions it names; `times`: those of before and those it names. */
export interface FollowUpAsk {
  readonly frame: Frame;
  readonly reading: Reading;
  readonly roles: Roles;
  readonly said: readonly Cond[];
  readonly before: readonly TimeSpec[];
  readonly times: readonly TimeSpec[];
}

/** "how many of them?", "what share of them failed?", "the median instead", "compare that with September". */
export function askedAnew(ask: FollowUpAsk): Frame {
  return compared(ask) ?? shared(ask) ?? averaged(ask) ?? summed(ask) ?? counted(ask) ?? listed(ask) ?? grouped(ask) ?? ask.frame;
}

/** "vs last month": the time of before against the one that is named. */
function compared({ frame, reading, before, times }: FollowUpAsk): Frame | undefined {
  const [old, anew] = [before[0], times[0]];
  const isPair = old && anew && before.length === 1 && times.length === 1;
  if (!isPair || !reading.flags.has("versus") || frame.ask !== "measure" || frame.compare || frame.rank) return undefined;
  const [first, last] = instantOrder(old, anew);
  return { ...frame, rows: { ...frame.rows, times: [] }, compare: { mode: "side", before: first, after: last } };
}

/** "what share of them failed?" */
function shared({ frame, reading, said }: FollowUpAsk): Frame | undefined {
  const isAsked = reading.chunks.some(({ tag }) => tag === "share");
  if (!isAsked || said.length === 0 || frame.rank || frame.measures.some(({ kind }) => kind === "share")) return undefined;
  const where = frame.rows.where.filter((cond) => !said.includes(cond));
  const measure: MeasureAsk = { kind: "share", where: said, label: `share of ${frame.rows.noun}` };
  return { ...frame, ask: "measure", rows: { ...frame.rows, where }, measures: [measure], columns: [] };
}

/** "and the median?": of the amounts. */
function averaged({ frame, reading, roles }: FollowUpAsk): Frame | undefined {
  const said = reading.chunks.find((chunk) => chunk.tag === "aggregate" && chunk.fn !== "sum");
  const amount = roles.amount(frame.rows.entity)?.name;
  if (said?.tag !== "aggregate" || amount === undefined || frame.outer || frame.compare || frame.measures.length > 1) return undefined;
  const measure: MeasureAsk = { kind: said.fn, entity: frame.rows.entity, column: amount, label: `${said.text} ${frame.rows.noun}` };
  return { ...frame, ask: "measure", measures: [measure], columns: [] };
}

/** "what do they add up to?", "and worth how much?" */
function summed({ frame, reading, roles }: FollowUpAsk): Frame | undefined {
  const amount = roles.amount(frame.rows.entity)?.name;
  const isList = frame.ask === "rows" && !frame.rank;
  const isCount = frame.ask === "measure" && frame.measures.length === 1 && frame.measures[0]?.kind === "count";
  const asks =
    reading.asks.includes("howMuch") || (isList && reading.chunks.some((chunk) => chunk.tag === "aggregate" && chunk.fn === "sum"));
  if (!asks || amount === undefined || !(isList || isCount)) return undefined;
  const measure: MeasureAsk = { kind: "sum", entity: frame.rows.entity, column: amount, label: "volume" };
  return { ...frame, ask: "measure", measures: [measure], columns: [] };
}

function counted({ frame, reading, roles }: FollowUpAsk): Frame | undefined {
  const many = reading.asks.includes("howMany") || reading.mentions.some(({ before }) => before.count) || reading.rest.count === true;
  const [first] = frame.measures;
  if (!many || (frame.ask === "measure" && first?.kind !== "sum")) return undefined;
  const count: MeasureAsk = { kind: "count", label: `number of ${roles.entity(frame.rows.entity).label.many}` };
  // "and the number of deposits" is asked for besides, "how many?" instead.
  const besides = frame.ask === "measure" && !frame.rank && !reading.asks.includes("which");
  return { ...frame, ask: "measure", measures: besides && first ? [first, count] : [count], columns: [] };
}

/** "who are they?" of what was counted. */
function listed({ frame, reading }: FollowUpAsk): Frame | undefined {
  const isCount = frame.ask === "measure" && frame.groups.length === 0 && frame.measures[0]?.kind === "count";
  return isCount && reading.asks.includes("who") ? { ...frame, ask: "rows", measures: [], columns: [] } : undefined;
}

/** "group them by method" of what was listed. */
function grouped({ frame, roles }: FollowUpAsk): Frame | undefined {
  if (frame.ask !== "rows" || frame.groups.length === 0 || frame.rank) return undefined;
  const count: MeasureAsk = { kind: "count", label: `number of ${roles.entity(frame.rows.entity).label.many}` };
  return { ...frame, ask: "measure", measures: [count], columns: [] };
}
