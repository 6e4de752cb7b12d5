import { PROFILE_LIMITS } from "../../../shared/profile.ts";
import type { ColumnFacts, TableFacts } from "../introspect.ts";
import { quoted, type Reader } from "../reader.ts";
import { type DraftColumn, draftColumn, isPrivate, isSecret } from "./draft-column.ts";
import { pluralOf, singularOf, wordsOf } from "./words.ts";

/** An entity as a catalog file names it. */
export interface DraftEntity {
  readonly name: string;
  readonly table: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly description: string;
  readonly key: string;
  readonly labelColumns?: readonly string[];
  readonly timeColumn?: string;
  readonly defaultMeasure?: string;
  readonly columns: readonly DraftColumn[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const SAMPLE_ROWS = 100_000;

/** What a catalog calls the entity of a table: its name without the schema. */
export function entityName(table: string): string {
  return table.slice(table.lastIndexOf(".") + 1).replace(/\W/g, "_");
}

async function draftOne(reader: Reader, table: string, facts: ColumnFacts, rowCount: number): Promise<DraftColumn | undefined> {
  if (!NAME.test(facts.name) || isSecret(facts.name)) return undefined;
  const column = quoted(facts.name);
  const sample = `(SELECT ${column} AS value FROM ${quoted(table)} WHERE ${column} IS NOT NULL LIMIT ${SAMPLE_ROWS}) AS sample`;
  const [first] = await reader.rows(`SELECT value FROM ${sample} LIMIT 1`);
  const counted = isPrivate(facts.name)
    ? []
    : await reader.rows(
        `SELECT value, count(*) AS n FROM ${sample} GROUP BY value ORDER BY n DESC, value LIMIT ${PROFILE_LIMITS.values + 1}`,
      );
  const values = counted.map(({ value, n }) => ({ value: value as string | number, count: Number(n) }));
  return draftColumn(facts, { values: values.length > PROFILE_LIMITS.values ? undefined : values, rowCount }, first?.value);
}

/** The column that tells rows apart: the primary key, or what is named like one. */
function keyOf(columns: readonly ColumnFacts[]): string | undefined {
  const key = columns.find(({ primaryKey }) => primaryKey) ?? columns.find(({ name }) => /^(id|uuid|key|code)$/i.test(name));
  return key?.name;
}

function timeColumnOf(columns: readonly DraftColumn[]): string | undefined {
  const times = columns.filter(({ type }) => type === "timestamp" || type === "date");
  const created = times.find(({ label }) => /^(created|inserted|occurred|placed|ordered|date|time|timestamp)/.test(label));
  return (created ?? times[0])?.name;
}

function labelColumnsOf(columns: readonly DraftColumn[]): string[] {
  const names = (pattern: RegExp) => columns.filter(({ type, label }) => type === "text" && pattern.test(label)).map(({ name }) => name);
  const whole = names(/^(full |display |company )?name$|^(title|label)$/);
  return whole.length > 0 ? whole.slice(0, 1) : names(/^(first|last|given|family) name$|^surname$/);
}

/** Drafts the entity of a table; undefined for a table whose rows nothing tells apart, or whose name needs more than letters and digits. */
export async function draftEntity(reader: Reader, { name: table, columns }: TableFacts): Promise<DraftEntity | undefined> {
  const key = keyOf(columns);
  if (key === undefined || !table.split(".").every((part) => NAME.test(part))) return undefined;
  const [counted] = await reader.rows(`SELECT count(*) AS n FROM (SELECT 1 AS one FROM ${quoted(table)} LIMIT ${SAMPLE_ROWS}) AS sample`);
  const drafts: DraftColumn[] = [];
  for (const facts of columns) {
    const draft = await draftOne(reader, table, facts, Number(counted?.n ?? 0));
    if (draft) drafts.push(draft);
  }
  if (!drafts.some((draft) => draft.name === key)) return undefined;
  const currency = drafts.find(({ format }) => format === "currency")?.name;
  const words = wordsOf(entityName(table));
  const labelColumns = labelColumnsOf(drafts);
  const timeColumn = timeColumnOf(drafts);
  return {
    name: entityName(table),
    table,
    label: { one: singularOf(words), many: pluralOf(words) },
    description: `One row for each ${singularOf(words)}.`,
    key,
    ...(labelColumns.length > 0 ? { labelColumns } : {}),
    ...(timeColumn === undefined ? {} : { timeColumn }),
    columns: drafts.map((draft) =>
      draft.type === "money" && !draft.currency && currency !== undefined ? { ...draft, currencyColumn: currency } : draft,
    ),
  };
}
