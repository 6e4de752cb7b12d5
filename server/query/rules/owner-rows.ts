import { merged } from "./conditions.ts";
import type { RowSet } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import { sameTime } from "./periods.ts";
import { isCountedGrain } from "./relations.ts";
import type { Scene } from "./scene.ts";
import { strayConds } from "./stray-conditions.ts";

export function ownerRows(scene: Scene, entity: string, skip: ReadonlySet<Mention>): RowSet {
  const mentions = [
    ...scene.arr.acts.map(({ mention }) => mention),
    ...scene.arr.measures.filter(({ before, comparisons }) => before.comparison !== undefined || comparisons.length > 0),
    ...scene.arr.columns.filter((column) => column.before.comparison || column.before.all || column.before.number !== undefined),
    ...scene.arr.grains.filter(isCountedGrain),
  ]
    .filter((mention) => !skip.has(mention))
    .sort((a, b) => a.at - b.at);
  const stray = [...scene.arr.measures, ...scene.arr.columns, ...scene.arr.groups.map(({ mention }) => mention)].flatMap((mention) =>
    strayConds(scene, mention, entity),
  );
  const actors = mentions.filter(({ kind }) => kind === "actor");
  const rows = spread(scene, scene.relations.owned(scene.roles.emptyRows(entity), mentions), mentions);
  const first = mentions.find((mention) => mention.entity === entity && mention.kind === "rows");
  const noun = first?.label ?? actors[0]?.label ?? rows.noun;
  return { ...rows, noun, where: merged([...rows.where, ...stray]) };
}

/** A time that is said of customers who did something is when they did it, unless it is when they came. */
function spread(scene: Scene, rows: RowSet, mentions: readonly Mention[]): RowSet {
  const loose = [
    ...scene.reading.leading,
    ...mentions
      .filter((mention) => mention.entity === rows.entity && !mention.happening && !scene.becomes(mention))
      .flatMap(({ times }) => times),
  ];
  if (loose.length === 0 || rows.relations.length === 0 || rows.relations.some((relation) => relation.rows.times.length > 0)) return rows;
  const times = rows.times.filter((time) => !loose.some((other) => sameTime(other, time)));
  return { ...rows, times, relations: rows.relations.map((relation) => ({ ...relation, rows: { ...relation.rows, times: loose } })) };
}
