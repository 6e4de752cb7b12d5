import type { Comparison } from "./chunks.ts";
import { type Cond, sameColumn } from "./conditions.ts";
import type { Relation, RelationTest, RowSet } from "./frame.ts";
import type { Flag, Mention } from "./mentions.ts";
import type { Roles } from "./roles.ts";
import { periodsIn, type TimeSpec } from "./time-spec.ts";

/** Says of an owner what the mentions of its rows say: that it has such rows, how many, how much, or none. */
export class RelationReader {
  private readonly roles: Roles;
  private readonly flags: ReadonlySet<Flag>;

  constructor(roles: Roles, flags: ReadonlySet<Flag>) {
    this.roles = roles;
    this.flags = flags;
  }

  /** The owner's rows with everything that `mentions` say of them; mentions of other entities are left out. */
  owned(rows: RowSet, mentions: readonly Mention[]): RowSet {
    const ownerTimes: TimeSpec[] = [];
    const relations: Relation[] = [];
    const where: Cond[] = [];
    const merged = this.mergedActs(mentions.filter((mention) => !this.isGlue(mention)));
    for (const mention of mentions) this.addTotal(relations, mention);
    for (const [index, mention] of merged.entries()) {
      if (mention.entity === rows.entity && mention.kind !== "column") {
        if (this.isOnBeginning(mention)) ownDay(relations);
        const self = this.roles.rowsOf(mention, true);
        where.push(...self.where);
        ownerTimes.push(...self.times);
      } else if (mention.kind === "grain") this.addPeriods(relations, mention);
      else if (mention.kind === "column") this.addDistinct(relations, mention, rows.entity);
      else if (this.roles.belongs(mention.entity, rows.entity)) this.addAct(relations, merged, index);
    }
    // What is said of the owner in passing, "never withdrew, UK premium", is said of the owner.
    const isOwn = (cond: Cond) => cond.entity === rows.entity;
    where.push(...relations.flatMap((relation) => relation.rows.where.filter(isOwn)));
    const own = relations.map((relation) => ({
      ...relation,
      rows: { ...relation.rows, where: relation.rows.where.filter((cond) => !isOwn(cond)) },
    }));
    return {
      ...rows,
      where: [...rows.where, ...where],
      times: [...rows.times, ...ownerTimes],
      relations: [...rows.relations, ...spreadTimes(own, this.flags.has("those"))],
    };
  }

  /** "half a million or more in total volume": the bound of a sum that has a name. */
  private addTotal(relations: Relation[], { kind, measure, before, comparisons, times }: Mention): void {
    const bound = before.comparison ?? comparisons[0];
    if (kind !== "measure" || !bound || measure?.kind !== "aggregate" || measure.aggregate !== "sum" || measure.column === undefined)
      return;
    relations.push({
      rows: { ...this.roles.emptyRows(measure.entity), times },
      negated: false,
      test: this.sumTest(bound, measure.column, undefined),
    });
  }

  /** "on the same day as they registered". */
  private isOnBeginning({ happening, times }: Mention): boolean {
    return this.flags.has("same") && happening && times.length === 0;
  }

  /** Groups and figures say nothing of a row. */
  private isGlue(mention: Mention): boolean {
    return mention.kind === "measure" || (mention.kind === "grain" && !isCountedGrain(mention)) || mention.kind === "elapsed";
  }

  /** "logged in … a successful login", "use MFA on a login": one act, named twice. */
  private mergedActs(mentions: readonly Mention[]): Mention[] {
    const acts: Mention[] = [];
    for (const mention of mentions) {
      const last = acts.at(-1);
      const again =
        last?.kind === "verb" &&
        mention.kind === "rows" &&
        last.entity === mention.entity &&
        !mention.before.link &&
        (last.where.length === 0 || isSaidOf(last, mention));
      if (again && last) {
        acts[acts.length - 1] = {
          ...mention,
          where: [...last.where, ...mention.where],
          values: [...last.values, ...last.before.values, ...mention.values],
          times: [...last.times, ...mention.times],
          before: { ...mention.before, ...(last.before.negated ? { negated: true } : {}) },
        };
      } else acts.push(mention);
    }
    return acts;
  }

