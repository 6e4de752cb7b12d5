import { type Cond, merged } from "./conditions.ts";
import { eventRows } from "./event-rows.ts";
import type { RowSet, RowTest } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import { ownerRows } from "./owner-rows.ts";
import { dedupe } from "./periods.ts";
import type { Scene } from "./scene.ts";
import type { TimeSpec } from "./time-spec.ts";

/** The rows that the question is about, when those are of `entity`. */
export function baseRows(scene: Scene, entity: string, extra: readonly Cond[] = [], skip: ReadonlySet<Mention> = new Set()): RowSet {
  const rows = scene.roles.owner(entity) === undefined ? ownerRows(scene, entity, skip) : eventRows(scene, entity, skip);
  const times = rows.times.length > 0 ? rows.times : [...figureTimes(scene), ...scene.reading.leading];
  const told =
    rows.relations.some((relation) => relation.rows.times.length > 0) && rows.times.length === 0 && scene.roles.owner(entity) === undefined;
  const added = told ? [] : times;
  const parts = scene.roles.entity(entity).timeColumn === undefined || rows.relations.length > 0 ? [] : scene.reading.parts;
  const abroad = scene.reading.flags.has("abroad") ? abroadTests(scene, entity) : [];
  return { ...rows, where: merged([...rows.where, ...extra]), times: dedupe(added), tests: [...rows.tests, ...parts, ...abroad] };
}

/** "from a country other than their own". */
function abroadTests(scene: Scene, entity: string): RowTest[] {
  const owner = scene.roles.owner(entity);
  const countryOf = (name: string) => scene.roles.entity(name).columns.find(({ format }) => format?.startsWith("country"))?.name;
  const [own, other] = [countryOf(entity), owner === undefined ? undefined : countryOf(owner)];
  return own === undefined || other === undefined ? [] : [{ kind: "ownerColumn", column: own, ownerColumn: other, differs: true }];
}

function figureTimes(scene: Scene): TimeSpec[] {
  return [...scene.arr.measures, ...scene.arr.columns, ...scene.arr.elapsed, ...scene.arr.grains].flatMap(({ times }) => times);
}
