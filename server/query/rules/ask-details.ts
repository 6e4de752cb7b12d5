import { baseRows } from "./base-rows.ts";
import type { Cond } from "./conditions.ts";
import { type Interpretation, NO_FRAME } from "./interpretation.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";

/** "the KYC status and risk level of customer 42": columns of one row. */
export function askDetails(scene: Scene, head: Mention): Interpretation | undefined {
  const named = scene.arr.acts.find(({ mention }) =>
    [...mention.where, ...mention.values.flatMap(({ options }) => options.flatMap(({ conds }) => conds))].some(
      (cond) => scene.roles.isKey(cond.entity, cond.column) || isUnique(scene, cond),
    ),
  );
  if (!named || (scene.arr.columns.length === 0 && !named.amount)) return undefined;
  const owner =
    named.amount || scene.arr.columns.some((column) => column.columns.some(({ entity }) => entity === named.mention.entity))
      ? named.mention.entity
      : undefined;
  if (owner === undefined || (head.kind !== "column" && head !== named.mention)) return undefined;
  const other = scene.events.find(({ mention }) => mention.entity !== named.mention.entity);
  if (other) return undefined;
  const amounts = scene.arr.acts.flatMap(({ amount }) => amount ?? []);
  const rows = baseRows(scene, owner);
  // "… and is the account active": of the one that was named, a value asks for its column.
  const isName = (cond: Cond) => scene.roles.isKey(cond.entity, cond.column) || isUnique(scene, cond);
  const isState = (cond: Cond) => (scene.roles.column(cond.entity, cond.column)?.values.length ?? 0) > 0;
  const doubted = rows.where.filter((cond) => !isName(cond) && cond.entity === owner && isState(cond));
  const asked = doubted.map(({ entity, column }) => ({ entity, column }));
  const frame = { ...NO_FRAME, ask: "columns" as const, rows: { ...rows, where: rows.where.filter((cond) => !doubted.includes(cond)) } };
  return { frame: { ...frame, columns: [...askedColumns(scene, owner), ...amounts, ...asked] } };
}

function isUnique(scene: Scene, { entity, column }: Cond): boolean {
  return scene.roles.column(entity, column)?.format === "email";
}

export function askedColumns(scene: Scene, entity: string): { entity: string; column: string }[] {
  const asked = [...scene.arr.columns, ...scene.arr.grains].filter(({ before }) => !before.comparison);
  return asked.flatMap((mention) => {
    const column = scene.roles.columnFor(mention, entity);
    return column ? [{ entity: column.entity, column: column.column }] : [];
  });
}