  private addAct(relations: Relation[], mentions: readonly Mention[], index: number): void {
    const mention = mentions[index] as Mention;
    const previous = mentions[index - 1];
    // "an average deposit above $700" bounds the average, not each.
    const averaged = mention.amount !== undefined || ["avg", "max", "min"].includes(mention.before.aggregate ?? "");
    const said = averaged ? { ...mention, comparisons: [] } : mention;
    const rows = this.roles.rowsOf(said, mention.before.adjectival === true, this.flags.has("oneGo"));
    const negated =
      (mention.before.negated === true && !mention.before.adjectival) ||
      (mention.before.link === "or" && previous?.before.negated === true);
    const base = { negated };
    const split = this.splitBoth(mention, rows);
    if (split) return void relations.push(...split.map((each): Relation => ({ ...base, rows: each, test: { kind: "exists" } })));
    if (mention.before.first && rows.times.length > 0) return void relations.push({ ...base, rows, test: { kind: "first" } });
    const last = relations.at(-1);
    const single = this.flags.has("same") && last ? this.ofEach(last) : undefined;
    if (single?.test.kind === "exists" && this.isEvent(mention)) {
      const other = this.roles.rowsOf(mention, mention.before.adjectival === true, true);
      relations[relations.length - 1] = { ...single, test: { kind: "sameDay", other } };
      return;
    }
    if (mention.before.within && last && last.test.kind === "sum") relations[relations.length - 1] = this.ofEach(last);
    const earlier = relations.at(-1);
    if (mention.before.within && earlier && earlier.test.kind === "exists" && !earlier.negated) {
      const { n, unit } = mention.before.within;
      relations[relations.length - 1] = {
        ...earlier,
        test: { kind: "after", other: { ...rows, tests: [] }, n, unit: unit === "seconds" ? "minutes" : unit },
      };
      return;
    }
    const or = mention.before.link === "or" && !negated && last ? { anyOf: last.anyOf ?? relations.length } : {};
    if (or.anyOf !== undefined && last) relations[relations.length - 1] = { ...last, ...or };
    // "at least $1,000 in October and at least $1,000 in September"
    const pairs = mention.comparisons.length > 1 && mention.comparisons.length === mention.times.length;
    if (pairs) {
      for (const [position, comparison] of mention.comparisons.entries()) {
        const time = mention.times.slice(position, position + 1);
        relations.push({ ...base, rows: { ...rows, times: time }, test: this.testOf({ ...mention, comparisons: [comparison] }) });
      }
      return;
    }
    // What a month says twice, "in August and in September", is two acts.
    const times = this.flags.has("both") && rows.times.length > 1 ? rows.times.map((time) => ({ ...rows, times: [time] })) : [rows];
    for (const each of times) relations.push({ ...base, ...or, rows: each, test: this.testOf(mention) });
  }

  /** "withdrew more than 1k within 3 hours after …": a single one of so much. */
  private ofEach(relation: Relation): Relation {
    const { rows, test } = relation;
    if (test.kind !== "sum") return relation;
    const bounds = this.roles.bounds(rows.entity, test.column, { ...test, unit: "money" });
    return { ...relation, rows: { ...rows, where: [...rows.where, ...bounds] }, test: { kind: "exists" } };
  }

  private isEvent(mention: Mention): boolean {
    return mention.kind === "rows" || mention.kind === "verb";
  }

  /** "logins from both an iOS and an Android device", "both a failed and a successful login": one of each. */
  private splitBoth(mention: Mention, rows: RowSet): RowSet[] | undefined {
    if (!this.flags.has("both") && !this.flags.has("eachValue")) return undefined;
    const choice = rows.where.find(({ op, values }) => op === "in" && values.length === 2);
    if (!choice || mention.where.includes(choice)) return undefined;
    return choice.values.map((value) => ({
      ...rows,
      where: rows.where.map((cond) => (cond === choice ? { ...cond, op: "eq", values: [value], label: String(value) } : cond)),
    }));
  }

  private testOf(mention: Mention): RelationTest {
    const { before, comparisons, entity = "" } = mention;
    const asked = before.ask === "howMany" || before.count === true;
    const counted = before.comparison ?? comparisons.find(({ unit }) => unit === "times" || (asked && unit === "plain"));
    const amount = this.roles.amount(entity)?.name;
    const large = this.flags.has("total") && amount !== undefined && (counted?.value ?? 0) >= 1_000;
    if (counted && large && amount !== undefined) return this.sumTest(counted, amount, undefined);
    if (counted && (counted.unit === "plain" || counted.unit === "times"))
      return { kind: "count", op: counted.op, value: counted.value, ...this.perDay() };
    if (before.number !== undefined && !before.superlative) return { kind: "count", op: "gte", value: before.number, ...this.perDay() };
    if (this.flags.has("oneGo")) return { kind: "exists" };
    const money =
      before.comparison ??
      (mention.kind === "rows" && before.aggregate === undefined && mention.amount === undefined
        ? undefined
        : comparisons.find(({ unit }) => unit === "money" || unit === "plain"));
    if (money && amount !== undefined) return this.sumTest(money, amount, before.aggregate);
    return { kind: "exists" };
  }

