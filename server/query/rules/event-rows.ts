import { type Cond, merged } from "./conditions.ts";
import type { RowSet, RowTest } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { strayConds } from "./stray-conditions.ts";
import type { TimeSpec } from "./time-spec.ts";

export function eventRows(scene: Scene, entity: string, skip: ReadonlySet<Mention>): RowSet {
  const owner = scene.roles.owner(entity) ?? "";
  const where: Cond[] = [];
  const times: TimeSpec[] = [];
  const ownerTimes: TimeSpec[] = [];
  const tests: RowTest[] = [];
  const said: Mention[] = [];
  const nouns: string[] = [];
  let ownerNamed = false;
  for (const act of scene.arr.acts) {
    const { mention } = act;
    if (skip.has(mention)) continue;
    const own = mention.entity === entity;
    const ofOwner =
      own && ownerNamed && nouns.length > 0 && (mention.before.relative || mention.before.negated) && !mention.before.comparison;
    if (own && !ofOwner) {
      const rows = scene.roles.rowsOf(scene.isMeasured(act) ? { ...mention, comparisons: [] } : mention, true);
      where.push(...rows.where);
      times.push(...rows.times);
      tests.push(...rows.tests);
      nouns.push(mention.label);
      if (mention.kind === "actor") ownerNamed = true;
    } else if (mention.entity === owner) {
      ownerNamed = true;
      const rows = scene.roles.rowsOf(mention, true);
      where.push(...rows.where);
      (mention.happening || scene.becomes(mention) ? ownerTimes : times).push(...rows.times);
    } else if (ofOwner || ownerNamed) said.push(mention);
  }
  const stray = [
    ...scene.arr.measures,
    ...scene.arr.columns,
    ...scene.arr.grains,
    ...scene.arr.elapsed,
    ...scene.arr.groups.map(({ mention }) => mention),
  ].flatMap((mention) => strayConds(scene, mention, entity));
  for (const { mention } of scene.arr.groups) times.push(...mention.times);
  stray.push(...groupConds(scene, entity));
  const { relations } = scene.relations.owned(scene.roles.emptyRows(owner), said);
  return {
    entity,
    where: merged([...where, ...stray]),
    times,
    ownerTimes,
    relations,
    tests,
    noun: nouns[0] ?? scene.roles.entity(entity).label.many,
  };
}

/** "of each German VIP customer": only of those. */
function groupConds(scene: Scene, entity: string): Cond[] {
  const named = scene.arr.groups.filter(
    ({ mention }) => mention.kind === "rows" && (mention.entity === entity || scene.roles.owner(entity) === mention.entity),
  );
  return named.flatMap(({ mention }) => scene.roles.rowsOf(mention).where);
}
