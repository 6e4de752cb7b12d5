import type { Catalog, CatalogColumn, CatalogEntity } from "../../shared/catalog.ts";
import { type ColumnProfile, type EntityProfile, PROFILE_LIMITS, type Profile, type ProfiledValue } from "../../shared/profile.ts";
import { isoOf } from "./encoding.ts";
import { quoted, type Reader, type ReaderRow } from "./reader.ts";

/** The newest rows, by key, that a table's columns are judged by: all of a small table. */
const SAMPLE_ROWS = 250_000;

export interface ProfileOptions {
  /** Epoch ms. */
  readonly now: () => number;
  /** No statement is begun after so long. */
  readonly limitMs: number;
  readonly sampleRows?: number;
}

const isTime = ({ type }: CatalogColumn) => type === "timestamp" || type === "date";
const hasRange = ({ type, sensitive }: CatalogColumn) => !sensitive && type !== "text" && type !== "boolean";
const isListed = ({ type, sensitive, name }: CatalogColumn, { key }: CatalogEntity) =>
  !sensitive && name !== key && (type === "text" || type === "boolean");

function sample({ table, key }: CatalogEntity, column: string, rows: number): string {
  return `(SELECT ${column} FROM ${quoted(table)} ORDER BY ${quoted(key)} DESC LIMIT ${rows}) AS sample`;
}

function edge(value: unknown, column: CatalogColumn): string | number | undefined {
  if (isTime(column)) return isoOf(value, column.encoding);
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}

/** Null shares and ranges of all columns in one pass. */
async function readRanges(reader: Reader, entity: CatalogEntity, rows: number): Promise<Map<string, ColumnProfile>> {
  const figures = entity.columns.flatMap((column, index) => [
    `count(${quoted(column.name)}) AS n${index}`,
    ...(hasRange(column) ? [`min(${quoted(column.name)}) AS low${index}`, `max(${quoted(column.name)}) AS high${index}`] : []),
  ]);
  const names = entity.columns.map(({ name }) => quoted(name)).join(", ");
  const [row = {}] = await reader.rows(`SELECT count(*) AS n, ${figures.join(", ")} FROM ${sample(entity, names, rows)}`);
  return new Map(entity.columns.map((column, index) => [column.name, rangeOf(column, index, row)]));
}

function rangeOf(column: CatalogColumn, index: number, row: ReaderRow): ColumnProfile {
  const total = Number(row.n ?? 0);
  const nullShare = total === 0 ? 0 : (total - Number(row[`n${index}`] ?? 0)) / total;
  const min = edge(row[`low${index}`], column);
  const max = edge(row[`high${index}`], column);
  return { nullShare, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

const inOrder = (a: ProfiledValue, b: ProfiledValue) => b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1);

/** Every value of a column with its count; undefined when there are too many. */
async function readValues(
  reader: Reader,
  entity: CatalogEntity,
  column: CatalogColumn,
  rows: number,
): Promise<readonly ProfiledValue[] | undefined> {
  const sql = `SELECT value, count(*) AS n FROM ${sample(entity, `${quoted(column.name)} AS value`, rows)}
    WHERE value IS NOT NULL GROUP BY value LIMIT ${PROFILE_LIMITS.values + 1}`;
  const found = await reader.rows(sql);
  if (found.length > PROFILE_LIMITS.values) return undefined;
  const typed = (value: unknown) => (column.type === "boolean" ? Boolean(value) : (value as string | number));
  // The order is made here, as databases sort text differently.
  return found.map(({ value, n }) => ({ value: typed(value), count: Number(n) })).sort(inOrder);
}

/** Reads one entity as far as the time goes. */
async function profileEntity(reader: Reader, entity: CatalogEntity, rows: number, inTime: () => boolean): Promise<EntityProfile> {
  const [counted] = await reader.rows(`SELECT count(*) AS n FROM ${quoted(entity.table)}`);
  const rowCount = Number(counted?.n ?? 0);
  const time = entity.columns.find(({ name }) => name === entity.timeColumn);
  const [last] = time ? await reader.rows(`SELECT max(${quoted(time.name)}) AS newest FROM ${quoted(entity.table)}`) : [];
  const newest = time && isoOf(last?.newest, time.encoding);
  const columns = inTime() ? await readRanges(reader, entity, rows) : new Map<string, ColumnProfile>();
  for (const column of entity.columns) {
    if (!isListed(column, entity) || !inTime()) continue;
    const values = await readValues(reader, entity, column, rows);
    const range = columns.get(column.name);
    if (values && range) columns.set(column.name, { ...range, values });
  }
  return { rowCount, ...(newest === undefined ? {} : { newest }), columns: Object.fromEntries(columns) };
}

/** What the data is like: an entity that the time did not suffice for is missing, and the profile not complete. */
export async function profileData(reader: Reader, { entities }: Catalog, options: ProfileOptions): Promise<Profile> {
  const startedAt = options.now();
  const inTime = () => options.now() - startedAt < options.limitMs;
  const profiles: [string, EntityProfile][] = [];
  for (const entity of entities) {
    if (inTime()) profiles.push([entity.name, await profileEntity(reader, entity, options.sampleRows ?? SAMPLE_ROWS, inTime)]);
  }
  return { profiledAt: new Date(startedAt).toISOString(), complete: inTime(), entities: Object.fromEntries(profiles) };
}
