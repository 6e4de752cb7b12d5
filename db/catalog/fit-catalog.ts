import type { Catalog, CatalogColumn, CatalogEntity, CatalogFilter, CatalogMeasure } from "../../shared/catalog.ts";
import { readEncoding } from "./encoding.ts";
import type { ColumnKind, DatabaseSchema } from "./introspect.ts";
import type { Reader } from "./reader.ts";

/** What of a catalog the database has. */
export interface FittedCatalog {
  readonly catalog: Catalog;
  /** A line for each table or column that was left out, with what is wrong with it. */
  readonly problems: readonly string[];
}

type Holding = "exact" | "loose";
const NUMBERS: readonly ColumnKind[] = ["integer", "number", "other"];

/** What a column of the catalog's type may be declared as. SQLite keeps times as text and booleans as numbers. */
function allowedKinds({ type, encoding }: CatalogColumn, holding: Holding): readonly ColumnKind[] {
  const loose = holding === "loose";
  if (type === "integer") return loose ? NUMBERS : ["integer", "other"];
  if (type === "number" || type === "money") return NUMBERS;
  if (type === "text") return ["text", "other"];
  if (type === "boolean") return loose ? ["boolean", ...NUMBERS] : ["boolean"];
  if (encoding.startsWith("epoch")) return NUMBERS;
  const times: readonly ColumnKind[] = ["timestamp", "date", "other"];
  return loose || encoding === "iso" ? [...times, "text"] : times;
}

function fitColumns(entity: CatalogEntity, schema: DatabaseSchema, problems: string[]): CatalogColumn[] {
  const table = schema.tables.find(({ name }) => name === entity.table);
  return entity.columns.filter((column) => {
    const facts = table?.columns.find(({ name }) => name === column.name);
    const where = `${entity.table}.${column.name}`;
    if (!facts) problems.push(`${where}: the database has no such column`);
    else if (!allowedKinds(column, schema.dialect === "sqlite" ? "loose" : "exact").includes(facts.kind))
      problems.push(`${where}: the catalog says ${column.type}, the database ${facts.declared || facts.kind}`);
    else return true;
    return false;
  });
}

const kept = (name: string | undefined, isLeft: (name: string) => boolean) => (name !== undefined && isLeft(name) ? name : undefined);

/** The entity with the columns that are there; undefined when none of it can be used. */
function fitEntity(entity: CatalogEntity, schema: DatabaseSchema, problems: string[]): CatalogEntity | undefined {
  if (!schema.tables.some(({ name }) => name === entity.table)) {
    problems.push(`${entity.table}: the database has no such table`);
    return undefined;
  }
  const columns = fitColumns(entity, schema, problems);
  const has = (name: string) => columns.some((column) => column.name === name);
  if (!has(entity.key)) {
    problems.push(`${entity.table}: left out, as its key ${entity.key} is missing`);
    return undefined;
  }
  const lacking = entity.where.find(({ column }) => !has(column));
  if (lacking) {
    problems.push(`${entity.table}: left out, as ${lacking.column}, which tells its rows, is missing`);
    return undefined;
  }
  const computed = entity.computed.filter((item) =>
    item.kind === "duration" ? has(item.from) && has(item.to) : has(item.kind === "age" ? item.since : item.of),
  );
  return {
    ...entity,
    timeColumn: kept(entity.timeColumn, has),
    columns: columns.map((column) => ({ ...column, currencyColumn: kept(column.currencyColumn, has) })),
    computed,
    labelColumns: entity.labelColumns.filter(has),
    listColumns: entity.listColumns.filter(has),
  };
}

/** Which names of columns, computed ones included, are left. */
function columnsLeft(entities: readonly CatalogEntity[]): (entity: string, column: string) => boolean {
  const names = new Map(
    entities.map(({ name, columns, computed }) => [name, new Set([...columns, ...computed].map((column) => column.name))]),
  );
  return (entity, column) => names.get(entity)?.has(column) ?? false;
}

type Has = ReturnType<typeof columnsLeft>;

const filtersHold = (entity: string, filters: readonly CatalogFilter[], has: Has) => filters.every(({ column }) => has(entity, column));

function fitMeasures(measures: readonly CatalogMeasure[], entities: readonly CatalogEntity[], has: Has): CatalogMeasure[] {
  const simple = measures.filter((measure) => {
    if (measure.kind === "formula") return false;
    const filters = measure.kind === "share" ? [...measure.where, ...measure.among] : measure.where;
    const column = measure.kind === "aggregate" ? measure.column : undefined;
    const known = entities.some(({ name }) => name === measure.entity);
    return known && filtersHold(measure.entity, filters, has) && (column === undefined || has(measure.entity, column));
  });
  const left = new Set(simple.map(({ name }) => name));
  return measures.filter((measure) =>
    measure.kind === "formula" ? left.has(measure.left) && left.has(measure.right) : left.has(measure.name),
  );
}

/** Leaves out of the catalog what the database does not have, with all that needs it. */
export function fitCatalog(catalog: Catalog, schema: DatabaseSchema): FittedCatalog {
  const problems: string[] = [];
  const entities = catalog.entities.flatMap((entity) => fitEntity(entity, schema, problems) ?? []);
  const has = columnsLeft(entities);
  const measures = fitMeasures(catalog.measures, entities, has);
  const isMeasure = (name: string) => measures.some((measure) => measure.name === name);
  const fitted: Catalog = {
    ...catalog,
    entities: entities.map((entity) => ({ ...entity, defaultMeasure: kept(entity.defaultMeasure, isMeasure) })),
    relations: catalog.relations.filter(({ from, to }) => has(from.entity, from.column) && has(to.entity, to.column)),
    measures,
    conditions: catalog.conditions.filter(({ entity, where }) => filtersHold(entity, where, has)),
    vague: catalog.vague.filter((entry) => entry.entities.every((name) => entities.some((entity) => entity.name === name))),
  };
  return { catalog: fitted, problems };
}

/** Lines about SQLite's columns of times that are kept otherwise than the catalog says: comparisons with them would be wrong. */
export async function findWrongEncodings(reader: Reader, { entities }: Catalog): Promise<string[]> {
  if (reader.dialect !== "sqlite") return [];
  const lines: string[] = [];
  for (const { table, columns } of entities) {
    for (const { name, type, encoding } of columns) {
      if (type !== "timestamp" && type !== "date") continue;
      const found = await readEncoding(reader, table, name);
      if (!found || found.encoding === encoding) continue;
      lines.push(`${table}.${name}: ${found.encoding ? `kept as ${found.encoding}, the catalog says ${encoding}` : "holds no times"}`);
    }
  }
  return lines;
}
