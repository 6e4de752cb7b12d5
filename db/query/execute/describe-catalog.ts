import type { Catalog, CatalogColumn, CatalogEntity } from "../../../shared/catalog.ts";
import type { CatalogAnswer, CatalogAnswerTable } from "../../../shared/catalog-answer.ts";

type AnswerColumn = CatalogAnswerTable["columns"][number];

/** What of the database may be read, as the catalog has it. */
export function describeCatalog(catalog: Catalog, dialect: CatalogAnswer["dialect"]): CatalogAnswer {
  return {
    name: catalog.name,
    dialect,
    domains: catalog.domains.map(({ id, label, description }) => ({ name: id, label, description })),
    tables: catalog.entities.map((entity) => describeTable(entity, catalog)),
    examples: catalog.examples.map(({ domain, question }) => ({ domain, question })),
  };
}

function describeTable(entity: CatalogEntity, catalog: Catalog): CatalogAnswerTable {
  return {
    name: entity.table,
    label: entity.label.many,
    description: entity.description,
    synonyms: entity.synonyms,
    columns: entity.columns.map((column) => describeColumn(column, entity, catalog)),
  };
}

function describeColumn(column: CatalogColumn, entity: CatalogEntity, { entities, relations }: Catalog): AnswerColumn {
  const relation = relations.find(({ from }) => from.entity === entity.name && from.column === column.name);
  const target = relation && entities.find(({ name }) => name === relation.to.entity);
  return {
    name: column.name,
    type: column.type,
    // The catalog says nothing of it, and a key is the one column that surely has a value.
    nullable: column.name !== entity.key,
    label: column.label,
    ...(column.description === undefined ? {} : { description: column.description }),
    synonyms: column.synonyms,
    sensitive: entity.sensitive || column.sensitive,
    ...(column.values.length === 0 ? {} : { values: column.values.map(({ value, synonyms }) => ({ value: String(value), synonyms })) }),
    ...(relation && target ? { references: { table: target.table, column: relation.to.column } } : {}),
    ...(column.unit === undefined ? {} : { unit: column.unit }),
  };
}
