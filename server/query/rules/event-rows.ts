import type { Act } from "./arrange.ts";
import { type Cond, merged } from "./conditions.ts";
import type { RowSet, RowTest } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { strayConds } from "./stray-conditions.ts";
import type { TimeSpec } from "./time-spec.ts";

/** What the acts of a question say of rows of one entity. Filled in their order. */
interface Told {
  readonly where: Cond[];
  readonly times: TimeSpec[];
  readonly ownerTimes: TimeSpec[];
  readonly tests: RowTest[];
  /** Of the owner by other rows of his. */
  readonly said: Mention[];
  readonly nouns: string[];
  ownerNamed: boolean;
}

/** Rows that belong to others: what is said of them, of their owner, and of the owner by other rows. */
export function eventRows(scene: Scene, entity: string, skip: ReadonlySet<Mention>): RowSet {
  const { roles, arr } = scene;
  const owner = roles.owner(entity) ?? "";
  const told: Told = { where: [], times: [], ownerTimes: [], tests: [], said: [], nouns: [], ownerNamed: false };
  for (const act of arr.acts) if (!skip.has(act.mention)) tell(scene, told, act, entity, owner);
  const groups = arr.groups.map(({ mention }) => mention);
  const others = [...arr.measures, ...arr.columns, ...arr.grains, ...arr.elapsed, ...groups];
  const stray = others.flatMap((mention) => strayConds(scene, mention, entity));
  return {
    entity,
    where: merged([...told.where, ...stray, ...groupConds(scene, entity), ...durations(scene, entity)]),
    times: [...told.times, ...groups.flatMap(({ times }) => times)],
    ownerTimes: told.ownerTimes,
    relations: scene.relations.owned(roles.emptyRows(owner), told.said).relations,
    tests: told.tests,
    noun: told.nouns[0] ?? roles.entity(entity).label.many,
  };
}

function tell(scene: Scene, told: Told, act: Act, entity: string, owner: string): void {
  const { mention } = act;
  const ofOwner = mention.entity === entity && isOfOwner(scene, told, mention);
  const average = mention.entity === entity && told.nouns.length > 0 ? averageTest(scene, mention) : undefined;
  if (average) told.tests.push(average);
  else if (mention.entity === entity && !ofOwner) tellOwn(scene, told, act);
  else if (mention.entity === owner) tellOwner(scene, told, mention);
  else if (ofOwner || told.ownerNamed) told.said.push(mention);
}

/** "deposits of customers who never deposited by card", "… with at least 3 failed deposits": later rows say of whom, not which. */
function isOfOwner({ events }: Scene, { ownerNamed, nouns }: Told, { before, where }: Mention): boolean {
  if (!ownerNamed || nouns.length === 0) return false;
  const { comparison } = before;
  if (comparison) return comparison.unit === "plain" && JSON.stringify(where) !== JSON.stringify(events[0]?.mention.where);
  return before.relative === true || before.negated === true;
}

function tellOwn(scene: Scene, told: Told, act: Act): void {
  const { mention } = act;
  const rows = scene.roles.rowsOf(scene.isMeasured(act) ? { ...mention, comparisons: [] } : mention, true);
  told.where.push(...rows.where);
  told.times.push(...rows.times);
  told.tests.push(...rows.tests);
  if (mention.before.first) told.tests.push({ kind: "firstEver" });
  told.nouns.push(mention.label);
  if (mention.kind === "actor") told.ownerNamed = true;
}

/** "larger than the average deposit": the average of all such rows, of the same time where one was said. */
function averageTest({ roles, reading }: Scene, mention: Mention): RowTest | undefined {
  const { minus, aggregate } = mention.before;
  const column = roles.amount(mention.entity ?? "")?.name;
  const bound = reading.chunks.find((chunk) => chunk.tag === "compareOp");
  if (!minus || (aggregate !== "avg" && aggregate !== "median") || column === undefined || bound?.tag !== "compareOp") return undefined;
  return { kind: "average", column, op: bound.op, fn: aggregate, rows: roles.rowsOf(mention) };
}

/** A time said of the owner is when the rows were, unless it is when the owner came. */
function tellOwner(scene: Scene, told: Told, mention: Mention): void {
  told.ownerNamed = true;
  const rows = scene.roles.rowsOf(mention, true);
  // "on the same day as they signed up".
  if (scene.reading.flags.has("same") && mention.happening && rows.times.length === 0) told.tests.push({ kind: "ownerDay" });
  told.where.push(...rows.where);
  (mention.happening || scene.becomes(mention) ? told.ownerTimes : told.times).push(...rows.times);
}

/** "that took more than 10 minutes". */
function durations({ reading, roles }: Scene, entity: string): Cond[] {
  return reading.chunks.flatMap((chunk) => (chunk.tag === "compare" ? roles.duration(entity, chunk.comparison) : []));
}

/** "of each German VIP customer": only of those. */
function groupConds(scene: Scene, entity: string): Cond[] {
  const named = scene.arr.groups.filter(
    ({ mention }) => mention.kind === "rows" && (mention.entity === entity || scene.roles.owner(entity) === mention.entity),
  );
  return named.flatMap(({ mention }) => scene.roles.rowsOf(mention).where);
}
