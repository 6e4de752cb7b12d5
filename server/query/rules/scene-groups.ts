import { groupOf } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import type { Group } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import type { TimeSpec } from "./time-spec.ts";

export function groupsOf(scene: Scene, entity: string): Group[] {
  const groups = scene.arr.groups.flatMap(({ mention }) => groupOf(mention, entity, scene.roles) ?? []);
  return distinctGroups([...groups, ...versusGroup(scene, entity)]);
}

/** "card vs e-wallet": each of them on its own. */
function versusGroup(scene: Scene, entity: string): Group[] {
  const apart = scene.reading.flags.has("versus") || scene.reading.flags.has("apart");
  if (!apart || timesOf(scene, entity).length > 1) return [];
  const rows = baseRows(scene, entity);
  const choice = rows.where.find(({ op, values }) => op === "in" && values.length > 1);
  return choice ? [{ kind: "column", entity: choice.entity, column: choice.column, label: choice.column }] : [];
}

function timesOf(scene: Scene, entity: string): readonly TimeSpec[] {
  return baseRows(scene, entity).times;
}

export function groupOfSubject(scene: Scene, subject: Mention, entity: string): Group | undefined {
  if (subject.kind === "actor") return { kind: "entity", entity: scene.roles.owner(entity) ?? entity };
  return groupOf(subject, entity, scene.roles);
}

export function groupFor(scene: Scene, head: Mention, entity: string): Group | undefined {
  return entity === "" ? undefined : groupOf(head, entity, scene.roles);
}

/** Whether a group is of what was done, rather than of who did it. */
export function needsEvent(scene: Scene, group: Mention, event: string, owner: string): boolean {
  if (group.kind === "grain") return !scene.owners.some(({ mention }) => mention.happening);
  const column = scene.roles.columnFor(group, owner);
  return column?.entity !== owner && scene.roles.columnFor(group, event) !== undefined;
}

export function distinctGroups(groups: readonly Group[]): Group[] {
  return groups.filter((group, index) => groups.findIndex((other) => JSON.stringify(other) === JSON.stringify(group)) === index);
}