  /** "within one calendar day". */
  private perDay(): { perDay?: true } {
    return this.flags.has("perDay") || this.flags.has("same") ? { perDay: true } : {};
  }

  private sumTest({ op, value, high }: Comparison, column: string, aggregate: string | undefined): RelationTest {
    const kind = aggregate === "avg" || aggregate === "max" || aggregate === "min" ? aggregate : "sum";
    return { kind, column, op, value, ...(high === undefined ? {} : { high }) };
  }

  /** "on at least 20 different days", "in two different months". */
  private addPeriods(relations: Relation[], { grain, before, times }: Mention): void {
    const index = relations.length - 1;
    const found = relations[index];
    if (!found || grain === undefined) return;
    const rows = found.rows.times.length === 0 ? { ...found.rows, times } : found.rows;
    const [time] = rows.times;
    const all = before.all && time ? periodsIn(time, grain) : undefined;
    relations[index] = {
      ...found,
      rows,
      test: {
        kind: "distinct",
        entity: rows.entity,
        column: "",
        grain,
        op: before.comparison?.op ?? "gte",
        value: all ?? before.comparison?.value ?? before.number ?? 0,
      },
    };
  }

  /** "from more than three different countries", "all four payment methods". */
  private addDistinct(relations: Relation[], mention: Mention, owner: string): void {
    const { before } = mention;
    const comparison = before.comparison ?? mention.comparisons.find(({ unit }) => unit === "plain");
    const column =
      mention.columns.find(({ entity }) => relations.some(({ rows }) => rows.entity === entity)) ??
      mention.columns.find(({ entity }) => this.roles.belongs(entity, owner));
    if (!column || (!comparison && !before.all && before.number === undefined)) return;
    const index = relations.findLastIndex(({ rows }) => rows.entity === column.entity);
    const found = relations[index];
    const value = comparison?.value ?? before.number ?? 0;
    const count: RelationTest = before.all
      ? { kind: "all", entity: column.entity, column: column.column }
      : { kind: "distinct", entity: column.entity, column: column.column, op: comparison?.op ?? "gte", value, ...this.perDay() };
    const spent = found?.test;
    const perEach = spent?.kind === "sum" && this.flags.has("each");
    const test: RelationTest = perEach
      ? { kind: "groups", entity: column.entity, column: column.column, count: value, of: spent.column, op: spent.op, value: spent.value }
      : count;
    const times = found && found.rows.times.length === 0 ? mention.times : (found?.rows.times ?? []);
    if (found) relations[index] = { ...found, rows: { ...found.rows, times }, test };
    else relations.push({ rows: { ...this.roles.emptyRows(column.entity), times: mention.times }, negated: false, test });
  }
}

/** "used a card for deposits", "used MFA on a login": the thing that something else was said of already. */
function isSaidOf(last: Mention, { where, before }: Mention): boolean {
  const apart = !where.some((cond) => last.where.some((other) => sameColumn(cond, other)));
  return apart && (before.preposition === "for" || before.preposition === "on");
}

function ownDay(relations: Relation[]): void {
  const last = relations.at(-1);
  if (last) relations[relations.length - 1] = { ...last, rows: { ...last.rows, tests: [...last.rows.tests, { kind: "ownerDay" }] } };
}

export function isCountedGrain({ kind, before }: Mention): boolean {
  return (
    kind === "grain" &&
    (before.all === true || before.comparison !== undefined || (before.number !== undefined && before.distinct === true))
  );
}

/** A time said once is that of every act before it that has none. */
function spreadTimes(relations: readonly Relation[], onwards: boolean): Relation[] {
  const [first] = relations;
  // "yesterday … but none that day".
  if (onwards && first && first.rows.times.length > 0)
    return relations.map((relation) =>
      relation.rows.times.length === 0 ? { ...relation, rows: { ...relation.rows, times: first.rows.times } } : relation,
    );
  const last = relations.findLast(({ rows }) => rows.times.length > 0);
  const only = relations.filter(({ rows }) => rows.times.length > 0).length === 1;
  if (!last || !only || relations.at(-1) !== last) return [...relations];
  return relations.map((relation) =>
    relation.rows.times.length === 0 && relation.test.kind !== "first"
      ? { ...relation, rows: { ...relation.rows, times: last.rows.times } }
      : relation,
  );
}
