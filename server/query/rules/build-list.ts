import type { Order, Output } from "../../../shared/plan.ts";
import { columnOutput } from "./build-columns.ts";
import { groupNames, groupOutputs } from "./build-groups.ts";
import type { RowsPart } from "./build-relations.ts";
import { type BuildSite, conditionsOf, joinsOf } from "./build-site.ts";

/** Rows themselves: their columns, newest or first in rank first. */
export function addList(site: BuildSite): void {
  const { rows, rank } = site.frame;
  const part = site.rows.part(rows);
  const by = listedBy(site);
  const listed = distinct([...listColumns(site), ...part.figures]);
  const columns = distinct([...listed, ...(by === undefined ? [] : [columnOutput(site, rows.entity, by)])]);
  const per = groupNames(site, rank?.per).slice(0, 1);
  const order = listOrder(site, columns, part, by);
  site.rows.add(
    {
      from: { entity: rows.entity },
      ...joinsOf(part),
      ...conditionsOf(part),
      columns,
      order,
      ...(rank ? { limit: { n: rank.n, ...(per.length > 0 ? { per } : {}) } } : {}),
    },
    "answer",
  );
}

/** The column that rows are listed by: that of the rank, else their time. */
function listedBy({ frame: { rank, rows }, roles }: BuildSite): string | undefined {
  return rank && rank.by !== "time" && "column" in rank.by ? rank.by.column : roles.entity(rows.entity).timeColumn;
}

function distinct(outputs: readonly Output[]): Output[] {
  return outputs.filter(({ name }, index) => outputs.findIndex((other) => other.name === name) === index);
}

function listOrder(site: BuildSite, outputs: readonly Output[], part: RowsPart, by: string | undefined): Order[] {
  const { rank } = site.frame;
  const key = outputs[0]?.name ?? "id";
  const [figure] = part.figures;
  if (!rank && figure) return [{ by: figure.name, direction: "desc" }, ...labelOrder(site, outputs, key)];
  const direction = rank?.direction ?? "desc";
  const first: Order[] = by === undefined ? [] : [{ by, direction }];
  return [...first, { by: key, direction: rank?.by === "time" ? direction : "asc" }];
}

function labelOrder({ frame, roles }: BuildSite, outputs: readonly Output[], key: string): Order[] {
  const [label] = roles.entity(frame.rows.entity).labelColumns;
  const names = [label, key].filter((name): name is string => name !== undefined && outputs.some((each) => each.name === name));
  return names.map((by) => ({ by, direction: "asc" }));
}

/** The key, whose it is, what it is called, what was asked for, and, unless that is all that was, what such lists show. */
function listColumns(site: BuildSite): Output[] {
  const { frame, roles } = site;
  const { entity } = frame.rows;
  const { key, labelColumns, listColumns: usual } = roles.entity(entity);
  const owner = roles.owner(entity);
  const ownerKey = roles.ownerRelation(entity)?.from.column;
  const own = [key, ...(ownerKey === undefined ? [] : [ownerKey]), ...labelColumns].map((column) => ({ entity, column }));
  const ofOwner = owner === undefined ? [] : roles.entity(owner).labelColumns.map((column) => ({ entity: owner, column }));
  const more = frame.ask === "columns" ? [] : usual.map((column) => ({ entity, column }));
  const columns = [...own, ...ofOwner, ...frame.columns, ...more].map((each) => columnOutput(site, each.entity, each.column));
  return distinct([...columns, ...(frame.rank?.per ?? []).flatMap((group) => groupOutputs(site, group))]);
}
