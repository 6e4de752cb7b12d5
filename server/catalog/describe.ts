import type { DatabaseSchema } from "../../db/catalog/introspect.ts";
import { describeCatalog } from "../../db/query/execute/describe-catalog.ts";
import type { Catalog } from "../../shared/catalog.ts";
import type { CatalogAnswer, CatalogAnswerTable } from "../../shared/catalog-answer.ts";
import type { Profile } from "../../shared/profile.ts";

export interface Described {
  readonly catalog: Catalog;
  readonly dialect: CatalogAnswer["dialect"];
  /** Undefined when the database could not be reached. */
  readonly schema: DatabaseSchema | undefined;
  readonly profile: Profile;
  readonly demo: boolean;
}

function newestOf({ entities }: Profile): { newest?: string } {
  const newest = Object.values(entities)
    .flatMap((entity) => entity.newest ?? [])
    .sort()
    .at(-1);
  return newest === undefined ? {} : { newest };
}

/** The catalog with what is known of the database: which columns may be empty, how many rows there are. */
export function describe({ catalog, dialect, schema, profile, demo }: Described): CatalogAnswer {
  const answer = describeCatalog(catalog, dialect);
  const complete = (table: CatalogAnswerTable, index: number): CatalogAnswerTable => {
    const facts = schema?.tables.find(({ name }) => name === table.name);
    const entity = catalog.entities[index];
    const rowCount = entity && profile.entities[entity.name]?.rowCount;
    const columns = table.columns.map((column) => ({
      ...column,
      nullable: facts?.columns.find(({ name }) => name === column.name)?.nullable ?? column.nullable,
    }));
    return { ...table, ...(rowCount === undefined ? {} : { rowCount }), columns };
  };
  return { ...answer, demo, ...newestOf(profile), tables: answer.tables.map(complete) };
}
