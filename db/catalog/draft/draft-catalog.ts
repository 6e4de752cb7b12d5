import { type DatabaseSchema, readSchema, type TableFacts } from "../introspect.ts";
import type { Reader } from "../reader.ts";
import type { DraftColumn } from "./draft-column.ts";
import { type DraftEntity, draftEntity, entityName } from "./draft-entity.ts";
import { pluralOf, singularOf, wordsOf } from "./words.ts";

interface DraftRelation {
  readonly name: string;
  readonly from: { readonly entity: string; readonly column: string };
  readonly to: { readonly entity: string; readonly column: string };
  readonly label: string;
  readonly inverseLabel: string;
  readonly actor?: true;
}

/** A catalog as a file has it, without what is the default. */
export interface CatalogDraft {
  readonly name: string;
  readonly description: string;
  readonly entities: readonly DraftEntity[];
  readonly relations: readonly DraftRelation[];
  readonly measures: readonly object[];
  readonly domains: readonly object[];
  readonly defaultDomain: string;
  readonly examples: readonly { readonly domain: string; readonly question: string }[];
}

const DOMAIN = "general";

/** Where a column points to: its foreign key or, where there is none, the table that its name names. */
function targetOf(table: TableFacts, column: TableFacts["columns"][number], entities: readonly DraftEntity[]) {
  const declared = column.references;
  if (declared) return entities.find((entity) => entity.table === declared.table) && { table: declared.table, column: declared.column };
  const words = wordsOf(column.name);
  if (!words.endsWith(" id")) return undefined;
  const named = singularOf(words.slice(0, -3));
  const others = entities.filter(({ table: other }) => other !== table.name);
  const exact = others.filter(({ label }) => label.one === named);
  const [target, another] = exact.length > 0 ? exact : others.filter(({ label }) => label.one.endsWith(` ${named}`));
  return target && !another ? { table: target.table, column: target.key } : undefined;
}

const isPerson = ({ columns }: DraftEntity) => columns.some(({ format }) => format === "email" || format === "person");

function draftRelations({ tables }: DatabaseSchema, entities: readonly DraftEntity[]): DraftRelation[] {
  return entities.flatMap((entity) => {
    const table = tables.find(({ name }) => name === entity.table);
    return (table?.columns ?? []).flatMap((column): DraftRelation[] => {
      const target = table && targetOf(table, column, entities);
      const to = entities.find((other) => other.table === target?.table);
      if (
        !target ||
        !to ||
        ![entity, to].every((end, index) => end.columns.some(({ name }) => name === (index === 0 ? column.name : target.column)))
      )
        return [];
      return [
        {
          name: `${entity.name}_${column.name}`,
          from: { entity: entity.name, column: column.name },
          to: { entity: to.name, column: target.column },
          label: wordsOf(column.name).replace(/ id$/, ""),
          inverseLabel: entity.label.many,
          ...(isPerson(to) && !isPerson(entity) ? { actor: true as const } : {}),
        },
      ];
    });
  });
}

const isMoney = ({ type }: DraftColumn) => type === "money";
const measureName = (entity: DraftEntity, { name }: DraftColumn) => `total_${entity.name}_${name}`.slice(0, 63);

/** A sum of every money column. */
function draftMeasures(entities: readonly DraftEntity[]): object[] {
  return entities.flatMap((entity) =>
    entity.columns.filter(isMoney).map((column) => ({
      name: measureName(entity, column),
      kind: "aggregate",
      entity: entity.name,
      aggregate: "sum",
      column: column.name,
      label: `total ${column.label}`,
      synonyms: [`${column.label} of ${entity.label.many}`],
      format: "money",
    })),
  );
}

/** What "how much" asks for: money of one currency adds up. */
function withDefaultMeasure(entity: DraftEntity): DraftEntity {
  const money = entity.columns.filter(isMoney);
  const column = money.find(({ currencyColumn }) => currencyColumn === undefined) ?? money[0];
  return column ? { ...entity, defaultMeasure: measureName(entity, column) } : entity;
}

function draftExamples(entities: readonly DraftEntity[]): CatalogDraft["examples"] {
  return entities.flatMap(({ label, columns }) => {
    const listed = columns.find(({ values, type }) => values !== undefined || type === "boolean");
    const questions = [`How many ${label.many} are there?`, ...(listed ? [`How many ${label.many} are there by ${listed.label}?`] : [])];
    return questions.map((question) => ({ domain: DOMAIN, question }));
  });
}

/** Drafts a catalog of everything in the database: a start to be edited, as names tell only so much. */
export async function draftCatalog(reader: Reader, name: string): Promise<CatalogDraft> {
  const schema = await readSchema(reader);
  const drafted: DraftEntity[] = [];
  for (const table of schema.tables) {
    const entity = await draftEntity(reader, table);
    if (entity && !drafted.some((other) => other.name === entity.name)) drafted.push(entity);
  }
  const entities = drafted.map(withDefaultMeasure);
  return {
    name,
    description: `Drafted from ${pluralOf("table")} ${entities.map(({ table }) => entityName(table)).join(", ")}.`,
    entities,
    relations: draftRelations(schema, entities),
    measures: draftMeasures(entities),
    domains: [{ id: DOMAIN, label: "General", description: "Everything.", prompt: "The question may be about anything in the catalog." }],
    defaultDomain: DOMAIN,
    examples: draftExamples(entities),
  };
}
