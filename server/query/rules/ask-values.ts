import { type Act, groupOf } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { catalogFigureOf } from "./catalog-figures.ts";
import { countBound } from "./count-bound.ts";
import { figureOf } from "./figures.ts";
import type { Frame, Group } from "./frame.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import { havingOf } from "./measure-frame.ts";
import type { Mention } from "./mentions.ts";
import { moreThan } from "./more-than.ts";
import { comparisonOf } from "./periods.ts";
import type { Scene } from "./scene.ts";
import { distinctGroups, groupFor, groupsOf } from "./scene-groups.ts";

/** "in which currencies", "which IP addresses saw three or more failed logins". */
export function askValues(scene: Scene, head: Mention): Interpretation | undefined {
  // "kyc rejection rate by country": the figure is asked for, and the column before it says something of it.
  if (head.before.ask === undefined && scene.arr.measures.length > 0 && scene.arr.groups.length > 0) return undefined;
  const has = ({ mention }: Act) => groupFor(scene, head, mention.entity ?? "") !== undefined;
  const act = scene.events.find(has) ?? scene.owners.find(has);
  const entity = act?.mention.entity ?? head.columns[0]?.entity;
  const group = entity === undefined ? undefined : groupFor(scene, head, entity);
  if (entity === undefined || !group) return undefined;
  const bounded = moreThan(scene, group, entity) ?? countBound(scene, head, entity, group);
  if (bounded) return bounded;
  const denied = scene.arr.acts.find(({ mention }) => mention.before.negated);
  if (denied && group.kind === "column") return valuesWithout(scene, group, denied);
  return valuesWithFigure(scene, act, entity, distinctGroups([group, ...otherGroups(scene, head, entity)]));
}

/** "which countries and devices": the other columns that are asked for as well. */
function otherGroups({ arr, roles }: Scene, head: Mention, entity: string): Group[] {
  return arr.columns
    .filter((column) => column !== head && column.columns.some((each) => each.entity === entity))
    .flatMap((column) => groupOf(column, entity, roles) ?? []);
}

/** The values, each with the figure that was named or the number of its rows. */
function valuesWithFigure(scene: Scene, act: Act | undefined, entity: string, groups: readonly Group[]): Interpretation {
  const [catalog] = scene.arr.measures;
  const named = catalog && catalogFigureOf(scene, catalog);
  const rows = baseRows(scene, named?.entity ?? entity, named?.extra);
  const figure = named?.ask ?? (act ? figureOf(scene, act) : undefined) ?? { kind: "count" as const, label: `number of ${rows.noun}` };
  const having = havingOf(scene, [figure]);
  const compared = comparisonOf(scene, rows);
  const frame: Frame = {
    ...NO_FRAME,
    ask: having.length > 0 || catalog ? "measure" : "values",
    rows: compared?.rows ?? rows,
    groups: distinctGroups([...groups, ...groupsOf(scene, rows.entity)]),
    measures: [figure],
    having,
  };
  return { frame: compared ? { ...frame, ask: "measure", compare: compared.compare } : frame };
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
