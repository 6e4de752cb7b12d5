import type { Catalog, CatalogColumn, CatalogEntity } from "../../shared/catalog.ts";

/** A column as plans know it: `column` is its name in the database. */
export interface PlanColumn {
  readonly column: string;
  readonly type: CatalogColumn["type"];
  /** How timestamps are stored; without it in the database's own form. */
  readonly encoding?: CatalogColumn["encoding"];
}

/** Leads from a row to the one row of `entity` whose column `to` equals its own column `from` (names in the database). */
export interface PlanRelation {
  readonly entity: string;
  readonly from: string;
  readonly to: string;
}

export interface PlanEntity {
  /** May carry its schema: `public.users`. */
  readonly table: string;
  readonly key: string;
  readonly columns: ReadonlyMap<string, PlanColumn>;
  readonly relations: ReadonlyMap<string, PlanRelation>;
}

/** All that the checker and the compiler know of a database. Maps, so that no name is special. */
export interface PlanSchema {
  readonly entities: ReadonlyMap<string, PlanEntity>;
}

function planEntityOf(catalog: Catalog, entity: CatalogEntity): PlanEntity {
  const own = catalog.relations.filter(({ from }) => from.entity === entity.name);
  return {
    table: entity.table,
    key: entity.key,
    columns: new Map(entity.columns.map(({ name, type, encoding }) => [name, { column: name, type, encoding }])),
    relations: new Map(own.map(({ name, from, to }) => [name, { entity: to.entity, from: from.column, to: to.column }])),
  };
}

/** What of a catalog plans refer to. */
export function planSchemaOf(catalog: Catalog): PlanSchema {
  return { entities: new Map(catalog.entities.map((entity) => [entity.name, planEntityOf(catalog, entity)])) };
}
