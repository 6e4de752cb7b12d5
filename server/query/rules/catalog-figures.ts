import type { CatalogMeasure } from "../../../shared/catalog.ts";
import { baseRows } from "./base-rows.ts";
import { type Cond, condOfFilter } from "./conditions.ts";
import { FN_WORDS, isNumberFn } from "./figures.ts";
import type { MeasureAsk, RowSet } from "./frame.ts";
import type { Mention } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import type { Aggregate } from "./word.ts";

/** A figure of the catalog, with the rows that it is of. */
export function catalogFigureOf(scene: Scene, mention: Mention): { ask: MeasureAsk; entity: string; extra: Cond[] } {
  const measure = mention.measure as CatalogMeasure;
  if (measure.kind === "formula") return formulaFigure(scene, measure);
  const named =
    scene.events.find((act) => act.mention.entity === measure.entity) ?? scene.owners.find((act) => act.mention.entity === measure.entity);
  const { entity } = measure;
  const conds = (filters: typeof measure extends { where: infer W } ? W : never) =>
    filters.map((filter) => condOfFilter(entity, filter, String("value" in filter ? filter.value : filter.column)));
  if (measure.kind === "share")
    return {
      ask: { kind: "share", where: conds(measure.where as never), label: measure.label },
      entity,
      extra: conds(measure.among as never),
    };
  const extra =
    named && named.mention.where.length > 0 && measure.where.length > 0 && sameColumns(named.mention.where, measure.where)
      ? []
      : conds(measure.where as never);
  const over = mention.before.aggregate;
  if (measure.aggregate === "count" || measure.column === undefined) return { ask: { kind: "count", label: measure.label }, entity, extra };
  const fn = measure.aggregate === "distinct" ? "distinct" : isNumberFn(over) ? over : measure.aggregate;
  const superlative = mention.before.superlative;
  void superlative;
  return {
    ask: {
      kind: fn,
      entity,
      column: measure.column,
      label: fn === measure.aggregate ? measure.label : `${FN_WORDS[fn as Aggregate] ?? fn} ${measure.label}`,
    },
    entity,
    extra,
  };
}

function formulaFigure(
  scene: Scene,
  measure: Extract<CatalogMeasure, { kind: "formula" }>,
): { ask: MeasureAsk; entity: string; extra: Cond[] } {
  const side = (name: string) => scene.roles.lexicon.catalog.measures.find((other) => other.name === name);
  const [left, right] = [side(measure.left), side(measure.right)];
  if (left?.kind !== "aggregate" || right?.kind !== "aggregate" || left.column === undefined)
    throw new Error(`the measure ${measure.name} is not of two sums`);
  const { entity } = left;
  const rowsOf = (aggregate: typeof left): RowSet => {
    const own = aggregate.where.map((filter) => condOfFilter(entity, filter, String("value" in filter ? filter.value : filter.column)));
    const named = scene.events.find(
      ({ mention }) =>
        mention.entity === entity &&
        sameColumns(mention.where, aggregate.where) &&
        JSON.stringify(mention.where[0]?.values) === JSON.stringify(own[0]?.values),
    );
    const others = new Set(
      scene.events
        .map(({ mention }) => mention)
        .filter((mention) => mention !== named?.mention && mention.entity === entity && mention.where.length > 0),
    );
    return baseRows(scene, entity, named ? [] : own, others);
  };
  return {
    ask: { kind: "difference", entity, column: left.column, rows: rowsOf(left), minus: rowsOf(right), label: measure.label },
    entity,
    extra: [],
  };
}

/** "deposits fail most often, by failure rate": what the share is of is no condition of the whole. */
export function wholeOf(rows: RowSet, { kind, where = [] }: MeasureAsk): RowSet {
  const isPart = (cond: Cond) =>
    where.some(
      (other) =>
        other.entity === cond.entity && other.column === cond.column && JSON.stringify(other.values) === JSON.stringify(cond.values),
    );
  return kind === "share" ? { ...rows, where: rows.where.filter((cond) => !isPart(cond)) } : rows;
}

function sameColumns(conds: readonly Cond[], filters: readonly { readonly column: string }[]): boolean {
  return filters.every(({ column }) => conds.some((cond) => cond.column === column));
}
