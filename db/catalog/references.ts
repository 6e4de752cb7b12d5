import type { Catalog, CatalogEntity, CatalogFilter, CatalogMeasure } from "../../shared/catalog.ts";
import type { CatalogProblem, CatalogPath as Path } from "./problem.ts";

function columnNames({ columns, computed }: CatalogEntity): string[] {
  return [...columns, ...computed].map(({ name }) => name);
}

class ReferenceCheck {
  readonly problems: CatalogProblem[] = [];
  readonly catalog: Catalog;
  readonly #entities: ReadonlyMap<string, CatalogEntity>;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.#entities = new Map(catalog.entities.map((entity) => [entity.name, entity]));
  }

  report(path: Path, message: string): void {
    this.problems.push({ path, message });
  }

  /** Reports names that occur twice in a list. */
  unique(path: Path, names: readonly string[], key = "name"): void {
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index) this.report([...path, index, key], `"${name}" is there twice`);
    });
  }

  entity(path: Path, name: string): CatalogEntity | undefined {
    const entity = this.#entities.get(name);
    if (!entity) this.report(path, `there is no entity "${name}"`);
    return entity;
  }

  column(path: Path, entity: CatalogEntity | undefined, name: string | undefined, { computed = false } = {}): void {
    if (!entity || name === undefined) return;
    const known = computed ? columnNames(entity) : entity.columns.map((column) => column.name);
    if (!known.includes(name)) this.report(path, `${entity.name} has no column "${name}"`);
  }

  filters(path: Path, entity: CatalogEntity | undefined, filters: readonly CatalogFilter[]): void {
    filters.forEach((filter, index) => {
      this.column([...path, index, "column"], entity, filter.column);
      const column = entity?.columns.find(({ name }) => name === filter.column);
      if (!column || column.values.length === 0) return;
      const values = "values" in filter ? filter.values : "value" in filter ? [filter.value] : [];
      for (const value of values) {
        if (column.values.some((known) => known.value === value)) continue;
        this.report([...path, index], `${column.name} has no value ${JSON.stringify(value)}`);
      }
    });
  }

  checkEntity(entity: CatalogEntity, path: Path): void {
    this.unique([...path, "columns"], columnNames(entity));
    this.column([...path, "key"], entity, entity.key);
    this.column([...path, "timeColumn"], entity, entity.timeColumn);
    this.filters([...path, "where"], entity, entity.where);
    for (const list of ["labelColumns", "listColumns"] as const) {
      entity[list].forEach((name, index) => {
        this.column([...path, list, index], entity, name);
      });
    }
    const time = entity.columns.find(({ name }) => name === entity.timeColumn);
    if (time && time.type !== "timestamp" && time.type !== "date") this.report([...path, "timeColumn"], `"${time.name}" is no time`);
    if (entity.defaultMeasure !== undefined) this.measure([...path, "defaultMeasure"], entity.defaultMeasure);
    this.#checkColumns(entity, path);
  }

  #checkColumns(entity: CatalogEntity, path: Path): void {
    entity.columns.forEach((column, index) => {
      this.column([...path, "columns", index, "currencyColumn"], entity, column.currencyColumn);
      const at = [...path, "columns", index, "values"];
      this.unique(
        at,
        column.values.map(({ value }) => String(value)),
        "value",
      );
      column.values.forEach(({ value }, place) => {
        const expected = column.type === "boolean" ? "boolean" : column.type === "text" ? "string" : "number";
        const found = typeof value;
        if (found !== expected) this.report([...at, place, "value"], `expected a ${expected}, as ${column.name} is ${column.type}`);
      });
    });
    entity.computed.forEach((computed, index) => {
      const sources =
        computed.kind === "duration" ? [computed.from, computed.to] : [computed.kind === "age" ? computed.since : computed.of];
      for (const source of sources) this.column([...path, "computed", index], entity, source);
    });
  }

  measure(path: Path, name: string): void {
    if (!this.catalog.measures.some((measure) => measure.name === name)) this.report(path, `there is no measure "${name}"`);
  }

  checkMeasure(measure: CatalogMeasure, path: Path): void {
    if (measure.kind === "formula") {
      for (const side of ["left", "right"] as const) {
        const of = this.catalog.measures.find(({ name }) => name === measure[side]);
        if (!of) this.measure([...path, side], measure[side]);
        // Formulas of formulas could run in a circle.
        else if (of.kind === "formula") this.report([...path, side], `"${of.name}" is a formula itself`);
      }
      return;
    }
    const entity = this.entity([...path, "entity"], measure.entity);
    this.filters([...path, "where"], entity, measure.where);
    if (measure.kind === "share") return this.filters([...path, "among"], entity, measure.among);
    this.column([...path, "column"], entity, measure.column, { computed: true });
    if (measure.aggregate !== "count" && measure.column === undefined) this.report(path, `"${measure.aggregate}" needs a column`);
  }

  checkAll(): void {
    const { entities, relations, measures, conditions, domains, vague, examples, defaultDomain } = this.catalog;
    for (const [list, items] of Object.entries({ entities, relations, measures, conditions })) {
      this.unique(
        [list],
        items.map(({ name }) => name),
      );
    }
    this.unique(
      ["domains"],
      domains.map(({ id }) => id),
      "id",
    );
    entities.forEach((entity, index) => {
      this.checkEntity(entity, ["entities", index]);
    });
    relations.forEach((relation, index) => {
      for (const end of ["from", "to"] as const) {
        const path = ["relations", index, end];
        this.column([...path, "column"], this.entity([...path, "entity"], relation[end].entity), relation[end].column);
      }
    });
    measures.forEach((measure, index) => {
      this.checkMeasure(measure, ["measures", index]);
    });
    conditions.forEach(({ entity, where }, index) => {
      this.filters(["conditions", index, "where"], this.entity(["conditions", index, "entity"], entity), where);
    });
    vague.forEach((entry, index) => {
      entry.entities.forEach((name, place) => {
        this.entity(["vague", index, "entities", place], name);
      });
    });
    const known = domains.map(({ id }) => id);
    if (!known.includes(defaultDomain)) this.report(["defaultDomain"], `there is no domain "${defaultDomain}"`);
    examples.forEach(({ domain }, index) => {
      if (!known.includes(domain)) this.report(["examples", index, "domain"], `there is no domain "${domain}"`);
    });
  }
}

/** Names in a catalog that nothing in it has, and names that two things have. */
export function findReferenceProblems(catalog: Catalog): readonly CatalogProblem[] {
  const check = new ReferenceCheck(catalog);
  check.checkAll();
  return check.problems;
}
