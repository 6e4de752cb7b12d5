import { askCount } from "./ask-count.ts";
import { askDetails } from "./ask-details.ts";
import { askElapsed } from "./ask-elapsed.ts";
import { askFigure } from "./ask-figure.ts";
import { askList, countedInBins } from "./ask-list.ts";
import { askRanking } from "./ask-ranking.ts";
import { askShare } from "./ask-share.ts";
import type { Frame } from "./frame.ts";
import type { Interpretation } from "./interpretation.ts";
import type { Mention, Reading } from "./mentions.ts";
import type { Roles } from "./roles.ts";
import { Scene } from "./scene.ts";

/** What a question asks for: a frame, or what is missing for one. The kinds of question are tried in order; the first that fits is it. */
export function interpret(reading: Reading, roles: Roles): Interpretation {
  const scene = new Scene(reading, roles);
  if (isBare(scene)) return { open: "measure" };
  const detail = scene.head && askDetails(scene, scene.head);
  if (detail) return detail;
  const unread = unreadWords(scene);
  if (unread !== undefined) return { unread };
  const result = asked(scene);
  return "frame" in result ? { frame: topOf(scene, result.frame) } : result;
}

/** "logins per country, top 5": the first of the groups. */
function topOf({ reading: { rest } }: Scene, frame: Frame): Frame {
  const [group, ...more] = frame.groups;
  const ranks = frame.ask === "measure" && !frame.rank && !frame.compare && group && more.length === 0 && group.kind !== "grain";
  if (!ranks || !rest.superlative || rest.number === undefined) return frame;
  return { ...frame, rank: { n: rest.number, direction: rest.superlative.direction, by: { measure: 0 } } };
}

function asked(scene: Scene): Interpretation {
  return (
    countedInBins(scene) ??
    (countsDays(scene) ? undefined : askElapsed(scene)) ??
    askShare(scene) ??
    askRanking(scene) ??
    askCount(scene) ??
    askFigure(scene) ??
    askList(scene) ?? { open: scene.arr.rest.length === 0 ? "subject" : "measure" }
  );
}

/** "on how many days …" counts days, rather than how long something took. */
function countsDays({ arr }: Scene): boolean {
  return arr.elapsed.some(({ before }) => before.preposition === "on");
}

/** "clients under 25", "how long do clients stay": a bound or a length of what has none. */
function unreadWords(scene: Scene): string | undefined {
  const grouped = scene.arr.columns.length + scene.arr.grains.length + scene.arr.groups.length > 0;
  const counts = ({ before }: Mention) => !grouped && before.comparison?.unit === "plain";
  const bounded = scene.owners.find(
    ({ mention, amount }) => (mention.comparisons.some(({ unit }) => unit === "plain" || unit === "money") || counts(mention)) && !amount,
  );
  if (bounded && scene.arr.measures.length === 0)
    return scene.reading.chunks.find(({ tag }) => tag === "compare")?.text ?? bounded.mention.text;
  const long = scene.reading.asks.includes("howLong") && !askElapsed(scene);
  return long ? "how long" : undefined;
}

/** "compare VIP and premium": in what? */
function comparesNothing({ arr, events, reading }: Scene): boolean {
  const compares = reading.chunks.some(({ tag, text }) => tag === "versus" && /^compar/i.test(text));
  const figures = arr.measures.length + arr.columns.length + events.length + arr.groups.length;
  const counts = arr.rest.some(({ counted, before }) => counted || before.count) || reading.asks.some((ask) => ask !== "show");
  return compares && figures === 0 && !counts;
}

/** "deposits or withdrawals": of which nothing is said or asked. */
function isThingAlone({ arr, reading }: Scene): boolean {
  const said = arr.rest.some(
    ({ before, values, times, comparisons, counted, shared, amount, kind, implied, where }) =>
      kind !== "rows" ||
      where.some((cond) => typeof cond.values[0] === "number") ||
      implied ||
      amount !== undefined ||
      values.length + before.values.length + times.length + comparisons.length > 0 ||
      counted ||
      shared ||
      before.count ||
      before.superlative !== undefined ||
      before.aggregate !== undefined ||
      before.comparison !== undefined ||
      before.first ||
      before.last ||
      before.share ||
      before.negated ||
      before.number !== undefined ||
      before.relative,
  );
  const more = arr.groups.length + reading.asks.length + reading.leading.length + reading.parts.length + reading.flags.size;
  return arr.rest.length > 0 && !said && more === 0;
}

/** "Germany?", "germany vs uk": a value is no question. */
function isBare(scene: Scene): boolean {
  const [only] = scene.arr.rest;
  if (comparesNothing(scene) || isThingAlone(scene)) return true;
  if (!only?.implied || scene.arr.rest.length > 1 || scene.arr.groups.length > 0 || scene.reading.asks.length > 0) return false;
  if (only.before.share || only.shared || only.counted) return false;
  const places = only.before.values.every(({ options }) =>
    options.every(({ conds }) => conds.every(({ entity, column }) => scene.roles.column(entity, column)?.format?.startsWith("country"))),
  );
  return places || only.before.values.length === 1 || scene.reading.flags.has("versus");
}
