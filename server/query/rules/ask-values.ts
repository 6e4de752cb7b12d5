import { type Act, groupOf } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { catalogFigureOf } from "./catalog-figures.ts";
import { figureOf } from "./figures.ts";
import type { Frame, Group, MeasureAsk } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { havingOf } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { moreThan } from "./more-than.ts";
import { comparisonOf } from "./periods.ts";
import type { Scene } from "./scene.ts";
import { groupFor, groupsOf } from "./scene-groups.ts";

/** "in which currencies", "which IP addresses saw three or more failed logins". */
export function askValues(scene: Scene, head: Mention): Interpretation | undefined {
  const event = scene.events.find(({ mention }) => groupFor(scene, head, mention.entity ?? "") !== undefined);
  const owner = scene.owners.find(({ mention }) => groupFor(scene, head, mention.entity ?? "") !== undefined);
  const ownerHasIt = owner !== undefined && scene.roles.columnFor(head, owner.mention.entity)?.entity === owner.mention.entity;
  const entity = event?.mention.entity ?? owner?.mention.entity ?? head.columns[0]?.entity;
  if (entity === undefined) return undefined;
  const act = event ?? owner;
  if (!event && ownerHasIt) void act;
  const group = groupFor(scene, head, entity);
  if (!group) return undefined;
  const count = moreThan(scene, group, entity) ?? countBound(scene, head, entity, group);
  if (count) return count;
  const negatedAct = scene.arr.acts.find(({ mention }) => mention.before.negated);
  if (negatedAct && group.kind === "column") return valuesWithout(scene, group, negatedAct);
  const [catalog] = scene.arr.measures;
  const measure = catalog ? catalogFigureOf(scene, catalog) : undefined;
  const rows = baseRows(scene, measure?.entity ?? entity, measure?.extra);
  const figure = measure?.ask ?? (act ? figureOf(scene, act) : undefined) ?? { kind: "count" as const, label: `number of ${rows.noun}` };
  const having = havingOf(scene, [figure]);
  const others = scene.arr.columns
    .filter((column) => column !== head && column.columns.some((each) => each.entity === entity))
    .flatMap((column) => groupOf(column, entity, scene.roles) ?? []);
  const compared = comparisonOf(scene, rows);
  const base: Frame = {
    ...NO_FRAME,
    ask: having.length > 0 || catalog ? "measure" : "values",
    rows: compared?.rows ?? rows,
    groups: [group, ...others, ...groupsOf(scene, rows.entity)],
    measures: [figure],
    having,
  };
  return { frame: compared ? { ...base, ask: "measure", compare: compared.compare } : base };
}

/** "more than 100 customers", "three or more failed logins", "used by more than one customer". */
function countBound(scene: Scene, head: Mention, entity: string, group: Group): Interpretation | undefined {
  const act = scene.arr.acts.find(
    ({ mention }) => mention.before.comparison !== undefined || (mention.before.number !== undefined && mention !== head),
  );
  if (!act) return undefined;
  const { comparison, number } = act.mention.before;
  const bound = comparison ?? { op: "gte" as const, value: number ?? 0, unit: "plain" as const };
  const ofOwner = scene.isOwner(act) && scene.roles.owner(entity) === act.mention.entity;
  const amount = bound.unit === "money" ? scene.amountOf(act.mention.entity ?? "") : undefined;
  const owner = act.mention.entity ?? "";
  const measure: MeasureAsk = ofOwner
    ? { kind: "distinct", entity: owner, column: scene.roles.entity(owner).key, label: `number of ${act.mention.label}` }
    : amount
      ? { kind: "sum", ...amount, label: `${act.mention.label} volume` }
      : { kind: "count", label: `number of ${act.mention.label}` };
  const base = ofOwner ? entity : (act.mention.entity ?? entity);
  return {
    frame: {
      ...NO_FRAME,
      ask: "measure",
      rows: baseRows(scene, base),
      groups: [group],
      measures: [measure],
      having: [{ measure: 0, op: bound.op, value: bound.value, ...(bound.high === undefined ? {} : { high: bound.high }) }],
    },
  };
}

/** "which countries have no politically exposed customer": values that appear, but never so. */
function valuesWithout(scene: Scene, group: Extract<Group, { kind: "column" }>, { mention }: Act): Interpretation {
  const part = scene.roles.rowsOf(mention);
  const rows = scene.roles.emptyRows(group.entity);
  return {
    frame: {
      ...NO_FRAME,
      ask: "measure",
      rows,
      groups: [group],
      measures: [{ kind: "count", rows: { ...rows, where: part.where, times: part.times }, label: `number of ${part.noun}` }],
      having: [{ measure: 0, op: "eq", value: 0 }],
    },
  };
}
