import type { Cond } from "./conditions.ts";
import type { Frame } from "./frame.ts";
import type { Reading } from "./mentions.ts";

/** What a question asks for and its frame does not give: a number where there is a list, a growth, bounds that leave nothing. */
export function lostAsk(reading: Reading, frame: Frame): string | undefined {
  return (
    lostFigure(reading, frame) ?? lostGrowth(reading, frame) ?? emptyRange(frame) ?? lostMore(reading, frame) ?? lostWhen(reading, frame)
  );
}

/** "how many days …" is no list of what was there on them. */
function lostFigure({ chunks, mentions }: Reading, { ask, rows, rank }: Frame): string | undefined {
  const figure = chunks.find((chunk) => chunk.tag === "ask" && (chunk.ask === "howMany" || chunk.ask === "howMuch"));
  const bounds = mentions.some(({ before }) => before.relative && before.ask !== undefined);
  return figure && ask === "rows" && !rank && rows.relations.length === 0 && !bounds ? figure.text : undefined;
}

function lostGrowth({ chunks, flags }: Reading, { growth, compare }: Frame): string | undefined {
  return flags.has("growth") && !growth && !compare ? chunks.find(({ tag }) => tag === "growth")?.text : undefined;
}

/** "below $100, between $100 and $1,000 and above": several stretches, read as one that nothing is in. */
function emptyRange({ rows }: Frame): string | undefined {
  const isAbove = ({ op }: Cond) => op === "gt" || op === "gte" || op === "eq";
  const isBelow = ({ op }: Cond) => op === "lt" || op === "lte";
  const numbers = rows.where.filter(({ values }) => typeof values[0] === "number");
  const high = numbers.find(
    (above) =>
      isAbove(above) &&
      numbers.some((below) => isBelow(below) && below.column === above.column && Number(below.values[0]) <= Number(above.values[0])),
  );
  return high?.label;
}

/** "more in October than in September" is no act in either. */
function lostMore({ chunks, flags }: Reading, { rows }: Frame): string | undefined {
  const either = rows.relations.some((relation) => relation.rows.times.length > 1);
  return flags.has("more") && either ? chunks.find(({ tag }) => tag === "more")?.text : undefined;
}

/** When something was is no figure. */
function lostWhen({ chunks }: Reading, { ask, groups }: Frame): string | undefined {
  const when = chunks.find((chunk) => chunk.tag === "ask" && chunk.ask === "when");
  return ask === "measure" && groups.length === 0 ? when?.text : undefined;
}
