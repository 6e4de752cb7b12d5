import type { Act } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { type Cond, sameColumn } from "./conditions.ts";
import type { MeasureAsk } from "./frame.ts";
import type { Scene } from "./scene.ts";

/** "deposits and withdrawals per month": the figure of each, and of both together. As it is where just one thing is named. */
export function figuresApart(scene: Scene, measures: readonly MeasureAsk[]): readonly MeasureAsk[] {
  const pair = pairOf(scene);
  // "…, amounts": that there are so many goes without asking.
  const sum = scene.reading.asks.includes("howMany") ? undefined : measures.find(({ kind }) => kind === "sum");
  const [first, ...more] = measures.length === 2 && sum ? [sum] : measures;
  if (!first || !pair || more.length > 0 || !["count", "sum", "avg", "median"].includes(first.kind)) return measures;
  const rows = baseRows(scene, pair[0].mention.entity ?? "");
  const sides = pair.map(({ mention }) => scene.roles.rowsOf(mention).where);
  // "card deposits and crypto withdrawals": what is said of both is of each, what is said of one alone is of the two.
  const isApart = (cond: Cond) => sides.every((side) => side.some((other) => sameColumn(cond, other)));
  const each = pair.map(({ mention }, index): MeasureAsk => {
    const own = (sides[index] ?? []).filter(isApart);
    const rest = rows.where.filter((cond) => !isApart(cond));
    return { ...first, rows: { ...rows, times: [], relations: [], where: [...rest, ...own] }, label: `${first.kind} of ${mention.label}` };
  });
  const crossed = rows.where.filter(isApart).length > 1;
  return crossed ? each : [...each, { ...first, label: "of both" }];
}

/** Two kinds of rows, joined by "and" alone. */
function pairOf({ events, owners, reading }: Scene): readonly [Act, Act] | undefined {
  const [left, right, ...more] = events;
  if (!left || !right || more.length > 0 || owners.length > 0) return undefined;
  const { flags, change } = reading;
  const compared = change !== undefined || ["less", "more", "versus", "same", "growth"].some((flag) => flags.has(flag as "less"));
  const [a, b]: readonly (Cond | undefined)[] = [left.mention.where[0], right.mention.where[0]];
  const isPair = a && b && sameColumn(a, b) && a.values[0] !== b.values[0] && right.mention.before.link === "and";
  const plain = [left, right].every(
    ({ mention }) => mention.kind === "rows" && mention.comparisons.length === 0 && !mention.before.comparison,
  );
  return isPair && plain && !compared ? [left, right] : undefined;
}
