import { type Act, type Arrangement, arrange } from "./arrange.ts";
import type { Mention, Reading } from "./mentions.ts";
import { RelationReader } from "./relations.ts";
import type { Roles } from "./roles.ts";
import type { Aggregate } from "./word.ts";

/** What a question says, arranged by the parts that its mentions play, for those who make a frame of it. */
export class Scene {
  readonly reading: Reading;
  readonly roles: Roles;
  readonly relations: RelationReader;
  readonly arr: Arrangement;
  /** What happens or is had: deposits, logins, depositors. */
  readonly events: readonly Act[];
  /** Whose it is: customers. */
  readonly owners: readonly Act[];

  constructor(reading: Reading, roles: Roles) {
    this.reading = reading;
    this.roles = roles;
    this.relations = new RelationReader(roles, reading.flags);
    this.arr = arrange(reading, roles);
    this.events = this.arr.acts.filter(({ mention }) => this.isEvent(mention));
    this.owners = this.arr.acts.filter(({ mention }) => !this.isEvent(mention));
  }

  /** Whether rows belong to others, as deposits do to customers. */
  isEvent({ kind, entity = "" }: Mention): boolean {
    return kind === "actor" || this.roles.owner(entity) !== undefined;
  }

  isOwner({ mention }: Act): boolean {
    return !this.isEvent(mention);
  }

  isOwnerMention({ kind, entity = "" }: Mention): boolean {
    return kind === "rows" && this.roles.owner(entity) === undefined;
  }

  /** What is asked for. */
  get head(): Mention | undefined {
    // "clients whose number of transactions exceeded 150": the number is a bound.
    const isBound = ({ before, comparisons }: Mention) => before.relative === true && before.ask === "howMany" && comparisons.length > 0;
    // "give the five countries with the most sign-ups, with their number of sign-ups"
    const ranked = this.arr.rest.find(({ before }) => before.superlative !== undefined);
    const isBeside = ({ before, at }: Mention) =>
      before.ask === "howMany" && this.reading.asks[0] === "show" && ranked !== undefined && at > ranked.at;
    const asked = this.arr.rest.find(
      (mention) => !isBeside(mention) && mention.before.ask !== undefined && mention.before.ask !== "show" && !isBound(mention),
    );
    return asked ?? this.fragmentColumn() ?? this.arr.rest[0];
  }

  /** "login failure reasons oct", "kyc status spain": a column with nothing asked of it is what is asked. */
  private fragmentColumn(): Mention | undefined {
    const plain = this.arr.columns.filter(
      (mention) =>
        mention.before.preposition !== "with" &&
        !mention.before.comparison &&
        !mention.before.all &&
        !this.numberColumn(mention) &&
        !mention.columns.every(({ entity, column }) => this.roles.column(entity, column)?.type === "timestamp") &&
        !mention.columns.some(
          ({ entity, column }) => this.roles.isKey(entity, column) || this.roles.entity(entity).labelColumns.includes(column),
        ),
    );
    const detail = this.arr.acts.some(({ mention }) => mention.where.some(({ entity, column }) => this.roles.isKey(entity, column)));
    return this.reading.asks.length === 0 && plain.length === 1 && !detail && this.arr.measures.length === 0 ? plain[0] : undefined;
  }

  /** The mention that a ranking is said of. */
  get superlative(): Mention | undefined {
    return this.arr.rest.find(({ before }) => before.superlative !== undefined || before.first || before.last);
  }

  /** The money column of an entity, if it has one. */
  amountOf(entity: string): { entity: string; column: string } | undefined {
    if (entity === "") return undefined;
    const column = this.roles.amount(entity)?.name;
    return column === undefined ? undefined : { entity, column };
  }

  /** "Who deposited the most?": the owner of what was done. */
  impliedOwner(): Mention | undefined {
    const named = this.owners.find(({ mention }) => mention.kind === "rows")?.mention;
    if (named) return named;
    const [event] = this.events;
    const owner = event && this.roles.owner(event.mention.entity ?? "");
    return event && owner
      ? {
          ...event.mention,
          kind: "rows",
          entity: owner,
          where: [],
          values: [],
          times: [],
          comparisons: [],
          before: { values: [] },
          plural: false,
        }
      : undefined;
  }

  /** Whether a mention is of a column of numbers. */
  numberColumn(mention: Mention): boolean {
    return (
      mention.kind === "column" &&
      mention.columns.some(({ entity, column }) => this.roles.isNumber(entity, column) && !this.roles.isKey(entity, column))
    );
  }

  hasFlag(...flags: readonly ("running" | "growth" | "trend")[]): boolean {
    return flags.some((flag) => this.reading.flags.has(flag));
  }

  /** The average, median or extreme that is asked for. */
  aggregate(): Aggregate | undefined {
    return this.arr.rest.map(({ before }) => before.aggregate).find((fn) => fn !== undefined && fn !== "sum") ?? this.trailingAggregate();
  }

  /** "how many hours passed on average …" has it before a thing that is not what is averaged; "…, on average" has it at the end. */
  private trailingAggregate(): Aggregate | undefined {
    const last = this.reading.chunks.findLast((chunk) => chunk.tag === "aggregate" && chunk.fn !== "sum");
    return last?.tag === "aggregate" ? last.fn : undefined;
  }

  /** "clients onboarded in …": the verb behind it is its own beginning. */
  becomes(mention: Mention): boolean {
    const next = this.arr.rest[this.arr.rest.indexOf(mention) + 1];
    return next?.happening === true && next.entity === mention.entity;
  }

  /** Whether the number of an act is asked or bounded, rather than that of each row. */
  isMeasured({ mention, amount, summed }: Act): boolean {
    const { aggregate } = mention.before;
    return (
      (amount !== undefined && summed === true && aggregate !== "max" && aggregate !== "min" && !mention.before.superlative) ||
      aggregate === "avg" ||
      aggregate === "median" ||
      mention.shared ||
      mention.counted
    );
  }
}
