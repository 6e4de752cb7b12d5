import type { Output } from "../../../shared/plan.ts";
import type { BuildSite } from "./build-site.ts";

export function columnOutput(site: BuildSite, entity: string, column: string): Output {
  const own = entity === site.frame.rows.entity;
  const clashes = !own && site.roles.column(site.frame.rows.entity, column) !== undefined;
  const label = columnLabel(site, entity, column);
  const owner = site.roles.ownerRelation(site.frame.rows.entity);
  const unit = unitOf(site, entity, column);
  return {
    name: clashes ? `${owner?.label ?? entity}_${column}`.toLowerCase().replace(/[^a-z0-9_]/g, "_") : column,
    label: clashes ? `${owner?.label ?? ""} ${label}`.trim() : label,
    expr: site.make.column(entity, column),
    ...(unit ? { unit } : {}),
  };
}

export function columnLabel(site: BuildSite, entity: string, column: string): string {
  return (
    site.roles.column(entity, column)?.label ?? site.roles.entity(entity).computed.find(({ name }) => name === column)?.label ?? column
  );
}

export function unitOf(site: BuildSite, entity: string, column: string): Output["unit"] {
  const found = site.roles.column(entity, column);
  if (found?.type === "money") return found.currency === "USD" ? "usd" : "currency";
  return undefined;
}
