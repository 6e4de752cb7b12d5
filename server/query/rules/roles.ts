import type { CatalogColumn, CatalogEntity, CatalogRelation } from "../../../shared/catalog.ts";
import type { Comparison } from "./chunks.ts";
import { type Cond, merged } from "./conditions.ts";
import type { RowSet, RowTest } from "./frame.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Mention } from "./mentions.ts";
import { condsOf } from "./values.ts";

/** What the catalog says of the roles that entities play in a question. */
export class Roles {
  readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  entity(name: string): CatalogEntity {
    return this.lexicon.entity(name);
  }

  column(entity: string, name: string): CatalogColumn | undefined {
    return this.lexicon.column(entity, name);
  }

  /** The relation from rows of `entity` to those they belong to. */
  ownerRelation(entity: string): CatalogRelation | undefined {
    const own = this.lexicon.catalog.relations.filter((relation) => relation.from.entity === entity);
    return own.find(({ actor }) => actor) ?? own[0];
  }

  owner(entity: string): string | undefined {
    return this.ownerRelation(entity)?.to.entity;
  }

  /** Whether rows of `child` belong to one of `parent`. */
  belongs(child: string | undefined, parent: string | undefined): boolean {
    return child !== undefined && parent !== undefined && this.owner(child) === parent;
  }

  /** The money column that an entity's amounts are in. */
  amount(entity: string): CatalogColumn | undefined {
    const measure = this.lexicon.catalog.measures.find(({ name }) => name === this.entity(entity).defaultMeasure);
    const column = measure?.kind === "aggregate" ? measure.column : undefined;
    return column === undefined ? undefined : this.column(entity, column);
  }

  /** The money column in the row's own currency. */
  ownAmount(entity: string): CatalogColumn | undefined {
    return this.entity(entity).columns.find(({ type, currencyColumn }) => type === "money" && currencyColumn !== undefined);
  }

  isNumber(entity: string, name: string): boolean {
    const type = this.column(entity, name)?.type;
    return (
      type === "number" ||
      type === "money" ||
      this.entity(entity).computed.some((computed) => computed.name === name && computed.kind !== "prefix")
    );
  }

  isMoney(entity: string, name: string): boolean {
    return this.column(entity, name)?.type === "money";
  }

  isKey(entity: string, name: string): boolean {
    return this.entity(entity).key === name;
  }

  /** The reading of a column mention that fits rows of `entity`: its own, then its owner's. */
  columnFor(mention: Mention, entity: string | undefined): { entity: string; column: string; label: string } | undefined {
    const owner = entity === undefined ? undefined : this.owner(entity);
    return (
      mention.columns.find((column) => column.entity === entity) ?? mention.columns.find((column) => column.entity === owner) ?? undefined
    );
  }

  emptyRows(entity: string): RowSet {
    return { entity, where: [], times: [], ownerTimes: [], relations: [], tests: [], noun: this.entity(entity).label.many };
  }

  /** The rows that a mention alone stands for. `denied`: a negation before it is of the values before it ("non-verified customers"). */
  rowsOf(mention: Mention, denied = false, oneGo = false): RowSet {
    const entity = mention.entity ?? "";
    const owner = this.owner(entity);
    const before =
      denied && mention.before.negated
        ? mention.before.values.map((value) => ({ ...value, negated: !value.negated }))
        : mention.before.values;
    const said = [...before, ...mention.values].flatMap((value) => condsOf(value, entity, owner));
    const amounts = this.amountConds(mention, oneGo);
    const tests: RowTest[] = mention.before.within ? [{ kind: "within", ...mention.before.within }] : [];
    return {
      entity,
      where: merged([...mention.where, ...said, ...amounts]),
      times: mention.times,
      ownerTimes: [],
      relations: [],
      tests,
      noun: mention.label,
    };
  }

  /** `deposits over $2,000`: each one is. Of what somebody did ("deposited more than 10k") it is the sum, which is not said here. */
  private amountConds(mention: Mention, oneGo: boolean): Cond[] {
    const { entity = "", comparisons, kind } = mention;
    const amount = this.amount(entity);
    // "whose number of transactions exceeded 150"
    const isCounted = mention.before.relative === true && (mention.before.ask === "howMany" || mention.before.count === true);
    if (!amount || isCounted || (kind !== "rows" && !oneGo)) return [];
    return comparisons
      .filter(({ unit }) => unit === "money" || unit === "plain")
      .flatMap((comparison) => this.bounds(entity, this.amountColumn(entity, comparison, amount), comparison));
  }

  private amountColumn(entity: string, { currency }: Comparison, amount: CatalogColumn): string {
    return currency !== undefined && currency !== amount.currency ? (this.ownAmount(entity)?.name ?? amount.name) : amount.name;
  }

  /** "took more than 10 minutes": a bound of how long something took. */
  duration(entity: string, { op, value, unit }: Comparison): Cond[] {
    const column = this.entity(entity).computed.find(({ kind }) => kind === "duration");
    const seconds = SECONDS[unit];
    if (column?.kind !== "duration" || seconds === undefined) return [];
    const length = (value * seconds) / (SECONDS[column.unit.slice(0, -1)] ?? 1);
    return [{ entity, column: column.name, op, values: [length], label: `${OP_WORDS[op]} ${value} ${unit}${value === 1 ? "" : "s"}` }];
  }

  bounds(entity: string, column: string, { op, value, high, unit, currency }: Comparison): Cond[] {
    const money = unit === "money" ? (currency === "USD" || currency === undefined ? "$" : `${currency} `) : "";
    const text = (n: number) => `${money}${n.toLocaleString("en")}`;
    const own = currency !== undefined && currency !== this.amount(entity)?.currency ? this.currencyCond(entity, currency) : [];
    if (high !== undefined) {
      return [
        { entity, column, op: "gte", values: [value], label: `at least ${text(value)}` },
        { entity, column, op: "lte", values: [high], label: `at most ${text(high)}` },
        ...own,
      ];
    }
    return [{ entity, column, op, values: [value], label: `${OP_WORDS[op]} ${text(value)}` }, ...own];
  }

  private currencyCond(entity: string, currency: string): Cond[] {
    const column = this.ownAmount(entity)?.currencyColumn;
    return column === undefined ? [] : [{ entity, column, op: "eq", values: [currency], label: currency }];
  }
}

const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400, week: 604_800 };

export const OP_WORDS: Readonly<Record<Comparison["op"], string>> = {
  eq: "exactly",
  ne: "other than",
  gt: "over",
  gte: "at least",
  lt: "under",
  lte: "at most",
};
