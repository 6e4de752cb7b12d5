import type { Catalog, CatalogColumn, CatalogEntity, CatalogFilter, CatalogMeasure } from "../../../shared/catalog.ts";
import type { Profile } from "../../../shared/profile.ts";

/** Of a column's values or synonyms so many are told. */
const MOST = { values: 24, synonyms: 4 } as const;

function list(items: readonly string[], most: number): string {
  return items.length > most ? `${items.slice(0, most).join(", ")}, …` : items.join(", ");
}

/** The values people may mean: those of the catalog with their words, else the few that the profile found. Never of sensitive columns. */
function valuesOf(entity: CatalogEntity, column: CatalogColumn, profile: Profile): string {
  if (column.sensitive || entity.sensitive) return "";
  if (column.values.length > 0) {
    const said = column.values.map(({ value, synonyms }) => {
      const words = synonyms.length > 0 ? ` (${list(synonyms, MOST.synonyms)})` : "";
      return `${value}${words}`;
    });
    return ` {${list(said, MOST.values)}}`;
  }
  const found = profile.entities[entity.name]?.columns[column.name]?.values ?? [];
  if (column.type !== "text" || found.length === 0 || found.length > MOST.values) return "";
  return ` {${found.map(({ value }) => String(value)).join(", ")}}`;
}

function describeColumn(entity: CatalogEntity, column: CatalogColumn, profile: Profile): string {
  const { name, type, label, format, unit, synonyms } = column;
  const words = [label, ...synonyms.slice(0, MOST.synonyms)].filter((word) => word.toLowerCase() !== name.replaceAll("_", " "));
  const about = [...new Set(words)].join(", ");
  const kind = [type, format, unit].filter(Boolean).join(" ");
  return `- ${name}: ${kind}${about === "" ? "" : `; ${about}`}${valuesOf(entity, column, profile)}`;
}

function filterText(filter: CatalogFilter): string {
  const { column, op } = filter;
  const values = "values" in filter ? filter.values : "value" in filter ? [filter.value] : [];
  return [column, op, values.join("|")].filter((part) => part !== "").join(" ");
}

function describeEntity(catalog: Catalog, entity: CatalogEntity, profile: Profile): string {
  const relations = catalog.relations.filter(({ from }) => from.entity === entity.name);
  const conditions = catalog.conditions.filter((condition) => condition.entity === entity.name);
  const names = list([entity.label.many, ...entity.synonyms], MOST.synonyms + 2);
  const facts = [
    `key ${entity.key}`,
    entity.timeColumn && `time ${entity.timeColumn}`,
    entity.labelColumns.length > 0 && `listed with ${entity.labelColumns.join(", ")}`,
  ];
  return [
    `Entity ${entity.name} (${names}; ${facts.filter(Boolean).join("; ")})`,
    ...entity.columns.map((column) => describeColumn(entity, column, profile)),
    ...relations.map(({ name, to }) => `- ${name}.<column>: the ${to.entity} it belongs to`),
    ...conditions.map(({ label, where }) => `- "${label}" means ${where.map(filterText).join(" and ")}`),
  ].join("\n");
}

function describeMeasure(measure: CatalogMeasure): string {
  const words = [measure.label, ...measure.synonyms.slice(0, MOST.synonyms)].join(", ");
  if (measure.kind === "formula") return `- ${words}: ${measure.left} ${measure.operator} ${measure.right}`;
  if (measure.kind === "share") {
    const among = measure.among.length > 0 ? ` with ${measure.among.map(filterText).join(" and ")}` : "";
    return `- ${words}: share of ${measure.entity}${among} where ${measure.where.map(filterText).join(" and ")}`;
  }
  const where = measure.where.length > 0 ? ` where ${measure.where.map(filterText).join(" and ")}` : "";
  return `- ${words}: ${measure.aggregate} of ${measure.entity}${measure.column ? `.${measure.column}` : ""}${where}`;
}

function describeLimits({ vague, absent }: Catalog): string[] {
  return [
    vague.length > 0 ? `Words without an agreed meaning, to be clarified: ${vague.flatMap(({ words }) => words).join(", ")}.` : "",
    absent.length > 0 ? `Not in the data: ${absent.map(({ topic }) => topic).join(", ")}.` : "",
  ].filter((line) => line !== "");
}

/** What a model is told of the data: names, types, words and the values of small columns, never a row. */
export function describeCatalog(catalog: Catalog, profile: Profile): string {
  return [
    catalog.description,
    ...catalog.entities.map((entity) => describeEntity(catalog, entity, profile)),
    catalog.measures.length > 0 ? ["Measures", ...catalog.measures.map(describeMeasure)].join("\n") : "",
    ...describeLimits(catalog),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
