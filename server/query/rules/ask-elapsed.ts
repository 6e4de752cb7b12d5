import { baseRows } from "./base-rows.ts";
import { FN_WORDS } from "./figures.ts";
import type { Interpretation } from "./interpretation.ts";
import { measureFrame } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { singular } from "./nouns.ts";
import type { Scene } from "./scene.ts";

interface Column {
  readonly entity: string;
  readonly column: string;
}

/** How long something took: to the first deposit, since the sign-up, until a withdrawal was through. */
export function askElapsed(scene: Scene): Interpretation | undefined {
  return untilFirst(scene) ?? untilNow(scene) ?? processingTime(scene);
}

/** "hours from sign-up to first deposit". */
function untilFirst(scene: Scene): Interpretation | undefined {
  const { reading, arr, events, roles } = scene;
  const [asked] = arr.elapsed;
  const first = events.find(({ mention }) => mention.before.first)?.mention;
  const from = beginnings(scene).at(-1);
  // "signup to first trade, median hours"
  const hours = arr.grains.some(({ grain, text }) => grain === "hourOfDay" && /^hours?$/i.test(text));
  const howLong = reading.asks.includes("howLong") || asked !== undefined || reading.flags.has("between") || hours;
  if (!howLong || !first || !from) return undefined;
  const rows = baseRows(scene, roles.owner(first.entity ?? "") ?? "", [], new Set([first, ...(from.times.length === 0 ? [from] : [])]));
  const of = roles.rowsOf(first);
  const fn = scene.aggregate() ?? "avg";
  const said = asked?.elapsed ?? (durationMention(scene) ? undefined : "hours");
  const label = `${FN_WORDS[fn]} ${said} from sign-up to first ${singular(of.noun)}`;
  return measureFrame(scene, rows, [{ kind: "elapsed", rows: { ...of, times: [] }, unit: said ?? "hours", since: "owner", fn, label }]);
}

/** "days since sign-up". */
function untilNow(scene: Scene): Interpretation | undefined {
  const [asked] = scene.arr.elapsed;
  const [from] = beginnings(scene);
  if (!asked || !from || scene.events.length > 0) return undefined;
  const fn = scene.aggregate() ?? "avg";
  const said = asked.elapsed ?? (durationMention(scene) ? undefined : "hours");
  const label = `${FN_WORDS[fn]} ${said} since sign-up`;
  return measureFrame(scene, baseRows(scene, from.entity ?? ""), [{ kind: "elapsed", unit: said ?? "days", since: "now", fn, label }]);
}

const TAKES = /\b(?:takes?|took|taking|process\w*|settle\w*|complete\w*|wait\w*|clear|go through)\b/i;

/** "how long do withdrawals take", "the processing time". */
function processingTime(scene: Scene): Interpretation | undefined {
  const { reading, arr } = scene;
  const [asked] = arr.elapsed;
  const duration = durationMention(scene);
  const isAsked = asked !== undefined || reading.asks.includes("howLong");
  if (!duration && !reading.chunks.some(({ text }) => TAKES.test(text))) return undefined;
  const column = duration ? durationColumn(scene, duration) : isAsked ? anyDuration(scene) : undefined;
  if (!column || (duration?.comparisons.length ?? 0) > 0) return undefined;
  const fn = scene.aggregate() ?? "avg";
  const unit = asked?.elapsed ? { unit: asked.elapsed } : {};
  return measureFrame(scene, baseRows(scene, column.entity), [{ kind: fn, ...column, ...unit, label: `${FN_WORDS[fn]} processing time` }]);
}

/** What came to be: "signed up", "opened the account". */
function beginnings({ arr }: Scene): Mention[] {
  return arr.acts.map(({ mention }) => mention).filter(({ happening }) => happening);
}

function durationMention({ arr, roles }: Scene): Mention | undefined {
  return arr.columns.find(({ columns }) =>
    columns.some(({ entity, column }) => roles.entity(entity).computed.some(({ name, kind }) => name === column && kind === "duration")),
  );
}

function durationColumn({ roles }: Scene, mention: Mention): Column | undefined {
  const found = mention.columns.find(({ entity, column }) => roles.entity(entity).computed.some(({ name }) => name === column));
  return found && { entity: found.entity, column: found.column };
}

function anyDuration({ events, roles }: Scene): Column | undefined {
  for (const { mention } of events) {
    const found = roles.entity(mention.entity ?? "").computed.find(({ kind }) => kind === "duration");
    if (found) return { entity: mention.entity ?? "", column: found.name };
  }
  return undefined;
}
