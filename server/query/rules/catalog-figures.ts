import type { CatalogMeasure } from "../../../shared/catalog.ts";
import type { Act } from "./arrange.ts";
import { baseRows } from "./base-rows.ts";
import { type Cond, condOfFilter, sameColumn, sameValues } from "./conditions.ts";
import { FN_WORDS, isNumberFn } from "./figures.ts";
import type { MeasureAsk, RowSet } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import type { Aggregate } from "./word.ts";

type Measure<K extends CatalogMeasure["kind"]> = Extract<CatalogMeasure, { kind: K }>;
type Filters = Measure<"aggregate">["where"];

/** A figure, the entity whose rows it is of, and what those rows must meet for it. */
export interface CatalogFigure {
  readonly ask: MeasureAsk;
  readonly entity: string;
  readonly extra: readonly Cond[];
}

/** A figure of the catalog; the mention must be of one. */
export function catalogFigureOf(scene: Scene, { measure, before }: Mention): CatalogFigure {
  if (!measure) throw new Error("a mention without a measure");
  if (measure.kind === "formula") return formulaFigure(scene, measure);
  if (measure.kind === "aggregate") return aggregateFigure(scene, measure, before.aggregate);
  const { entity, where, among, label } = measure;
  return { ask: { kind: "share", where: condsOfFilters(entity, where), label }, entity, extra: condsOfFilters(entity, among) };
}

function condsOfFilters(entity: string, filters: Filters): Cond[] {
  return filters.map((filter) => condOfFilter(entity, filter, String("value" in filter ? filter.value : filter.column)));
}

/** `over`: the aggregate that the question asks for instead of the catalog's. */
function aggregateFigure(scene: Scene, measure: Measure<"aggregate">, over: Aggregate | undefined): CatalogFigure {
  const { entity, column, aggregate, where, label } = measure;
  const extra = namesOwn(scene, measure) ? [] : condsOfFilters(entity, where);
  if (aggregate === "count" || column === undefined) return { ask: { kind: "count", label }, entity, extra };
  const fn = aggregate === "distinct" || !isNumberFn(over) ? aggregate : over;
  const named = fn === aggregate || fn === "distinct" ? label : `${FN_WORDS[fn]} ${label}`;
  return { ask: { kind: fn, entity, column, label: named }, entity, extra };
}

/** Whether the question itself names of what kind the rows of the figure are. */
function namesOwn({ events, owners }: Scene, { entity, where }: Measure<"aggregate">): boolean {
  const isOfIt = (act: Act) => act.mention.entity === entity;
  const named = events.find(isOfIt) ?? owners.find(isOfIt);
  return named !== undefined && named.mention.where.length > 0 && where.length > 0 && sameColumns(named.mention.where, where);
}

function formulaFigure(scene: Scene, measure: Measure<"formula">): CatalogFigure {
  const side = (name: string) => scene.roles.lexicon.catalog.measures.find((other) => other.name === name);
  const [left, right] = [side(measure.left), side(measure.right)];
  if (left?.kind !== "aggregate" || right?.kind !== "aggregate" || left.column === undefined)
    throw new Error(`the measure ${measure.name} is not of two sums`);
  const { entity, column } = left;
  const [rows, minus] = [sideRows(scene, entity, left.where), sideRows(scene, entity, right.where)];
  return { ask: { kind: "difference", entity, column, rows, minus, label: measure.label }, entity, extra: [] };
}

/** The rows of one side: those that the question names so, with what it says of them, and none of the other side's. */
function sideRows(scene: Scene, entity: string, filters: Filters): RowSet {
  const own = condsOfFilters(entity, filters);
  const mentions = scene.events.map(({ mention }) => mention).filter((mention) => mention.entity === entity);
  const named = mentions.find(
    ({ where }) => sameColumns(where, filters) && JSON.stringify(where[0]?.values) === JSON.stringify(own[0]?.values),
  );
  const others = new Set(mentions.filter((mention) => mention !== named && mention.where.length > 0));
  return baseRows(scene, entity, named ? [] : own, others);
}

/** "deposits fail most often, by failure rate": what the share is of is no condition of the whole. */
export function wholeOf(rows: RowSet, { kind, where = [] }: MeasureAsk): RowSet {
  const isPart = (cond: Cond) => where.some((other) => sameColumn(other, cond) && sameValues(other, cond));
  return kind === "share" ? { ...rows, where: rows.where.filter((cond) => !isPart(cond)) } : rows;
}

function sameColumns(conds: readonly Cond[], filters: readonly { readonly column: string }[]): boolean {
  return filters.every(({ column }) => conds.some((cond) => cond.column === column));
}
