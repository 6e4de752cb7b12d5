import type { CatalogMeasure } from "../../../shared/catalog.ts";
import { type Act, type Arrangement, arrange, groupOf } from "./arrange.ts";
import type { Comparison as Bound } from "./chunks.ts";
import { condsOf } from "./collect.ts";
import { type Cond, condOfFilter, merged } from "./conditions.ts";
import type { Comparison, Frame, Group, Having, MeasureAsk, Rank, Relation, RowSet, RowTest } from "./frame.ts";
import type { Mention, Reading } from "./mentions.ts";
import { RelationReader } from "./relations.ts";
import type { Roles } from "./roles.ts";
import type { TimeSpec } from "./time-spec.ts";
import type { Aggregate } from "./words.ts";

/** What is missing before a question can be answered. */
export type OpenSlot = "measure" | "subject" | "period" | "value" | "grain";

export type Interpretation =
  | { readonly frame: Frame }
  | { readonly open: OpenSlot }
  /** Words that no reading has a use for. */
  | { readonly unread: string };

const NO_FRAME = { measures: [], groups: [], having: [], columns: [] } as const;

/** Makes a frame of what a question says. */
export class Interpreter {
  private readonly reading: Reading;
  private readonly roles: Roles;
  private readonly relations: RelationReader;
  private readonly arr: Arrangement;
  private readonly events: readonly Act[];
  private readonly owners: readonly Act[];

  constructor(reading: Reading, roles: Roles) {
    this.reading = reading;
    this.roles = roles;
    this.relations = new RelationReader(roles, reading.flags);
    this.arr = arrange(reading, roles);
    this.events = this.arr.acts.filter(({ mention }) => this.isEvent(mention));
    this.owners = this.arr.acts.filter(({ mention }) => !this.isEvent(mention));
  }

  run(): Interpretation {
    if (this.isBare()) return { open: "measure" };
    const detail = this.head && this.details(this.head);
    if (detail) return detail;
    const unread = this.unread();
    if (unread !== undefined) return { unread };
    return (
      this.elapsed() ??
      this.share() ??
      this.ranked() ??
      this.counted() ??
      this.measured() ??
      this.listed() ?? { open: this.arr.rest.length === 0 ? "subject" : "measure" }
    );
  }

  /** "clients under 25", "how long do clients stay": a bound or a length of what has none. */
  private unread(): string | undefined {
    const grouped = this.arr.columns.length + this.arr.grains.length + this.arr.groups.length > 0;
    const counts = ({ before }: Mention) => !grouped && before.comparison?.unit === "plain";
    const bounded = this.owners.find(
      ({ mention, amount }) => (mention.comparisons.some(({ unit }) => unit === "plain" || unit === "money") || counts(mention)) && !amount,
    );
    if (bounded && this.arr.measures.length === 0)
      return this.reading.chunks.find(({ tag }) => tag === "compare")?.text ?? bounded.mention.text;
    const long = this.reading.asks.includes("howLong") && !this.elapsed();
    return long ? "how long" : undefined;
  }

  /** "Germany?", "germany vs uk": a value is no question. */
  private isBare(): boolean {
    const [only] = this.arr.rest;
    if (!only?.implied || this.arr.rest.length > 1 || this.arr.groups.length > 0 || this.reading.asks.length > 0) return false;
    if (only.before.share || only.shared || only.counted) return false;
    return only.before.values.length === 1 || this.reading.flags.has("versus");
  }

  private isEvent({ kind, entity = "" }: Mention): boolean {
    return kind === "actor" || this.roles.owner(entity) !== undefined;
  }

  private get head(): Mention | undefined {
    const asked = this.arr.rest.find(({ before }) => before.ask !== undefined && before.ask !== "show");
    return asked ?? this.fragmentColumn() ?? this.arr.rest[0];
  }

  /** "login failure reasons oct", "kyc status spain": a column with nothing asked of it is what is asked. */
  private fragmentColumn(): Mention | undefined {
    const plain = this.arr.columns.filter(
      (mention) =>
        mention.before.preposition !== "with" &&
        !mention.before.comparison &&
        !this.numberColumn(mention) &&
        !mention.columns.some(
          ({ entity, column }) => this.roles.isKey(entity, column) || this.roles.entity(entity).labelColumns.includes(column),
        ),
    );
    const detail = this.arr.acts.some(({ mention }) => mention.where.some(({ entity, column }) => this.roles.isKey(entity, column)));
    return this.reading.asks.length === 0 && plain.length === 1 && !detail && this.arr.measures.length === 0 ? plain[0] : undefined;
  }

  private get superlative(): Mention | undefined {
    return this.arr.rest.find(({ before }) => before.superlative !== undefined || before.first || before.last);
  }

  // ---- rows ------------------------------------------------------------------------------------------------------------------

  /** The rows that the question is about, when those are of `entity`. */
  private base(entity: string, extra: readonly Cond[] = [], skip: ReadonlySet<Mention> = new Set()): RowSet {
    const rows = this.roles.owner(entity) === undefined ? this.ownerRows(entity, skip) : this.eventRows(entity, skip);
    const times = rows.times.length > 0 ? rows.times : [...this.measureTimes(), ...this.reading.leading];
    const told =
      rows.relations.some((relation) => relation.rows.times.length > 0) &&
      rows.times.length === 0 &&
      this.roles.owner(entity) === undefined;
    const added = told ? [] : times;
    const parts = this.roles.entity(entity).timeColumn === undefined || rows.relations.length > 0 ? [] : this.reading.parts;
    const abroad = this.reading.flags.has("abroad") ? this.abroad(entity) : [];
    return { ...rows, where: merged([...rows.where, ...extra]), times: dedupe(added), tests: [...rows.tests, ...parts, ...abroad] };
  }

  /** "from a country other than their own". */
  private abroad(entity: string): RowTest[] {
    const owner = this.roles.owner(entity);
    const countryOf = (name: string) => this.roles.entity(name).columns.find(({ format }) => format?.startsWith("country"))?.name;
    const [own, other] = [countryOf(entity), owner === undefined ? undefined : countryOf(owner)];
    return own === undefined || other === undefined ? [] : [{ kind: "ownerColumn", column: own, ownerColumn: other, differs: true }];
  }

  private measureTimes(): TimeSpec[] {
    return [...this.arr.measures, ...this.arr.columns, ...this.arr.elapsed, ...this.arr.grains].flatMap(({ times }) => times);
  }

  private ownerRows(entity: string, skip: ReadonlySet<Mention>): RowSet {
    const mentions = [
      ...this.arr.acts.map(({ mention }) => mention),
      ...this.arr.measures.filter(({ before, comparisons }) => before.comparison !== undefined || comparisons.length > 0),
      ...this.arr.columns.filter((column) => column.before.comparison || column.before.all || column.before.number !== undefined),
    ]
      .filter((mention) => !skip.has(mention))
      .sort((a, b) => a.at - b.at);
    const stray = [...this.arr.measures, ...this.arr.columns, ...this.arr.groups.map(({ mention }) => mention)].flatMap((mention) =>
      this.strayConds(mention, entity),
    );
    const actors = mentions.filter(({ kind }) => kind === "actor");
    const rows = this.spread(this.relations.owned(this.roles.emptyRows(entity), mentions), mentions);
    const first = mentions.find((mention) => mention.entity === entity && mention.kind === "rows");
    const noun = first?.label ?? actors[0]?.label ?? rows.noun;
    return { ...rows, noun, where: merged([...rows.where, ...stray]) };
  }

  /** A time that is said of customers who did something is when they did it, unless it is when they came. */
  private spread(rows: RowSet, mentions: readonly Mention[]): RowSet {
    const loose = [
      ...this.reading.leading,
      ...mentions
        .filter((mention) => mention.entity === rows.entity && !mention.happening && !this.becomes(mention))
        .flatMap(({ times }) => times),
    ];
    if (loose.length === 0 || rows.relations.length === 0 || rows.relations.some((relation) => relation.rows.times.length > 0)) return rows;
    const times = rows.times.filter((time) => !loose.some((other) => sameTime(other, time)));
    return { ...rows, times, relations: rows.relations.map((relation) => ({ ...relation, rows: { ...relation.rows, times: loose } })) };
  }

  private strayConds(mention: Mention, entity: string): Cond[] {
    return [...mention.values, ...(mention.kind === "measure" || mention.kind === "column" ? mention.before.values : [])].flatMap((value) =>
      condsOf(value, entity, this.roles.owner(entity)),
    );
  }

  private eventRows(entity: string, skip: ReadonlySet<Mention>): RowSet {
    const owner = this.roles.owner(entity) ?? "";
    const where: Cond[] = [];
    const times: TimeSpec[] = [];
    const ownerTimes: TimeSpec[] = [];
    const tests: RowTest[] = [];
    const said: Mention[] = [];
    const nouns: string[] = [];
    let ownerNamed = false;
    for (const act of this.arr.acts) {
      const { mention } = act;
      if (skip.has(mention)) continue;
      const own = mention.entity === entity;
      const ofOwner =
        own && ownerNamed && nouns.length > 0 && (mention.before.relative || mention.before.negated) && !mention.before.comparison;
      if (own && !ofOwner) {
        const rows = this.roles.rowsOf(this.isMeasured(act) ? { ...mention, comparisons: [] } : mention, true);
        where.push(...rows.where);
        times.push(...rows.times);
        tests.push(...rows.tests);
        nouns.push(mention.label);
        if (mention.kind === "actor") ownerNamed = true;
      } else if (mention.entity === owner) {
        ownerNamed = true;
        const rows = this.roles.rowsOf(mention, true);
        where.push(...rows.where);
        (mention.happening || this.becomes(mention) ? ownerTimes : times).push(...rows.times);
      } else if (ofOwner || ownerNamed) said.push(mention);
    }
    const stray = [
      ...this.arr.measures,
      ...this.arr.columns,
      ...this.arr.grains,
      ...this.arr.elapsed,
      ...this.arr.groups.map(({ mention }) => mention),
    ].flatMap((mention) => this.strayConds(mention, entity));
    for (const { mention } of this.arr.groups) times.push(...mention.times);
    stray.push(...this.groupConds(entity));
    const { relations } = this.relations.owned(this.roles.emptyRows(owner), said);
    return {
      entity,
      where: merged([...where, ...stray]),
      times,
      ownerTimes,
      relations,
      tests,
      noun: nouns[0] ?? this.roles.entity(entity).label.many,
    };
  }

  /** "of each German VIP customer": only of those. */
  private groupConds(entity: string): Cond[] {
    const named = this.arr.groups.filter(
      ({ mention }) => mention.kind === "rows" && (mention.entity === entity || this.roles.owner(entity) === mention.entity),
    );
    return named.flatMap(({ mention }) => this.roles.rowsOf(mention).where);
  }

  /** "clients onboarded in …": the verb behind it is its own beginning. */
  private becomes(mention: Mention): boolean {
    const next = this.arr.rest[this.arr.rest.indexOf(mention) + 1];
    return next?.happening === true && next.entity === mention.entity;
  }

  /** Whether the number of an act is asked or bounded, rather than that of each row. */
  private isMeasured({ mention, amount, summed }: Act): boolean {
    const { aggregate } = mention.before;
    return (
      (amount !== undefined && summed === true && aggregate !== "max" && aggregate !== "min" && !mention.before.superlative) ||
      aggregate === "avg" ||
      aggregate === "median" ||
      mention.shared ||
      mention.counted
    );
  }

  // ---- groups ----------------------------------------------------------------------------------------------------------------

  private groups(entity: string): Group[] {
    const groups = this.arr.groups.flatMap(({ mention }) => groupOf(mention, entity, this.roles) ?? []);
    return distinctGroups([...groups, ...this.versusGroup(entity)]);
  }

  /** "card vs e-wallet": each of them on its own. */
  private versusGroup(entity: string): Group[] {
    const apart = this.reading.flags.has("versus") || this.reading.flags.has("apart");
    if (!apart || this.times(entity).length > 1) return [];
    const rows = this.base(entity);
    const choice = rows.where.find(({ op, values }) => op === "in" && values.length > 1);
    return choice ? [{ kind: "column", entity: choice.entity, column: choice.column, label: choice.column }] : [];
  }

  private times(entity: string): readonly TimeSpec[] {
    return this.base(entity).times;
  }

  // ---- measures --------------------------------------------------------------------------------------------------------------

  /** The figure that an act stands for: its count, its amount, its average. */
  private measureOf({ mention, amount, summed }: Act, ask = mention.before.ask): MeasureAsk {
    const { before, entity = "", label } = mention;
    const owner = this.roles.owner(entity);
    if (mention.kind === "actor" && owner !== undefined && !isNumberFn(before.aggregate) && !amount)
      return { kind: "distinct", entity: owner, column: this.roles.entity(owner).key, label: `number of ${label}s` };
    const column = amount ?? this.amountOf(entity);
    const counts = before.count || mention.counted || ask === "howMany";
    if (isNumberFn(before.aggregate) && column && !counts)
      return { kind: before.aggregate, ...column, label: `${FN_WORDS[before.aggregate]} ${label}` };
    if (amount && summed === false) return { kind: "avg", ...amount, label: `average ${label}` };
    if (!counts && column && (summed || ask === "howMuch" || before.aggregate === "sum" || (this.isTotal() && mention.kind === "verb")))
      return { kind: "sum", ...column, label: `${label} volume` };
    return { kind: "count", label: `number of ${label}` };
  }

  private isTotal(): boolean {
    return this.reading.flags.has("total");
  }

  private amountOf(entity: string): { entity: string; column: string } | undefined {
    if (entity === "") return undefined;
    const column = this.roles.amount(entity)?.name;
    return column === undefined ? undefined : { entity, column };
  }

  /** A figure of the catalog, with the rows that it is of. */
  private catalogMeasure(mention: Mention): { ask: MeasureAsk; entity: string; extra: Cond[] } {
    const measure = mention.measure as CatalogMeasure;
    if (measure.kind === "formula") return this.formula(measure);
    const named =
      this.events.find((act) => act.mention.entity === measure.entity) ?? this.owners.find((act) => act.mention.entity === measure.entity);
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
    if (measure.aggregate === "count" || measure.column === undefined)
      return { ask: { kind: "count", label: measure.label }, entity, extra };
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

  private formula(measure: Extract<CatalogMeasure, { kind: "formula" }>): { ask: MeasureAsk; entity: string; extra: Cond[] } {
    const side = (name: string) => this.roles.lexicon.catalog.measures.find((other) => other.name === name);
    const [left, right] = [side(measure.left), side(measure.right)];
    if (left?.kind !== "aggregate" || right?.kind !== "aggregate" || left.column === undefined)
      throw new Error(`the measure ${measure.name} is not of two sums`);
    const { entity } = left;
    const rowsOf = (aggregate: typeof left): RowSet => {
      const own = aggregate.where.map((filter) => condOfFilter(entity, filter, String("value" in filter ? filter.value : filter.column)));
      const named = this.events.find(
        ({ mention }) =>
          mention.entity === entity &&
          sameColumns(mention.where, aggregate.where) &&
          JSON.stringify(mention.where[0]?.values) === JSON.stringify(own[0]?.values),
      );
      const others = new Set(
        this.events
          .map(({ mention }) => mention)
          .filter((mention) => mention !== named?.mention && mention.entity === entity && mention.where.length > 0),
      );
      return this.base(entity, named ? [] : own, others);
    };
    return {
      ask: { kind: "difference", entity, column: left.column, rows: rowsOf(left), minus: rowsOf(right), label: measure.label },
      entity,
      extra: [],
    };
  }

  // ---- elapsed time ----------------------------------------------------------------------------------------------------------

  private elapsed(): Interpretation | undefined {
    const [asked] = this.arr.elapsed;
    const duration = this.arr.columns.find((mention) =>
      mention.columns.some(({ entity, column }) =>
        this.roles.entity(entity).computed.some(({ name, kind }) => name === column && kind === "duration"),
      ),
    );
    const unit = asked?.elapsed ?? (duration ? undefined : "hours");
    const fn = this.aggregate() ?? "avg";
    const first = this.events.find(({ mention }) => mention.before.first);
    const born = this.arr.acts.filter(({ mention }) => mention.happening);
    const howLong = this.reading.asks.includes("howLong") || asked !== undefined || this.reading.flags.has("between");
    if (howLong && first && born.length > 0) {
      const owner = this.roles.owner(first.mention.entity ?? "") ?? "";
      const from = born.at(-1)?.mention;
      const skip = new Set([first.mention, ...(from && from.times.length === 0 ? [from] : [])]);
      const rows = this.base(owner, [], skip);
      const of = this.roles.rowsOf(first.mention);
      return this.measureFrame(rows, [
        {
          kind: "elapsed",
          rows: { ...of, times: [] },
          unit: unit ?? "hours",
          since: "owner",
          fn,
          label: `${FN_WORDS[fn]} ${unit} from sign-up to first ${singular(of.noun)}`,
        },
      ]);
    }
    if (asked && born.length > 0 && this.events.length === 0) {
      const entity = born[0]?.mention.entity ?? "";
      return this.measureFrame(this.base(entity), [
        { kind: "elapsed", unit: unit ?? "days", since: "now", fn, label: `${FN_WORDS[fn]} ${unit} since sign-up` },
      ]);
    }
    const processing = duration
      ? this.durationColumn(duration)
      : asked || this.reading.asks.includes("howLong")
        ? this.anyDuration()
        : undefined;
    const takes = this.reading.chunks.some(({ text }) =>
      /\b(?:takes?|took|taking|process\w*|settle\w*|complete\w*|wait\w*|clear|go through)\b/i.test(text),
    );
    if (!takes && !duration) return undefined;
    if (!processing || (!asked && !this.reading.asks.includes("howLong") && !duration)) return undefined;
    if (duration?.comparisons.length) return undefined;
    const rows = this.base(processing.entity);
    return this.measureFrame(rows, [
      {
        kind: fn,
        entity: processing.entity,
        column: processing.column,
        ...(asked?.elapsed ? { unit: asked.elapsed } : {}),
        label: `${FN_WORDS[fn]} processing time`,
      },
    ]);
  }

  private durationColumn(mention: Mention): { entity: string; column: string } | undefined {
    return mention.columns.find(({ entity, column }) => this.roles.entity(entity).computed.some(({ name }) => name === column));
  }

  private anyDuration(): { entity: string; column: string } | undefined {
    for (const { mention } of this.events) {
      const found = this.roles.entity(mention.entity ?? "").computed.find(({ kind }) => kind === "duration");
      if (found) return { entity: mention.entity ?? "", column: found.name };
    }
    return undefined;
  }

  private aggregate(): Aggregate | undefined {
    return this.arr.rest.map(({ before }) => before.aggregate).find((fn) => fn !== undefined && fn !== "sum") ?? this.trailingAggregate();
  }

  /** "how many hours passed on average …" has it before a thing that is not what is averaged; "…, on average" has it at the end. */
  private trailingAggregate(): Aggregate | undefined {
    const last = this.reading.chunks.findLast((chunk) => chunk.tag === "aggregate" && chunk.fn !== "sum");
    return last?.tag === "aggregate" ? last.fn : undefined;
  }

  // ---- shares ----------------------------------------------------------------------------------------------------------------

  private share(): Interpretation | undefined {
    const whole = this.arr.acts.find(({ mention }) => mention.before.share || mention.shared);
    if (!whole) return undefined;
    const { mention } = whole;
    const entity = mention.entity ?? "";
    if (
      mention.shared ||
      (this.events.length === 2 &&
        this.owners.length === 0 &&
        mention.before.share &&
        /ratio/i.test(this.reading.chunks.map(({ text }) => text).join(" ")))
    ) {
      const ratio = this.ratio();
      if (ratio) return ratio;
    }
    const top = this.arr.acts.find(
      (act) => act !== whole && act.mention.before.superlative && (this.isOwner(act) || act.mention.kind === "actor"),
    );
    if (top) {
      const rows = this.base(entity, [], new Set([top.mention]));
      const column = whole.amount ?? this.amountOf(entity);
      return this.measureFrame(rows, [
        {
          kind: "share",
          ...column,
          top: { n: top.mention.before.number ?? 10, per: this.roles.owner(entity) ?? entity },
          label: "share of the largest",
        },
      ]);
    }
    return this.isOwner(whole) ? this.ownerShare(whole) : this.eventShare(whole);
  }

  private isOwner({ mention }: Act): boolean {
    return !this.isEvent(mention);
  }

  private ratio(): Interpretation | undefined {
    const [left, right] = this.events;
    if (!left || !right || left.mention.entity !== right.mention.entity) return undefined;
    const entity = left.mention.entity ?? "";
    const rows = this.base(entity, [], new Set([right.mention]));
    const minus = this.base(entity, [], new Set([left.mention]));
    const times = rows.times.length > 0 ? rows.times : minus.times;
    const column = this.amountOf(entity);
    const wantsAmount = this.arr.columns.length + this.arr.measures.length > 0 || left.amount !== undefined || right.amount !== undefined;
    return this.measureFrame({ ...this.roles.emptyRows(entity), times }, [
      {
        kind: "ratio",
        ...(wantsAmount ? column : {}),
        rows: { ...rows, times },
        minus: { ...minus, times },
        label: `${left.mention.label} to ${right.mention.label}`,
      },
    ]);
  }

  /** "of the customers who deposited in August, … deposited again in September": the first clause says of whom, the rest what. */
  private ownerShare({ mention }: Act): Interpretation | undefined {
    const entity = mention.entity ?? "";
    const others = this.arr.acts.map((act) => act.mention).filter((other) => other !== mention);
    const ofWhole: Mention[] = [mention];
    const ofPart: Mention[] = [];
    for (const [index, other] of others.entries()) {
      const inClause = index === 0 && (other.before.relative || (other.entity === entity && other.happening)) && others.length > 1;
      (inClause ? ofWhole : ofPart).push(other);
    }
    const skip = new Set(ofPart);
    const wholeRows = this.base(entity, [], skip);
    const part = this.relations.owned(this.roles.emptyRows(entity), ofPart);
    const after = mention.values.flatMap((value) => condsOf(value, entity, undefined));
    const before = mention.before.values.flatMap((value) => condsOf(value, entity, undefined));
    const noPart = part.relations.length === 0 && after.length === 0 && part.where.length === 0;
    const where = noPart ? before : [...after, ...part.where];
    if (noPart && before.length === 0) return undefined;
    const rest = wholeRows.where.filter((cond) => !where.some((other) => JSON.stringify(other) === JSON.stringify(cond)));
    const times = part.times.length > 0 && wholeRows.times.length === 0 ? part.times : wholeRows.times;
    const rows = { ...wholeRows, where: rest, times };
    return this.measureFrame(rows, [
      { kind: part.relations.length > 0 ? "relationShare" : "share", where, relations: part.relations, label: `share of ${rows.noun}` },
    ]);
  }

  private eventShare(whole: Act): Interpretation | undefined {
    const { mention } = whole;
    const entity = mention.entity ?? "";
    const owner = this.roles.owner(entity);
    const ofPart = this.arr.acts
      .filter((act) => act !== whole && (act.mention.entity === owner || act.mention.entity === entity))
      .map((act) => act.mention);
    const part = ofPart.flatMap((other) => this.roles.rowsOf(other).where);
    const after = mention.values.flatMap((value) => condsOf(value, entity, owner));
    const stray = this.arr.columns.flatMap((column) => column.values.flatMap((value) => condsOf(value, entity, owner)));
    const before = mention.before.values.flatMap((value) => condsOf(value, entity, owner));
    const later = [...after, ...part, ...stray];
    const where = merged(later.length > 0 ? later : before);
    if (where.length === 0) return this.noPart(whole);
    const rows = this.base(entity, [], new Set(ofPart));
    const whole2 = rows.where.find((cond) =>
      where.some(
        (part2) =>
          part2.entity === cond.entity && part2.column === cond.column && JSON.stringify(part2.values) !== JSON.stringify(cond.values),
      ),
    );
    const isRatio = this.reading.chunks.some(({ text }) => /\bratio\b/i.test(text));
    if (whole2 && isRatio) {
      const rest = rows.where.filter((cond) => cond !== whole2);
      return this.measureFrame({ ...rows, where: rest }, [
        {
          kind: "ratio",
          ...(whole.amount && whole.summed ? whole.amount : {}),
          rows: { ...rows, times: [], where: [...rest, ...where] },
          minus: { ...rows, times: [], where: [...rest, without(whole2, where)] },
          label: `ratio of ${where.map(({ label }) => label).join(" ")} to ${whole2.label} ${rows.noun}`,
        },
      ]);
    }
    const same = (a: Cond) => where.some((b) => a.entity === b.entity && a.column === b.column);
    const times = rows.times.length > 0 ? rows.times : ofPart.flatMap((other) => other.times);
    const column = whole.amount && whole.summed ? whole.amount : undefined;
    return this.measureFrame({ ...rows, times, where: rows.where.filter((cond) => !same(cond)) }, [
      { kind: "share", ...column, where, label: `share of ${rows.noun}` },
    ]);
  }

  /** "the deposit share by method": of all, what each group has. */
  private noPart(whole: Act): Interpretation | undefined {
    const rows = this.base(whole.mention.entity ?? "");
    const groups = this.groups(rows.entity);
    if (groups.length === 0) return undefined;
    return {
      frame: { ...NO_FRAME, ask: "measure", rows, groups, measures: [this.measureOf(whole), { kind: "share", where: [], label: "share" }] },
    };
  }

  // ---- rankings --------------------------------------------------------------------------------------------------------------

  private ranked(): Interpretation | undefined {
    const by = this.superlative;
    if (!by) return undefined;
    if (by.before.first || by.before.last) {
      if (!by.before.superlative && !this.isEdge(by)) return undefined;
    }
    const head = this.head;
    if (!head) return undefined;
    if (this.reading.change !== undefined && this.twoTimes()) return this.rankedChange(head, by);
    const each = this.arr.groups;
    if (this.isRowRanking(head, by)) return this.rankedRows(by);
    const target = this.rankTarget(head, by);
    if (!target) return undefined;
    const { group, entity, measure, rows, extra } = target;
    if (!measure) return { open: "measure" };
    const perGroups = each
      .flatMap(({ mention }) => groupOf(mention, entity, this.roles) ?? [])
      .filter((other) => JSON.stringify(other) !== JSON.stringify(group));
    void extra;
    const n = this.rankSize(head, by);
    const direction = by.before.superlative?.direction ?? (by.before.first ? "asc" : "desc");
    const rank: Rank = { n, direction, by: { measure: 0 }, ...(perGroups.length > 0 ? { per: perGroups } : {}) };
    return { frame: { ...NO_FRAME, ask: "measure", rows, measures: [measure], groups: [...perGroups, group], rank } };
  }

  /** "first deposit", "last 5 withdrawals" rank by time; "first deposit in October" of a customer is something that is said of him. */
  private isEdge(mention: Mention): boolean {
    if (mention !== this.arr.rest[0] && mention.before.ask === undefined && !this.reading.asks.includes("when"))
      return mention.before.last === true || this.owners.some(({ mention: other }) => other === mention);
    return this.reading.asks[0] !== "howMany";
  }

  private rankSize(head: Mention, by: Mention): number {
    const given = by.before.number ?? head.before.number ?? this.arr.rest.map(({ before }) => before.number).find((n) => n !== undefined);
    if (given !== undefined) return given;
    const isTop = this.reading.chunks.some(({ tag, text }) => tag === "superlative" && /^(top|bottom)$/i.test(text));
    const asks = this.reading.asks[0];
    const plural = head.plural || (head.kind === "grain" && head.plural);
    if (this.arr.groups.length > 0 && !(isTop && plural)) return 1;
    if (plural) return 10;
    return isTop && asks === undefined && head.kind !== "actor" ? 10 : 1;
  }

  /** Whether single rows are asked for: "the 20 largest withdrawals", "the most recent transaction of each customer". */
  private isRowRanking(head: Mention, by: Mention): boolean {
    const { superlative, first, last } = by.before;
    if (by.kind !== "rows" && by.kind !== "column" && by.kind !== "verb") return false;
    const timed = superlative?.of === "time" || first === true || last === true;
    const act = this.arr.acts.find(({ mention }) => mention === by);
    if (!act || by.before.ask === "howMany" || by.before.count || by.counted) return false;
    if (timed) return by === head || this.isEvent(by) || this.owners.some(({ mention }) => mention === by);
    if (!this.isEvent(by) || by.kind !== "rows") return false;
    const subject = this.arr.rest.find(
      (mention) =>
        mention !== by &&
        mention.at < by.at &&
        (mention.kind === "column" ||
          mention.kind === "grain" ||
          (mention.kind === "rows" && !this.isEvent(mention)) ||
          mention.kind === "actor"),
    );
    if (subject) return false;
    if (act.amount && act.summed && !this.isSingle(by))
      return superlative?.of === "amount" || this.roles.isMoney(act.amount.entity, act.amount.column) ? this.columnAmount(act) : false;
    return superlative?.of === "amount" || superlative?.of === "either" || this.isSingle(by);
  }

  private columnAmount(act: Act): boolean {
    return !this.reading.chunks.some((chunk) => chunk.tag === "data" && chunk.senses.some(({ kind }) => kind === "measure") && act.summed);
  }

  private isSingle(mention: Mention): boolean {
    return this.reading.chunks.slice(Math.max(0, mention.at - 3), mention.at).some(({ text }) => /^(single|individual)$/i.test(text));
  }

  private rankedRows(by: Mention): Interpretation {
    const entity = by.entity ?? "";
    const { superlative, number } = by.before;
    const timed = superlative?.of === "time" || by.before.first === true || by.before.last === true;
    const rows = this.base(entity);
    const direction = superlative?.direction ?? (by.before.first ? "asc" : "desc");
    const amount = this.roles.amount(entity)?.name;
    const groups = this.arr.groups.flatMap(({ mention }) => groupOf(mention, entity, this.roles) ?? []);
    const grain = groups.length > 0 && !timed && amount !== undefined && number === undefined;
    if (grain)
      return {
        frame: {
          ...NO_FRAME,
          ask: "measure",
          rows,
          groups,
          measures: [
            {
              kind: direction === "desc" ? "max" : "min",
              entity,
              column: amount,
              label: `${direction === "desc" ? "largest" : "smallest"} ${singular(rows.noun)}`,
            },
          ],
        },
      };
    const n = number ?? (by.plural ? 10 : 1);
    const rank: Rank = {
      n,
      direction,
      by: timed || amount === undefined ? "time" : { column: amount },
      ...(groups.length > 0 ? { per: groups } : {}),
    };
    const columns = this.askedColumns(entity);
    return { frame: { ...NO_FRAME, ask: "rows", rows, rank, columns, withOwner: true } };
  }

  /** What is ranked, and by which figure. */
  private rankTarget(
    head: Mention,
    by: Mention,
  ): { group: Group; entity: string; measure: MeasureAsk | undefined; rows: RowSet; extra: Cond[] } | undefined {
    const subject = this.rankSubject(head, by);
    if (!subject) return undefined;
    const [catalog] = this.arr.measures;
    if (catalog) {
      const { ask, entity, extra } = this.catalogMeasure(catalog);
      const group = this.subjectGroup(subject, entity);
      return group && { group, entity, measure: ask, rows: wholeOf(this.base(entity, extra, new Set([subject])), ask), extra };
    }
    if (subject.kind === "actor") {
      const entity = subject.entity ?? "";
      const act = this.arr.acts.find(({ mention }) => mention === subject);
      const column = act?.amount ?? this.amountOf(entity);
      const counted = this.arr.acts.some(({ mention }) => mention.before.count) || subject.before.superlative?.of === "count";
      return {
        group: { kind: "entity", entity: this.roles.owner(entity) ?? entity },
        entity,
        measure: column && !counted ? { kind: "sum", ...column, label: `${subject.label} volume` } : { kind: "count", label: "count" },
        rows: this.base(entity),
        extra: [],
      };
    }
    const act =
      this.arr.acts.find(({ mention }) => mention !== subject && this.isEvent(mention)) ??
      this.arr.acts.find(({ mention }) => mention !== subject && (mention !== head || subject !== head));
    const distinct = this.arr.columns.find((column) => column !== subject && (column.before.distinct || column.before.superlative));
    if (distinct) {
      const column = distinct.columns.find(({ entity: each }) => act === undefined || each === act.mention.entity) ?? distinct.columns[0];
      const entity = act?.mention.entity ?? column?.entity ?? "";
      const group = column && this.subjectGroup(subject, entity);
      if (column && group)
        return {
          group,
          entity,
          measure: { kind: "distinct", entity: column.entity, column: column.column, label: `number of different ${column.label}` },
          rows: this.base(entity, [], this.isOwnerMention(subject) ? new Set() : new Set([subject])),
          extra: [],
        };
    }
    if (!act) return this.bareRank(subject);
    const entity = act.mention.entity ?? "";
    const group = this.subjectGroup(subject, entity);
    if (!group) return undefined;
    const asVerb =
      act.mention.kind === "verb" && !act.mention.counted && !act.mention.before.count && act.mention.before.superlative === undefined;
    const often =
      this.reading.chunks.some(({ tag, text }) => tag === "superlative" && /often|frequent|common|active|popular|busiest/i.test(text)) ||
      subject.before.superlative?.of === "count" ||
      this.reading.flags.has("those") === undefined;
    const column = this.amountOf(entity);
    const sum = asVerb && !often && column && subject.kind === "rows";
    const measure: MeasureAsk = sum
      ? { kind: "sum", ...column, label: `${act.mention.label} volume` }
      : this.measureOf(act, act.mention.before.ask === "howMany" ? "howMany" : undefined);
    const skip = this.isOwnerMention(subject) ? new Set<Mention>() : new Set([subject]);
    return { group, entity, measure, rows: this.base(entity, [], skip), extra: [] };
  }

  private isOwnerMention({ kind, entity = "" }: Mention): boolean {
    return kind === "rows" && this.roles.owner(entity) === undefined;
  }

  private rankSubject(head: Mention, by: Mention): Mention | undefined {
    const leads = by.before.superlative !== undefined && by.at <= head.at && !by.before.distinct;
    if (leads && (by.kind === "column" || by.kind === "grain" || by.kind === "actor" || this.isOwnerMention(by)) && !this.numberColumn(by))
      return by;
    if (head.kind === "column" || head.kind === "grain" || head.kind === "actor") return head;
    if (head.kind === "rows" && this.isOwnerMention(head))
      return this.arr.columns.find(({ before }) => before.ask !== undefined && !before.distinct && !before.superlative) ?? head;
    if (this.reading.asks.includes("who")) return this.impliedOwner();
    const subject = this.arr.rest.find(
      (mention) =>
        mention.kind === "column" ||
        mention.kind === "actor" ||
        this.isOwnerMention(mention) ||
        (mention.kind === "grain" && mention.before.ask !== undefined),
    );
    return subject ?? this.impliedOwner();
  }

  /** "Who deposited the most?": the owner of what was done. */
  private impliedOwner(): Mention | undefined {
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

  private subjectGroup(subject: Mention, entity: string): Group | undefined {
    if (subject.kind === "actor") return { kind: "entity", entity: this.roles.owner(entity) ?? entity };
    return groupOf(subject, entity, this.roles);
  }

  /** "the least used payment method": by how many rows there are. */
  private bareRank(
    subject: Mention,
  ): { group: Group; entity: string; measure: MeasureAsk | undefined; rows: RowSet; extra: Cond[] } | undefined {
    if (subject.kind !== "column") {
      const entity = subject.entity ?? "";
      return { group: { kind: "entity", entity }, entity, measure: undefined, rows: this.base(entity), extra: [] };
    }
    const [column] = subject.columns;
    if (!column) return undefined;
    const group = groupOf(subject, column.entity, this.roles);
    return (
      group && {
        group,
        entity: column.entity,
        measure: { kind: "count", label: `number of ${this.roles.entity(column.entity).label.many}` },
        rows: this.base(column.entity),
        extra: [],
      }
    );
  }

  // ---- comparisons of periods ------------------------------------------------------------------------------------------------

  private allTimes(): TimeSpec[] {
    return dedupe([...this.reading.leading, ...this.reading.mentions.flatMap(({ times }) => times)]);
  }

  private twoTimes(): { before: TimeSpec; after: TimeSpec } | undefined {
    const times = this.allTimes();
    const pair = times.length === 2 ? times : times.length === 1 && times[0]?.ends ? times[0].ends : undefined;
    if (!pair) return undefined;
    const [a, b] = pair as readonly [TimeSpec, TimeSpec];
    return (a.from?.at ?? "") <= (b.from?.at ?? "") ? { before: a, after: b } : { before: b, after: a };
  }

  private comparison(rows: RowSet): { compare: Comparison; rows: RowSet } | undefined {
    const { flags, change } = this.reading;
    if (!flags.has("versus") && change === undefined && !flags.has("growth")) return undefined;
    const pair = this.twoTimes() ?? (change !== undefined || flags.has("growth") ? this.withPrevious() : undefined);
    if (!pair) return undefined;
    const grouped = this.arr.columns.length > 0 && this.reading.asks.some((ask) => ask === "which");
    const mode = change === "up" && grouped ? "rose" : change === "down" && grouped ? "fell" : flags.has("growth") ? "percent" : "side";
    const withoutTimes = {
      ...rows,
      times: rows.times.filter((time) => !sameTime(time, pair.before) && !sameTime(time, pair.after) && time.ends === undefined),
    };
    return { compare: { mode, ...pair }, rows: withoutTimes };
  }

  /** "the month-on-month change in October": with the period before. */
  private withPrevious(): { before: TimeSpec; after: TimeSpec } | undefined {
    const [after, ...more] = this.allTimes();
    if (
      !after?.previous ||
      more.length > 0 ||
      this.arr.groups.some(({ mention }) => mention.kind === "grain" && this.reading.flags.has("growth") === false)
    )
      return undefined;
    const { from, to, label } = after.previous;
    return { before: { kind: "whole", from, to, label, ...(after.unit ? { unit: after.unit } : {}) }, after };
  }

  private rankedChange(head: Mention, by: Mention): Interpretation | undefined {
    const pair = this.twoTimes();
    const target = this.rankTarget(head, by);
    if (!pair || !target?.measure) return undefined;
    const measure = target.measure;
    const rows = { ...target.rows, times: [] };
    const direction = this.reading.change === "down" ? "asc" : (by.before.superlative?.direction ?? "desc");
    const percent = this.reading.chunks.some(({ tag, text }) => tag === "share" && /perc|pct|rate/i.test(text));
    return {
      frame: {
        ...NO_FRAME,
        ask: "measure",
        rows,
        measures: [measure],
        groups: [target.group],
        compare: { mode: percent ? "percent" : "difference", ...pair, both: this.reading.flags.has("both") },
        rank: { n: this.rankSize(head, by), direction, by: { measure: 0 } },
      },
    };
  }

  // ---- counts ----------------------------------------------------------------------------------------------------------------

  private counted(): Interpretation | undefined {
    const mention = this.arr.rest.find(({ before, counted }) => before.ask === "howMany" || before.count || counted);
    if (!mention || mention.kind === "measure" || mention.kind === "elapsed") return undefined;
    if (mention.kind === "column") return this.countedColumn(mention);
    if (mention.kind === "grain") return this.countedGrain(mention);
    if (this.arr.columns.some((column) => column.before.ask === "which" && column !== mention)) return undefined;
    const total = this.events.find(
      (act) => act.amount && act.summed && act.mention.comparisons.length === 0 && act.mention.before.comparison === undefined,
    );
    if (total && !this.isEvent(mention)) return this.actFigure(total);
    if (mention.kind === "actor" || !this.isEvent(mention)) return this.countedOwners(mention);
    return this.countedEvents(mention);
  }

  private countedColumn(mention: Mention): Interpretation | undefined {
    if (mention.counted && !mention.before.distinct) return this.listedValues(mention);
    const event = this.events.find(({ mention: other }) =>
      mention.columns.some(({ entity }) => entity === other.entity || entity === this.roles.owner(other.entity ?? "")),
    );
    const column = this.roles.columnFor(mention, event?.mention.entity ?? this.owners[0]?.mention.entity) ?? mention.columns[0];
    if (!column) return undefined;
    const entity = event?.mention.entity ?? column.entity;
    return this.measureFrame(this.base(entity), [
      { kind: "distinct", entity: column.entity, column: column.column, label: `number of different ${column.label}` },
    ]);
  }

  private countedGrain(mention: Mention): Interpretation | undefined {
    const entity = this.events[0]?.mention.entity;
    if (entity === undefined || mention.grain === undefined) return undefined;
    return this.measureFrame(this.base(entity), [{ kind: "distinct", grain: mention.grain, label: `number of ${mention.label}` }]);
  }

  private countedOwners(mention: Mention): Interpretation | undefined {
    const owner = mention.kind === "actor" ? (this.roles.owner(mention.entity ?? "") ?? "") : (mention.entity ?? "");
    const event = this.events.find(({ mention: other }) => other.entity !== undefined);
    const groups = this.arr.groups;
    const ofEvent = event !== undefined && groups.some(({ mention: group }) => this.needsEvent(group, event.mention.entity ?? "", owner));
    if (ofEvent && event) {
      const entity = event.mention.entity ?? "";
      return this.measureFrame(this.base(entity), [
        { kind: "distinct", entity: owner, column: this.roles.entity(owner).key, label: `number of ${mention.label}` },
      ]);
    }
    return this.measureFrame(this.base(owner), [{ kind: "count", label: `number of ${mention.label}` }]);
  }

  /** Whether a group is of what was done, rather than of who did it. */
  private needsEvent(group: Mention, event: string, owner: string): boolean {
    if (group.kind === "grain") return !this.owners.some(({ mention }) => mention.happening);
    const column = this.roles.columnFor(group, owner);
    return column?.entity !== owner && this.roles.columnFor(group, event) !== undefined;
  }

  private countedEvents(mention: Mention): Interpretation | undefined {
    const entity = mention.entity ?? "";
    const fn = this.aggregate();
    const frame = this.measureFrame(this.base(entity), this.measuresBeside({ kind: "count", label: `number of ${mention.label}` }));
    return fn && "frame" in frame ? this.averaged(frame.frame, fn) : frame;
  }

  /** "count and volume", "how many and what were they worth": more than one figure of the same rows. */
  private measuresBeside(first: MeasureAsk): MeasureAsk[] {
    const measures = [first];
    for (const act of this.events) {
      const other = act.amount && act.summed ? ({ kind: "sum", ...act.amount, label: `${act.mention.label} volume` } as const) : undefined;
      if (other && first.kind === "count" && (act.mention.counted || act.mention.before.count || act.mention.before.ask === "howMany"))
        measures.push(other);
    }
    for (const mention of [...this.arr.measures, ...this.arr.columns]) {
      const number = this.looseNumber(mention);
      if (number && !measures.some(({ kind }) => kind === number.kind)) measures.push(number);
    }
    const worth = this.reading.chunks.some(({ text }) => /^(worth)$/i.test(text));
    const entity = this.events[0]?.mention.entity ?? "";
    const amount = this.amountOf(entity);
    if (worth && amount && measures.length === 1 && first.kind === "count") measures.push({ kind: "sum", ...amount, label: "volume" });
    return measures;
  }

  private looseNumber(mention: Mention): MeasureAsk | undefined {
    if (mention.before.comparison || mention.comparisons.length > 0) return undefined;
    if (mention.kind === "measure" && mention.measure && mention.measure.kind === "aggregate" && mention.measure.column !== undefined)
      return {
        kind: mention.measure.aggregate === "distinct" ? "distinct" : (mention.measure.aggregate as Aggregate),
        entity: mention.measure.entity,
        column: mention.measure.column,
        label: mention.label,
      };
    const column = mention.columns.find(({ entity, column: name }) => this.roles.isMoney(entity, name));
    return column
      ? {
          kind: isNumberFn(mention.before.aggregate) ? mention.before.aggregate : "sum",
          entity: column.entity,
          column: column.column,
          label: column.label,
        }
      : undefined;
  }

  // ---- other figures ---------------------------------------------------------------------------------------------------------

  private measured(): Interpretation | undefined {
    const head = this.head;
    const asksWhich =
      head?.before.ask === "which" || head?.before.ask === "who" || (head?.kind === "column" && this.reading.asks.length === 0);
    const listed = head !== undefined && asksWhich && (head.kind === "column" || head.kind === "grain" || this.isOwnerMention(head));
    if (listed && !this.numberColumn(head)) return undefined;
    const [catalog] = this.arr.measures;
    if (catalog) return this.catalogFigure(catalog);
    const act = this.arr.acts.find((each) => this.isFigure(each));
    if (act) return this.actFigure(act);
    const column = this.arr.columns.find((mention) => this.numberColumn(mention));
    if (column) return this.columnFigure(column);
    return undefined;
  }

  private numberColumn(mention: Mention): boolean {
    return (
      mention.kind === "column" &&
      mention.columns.some(({ entity, column }) => this.roles.isNumber(entity, column) && !this.roles.isKey(entity, column))
    );
  }

  private isFigure({ mention, amount }: Act): boolean {
    const { before } = mention;
    if (!this.isEvent(mention) && !isNumberFn(before.aggregate))
      return this.isGroupedCount(mention) && !this.reading.asks.includes("howMuch");
    return (
      amount !== undefined ||
      isNumberFn(before.aggregate) ||
      before.aggregate === "sum" ||
      before.ask === "howMuch" ||
      this.isGroupedCount(mention) ||
      this.hasFlag("running", "growth", "trend") ||
      this.comparesTimes()
    );
  }

  /** "failed logins by country": a thing and a group are a count. */
  private isGroupedCount(mention: Mention): boolean {
    return (
      mention.kind !== "verb" &&
      (this.arr.groups.length > 0 || this.comparesTimes() || (this.reading.flags.has("versus") && this.isEvent(mention)))
    );
  }

  private comparesTimes(): boolean {
    return (
      (this.reading.flags.has("versus") || this.reading.change !== undefined || this.reading.flags.has("growth")) &&
      (this.twoTimes() !== undefined || this.allTimes().length === 1)
    );
  }

  private hasFlag(...flags: readonly ("running" | "growth" | "trend")[]): boolean {
    return flags.some((flag) => this.reading.flags.has(flag));
  }

  private catalogFigure(mention: Mention): Interpretation | undefined {
    const { ask, entity, extra } = this.catalogMeasure(mention);
    const skip =
      ask.kind === "difference"
        ? new Set(this.events.filter((act) => act.mention.where.length > 0).map((act) => act.mention))
        : new Set<Mention>();
    const rows = wholeOf(this.base(entity, extra, skip), ask);
    const measures = ask.kind === "sum" ? this.withCount(ask) : [ask];
    const frame = this.measureFrame(rows, measures);
    return "frame" in frame ? this.perUnit(frame.frame, mention) : frame;
  }

  private withCount(ask: MeasureAsk): MeasureAsk[] {
    const counted =
      this.reading.flags.has("counted") ||
      this.events.some(({ mention }) => mention.counted || mention.before.count || mention.before.ask === "howMany") ||
      this.arr.rest.some(({ before }) => before.count);
    const owners = this.owners.find(({ mention }) => mention.before.ask === "howMany" || mention.before.count || mention.before.distinct);
    const owner = owners?.mention.entity;
    if (owner !== undefined)
      return [ask, { kind: "distinct", entity: owner, column: this.roles.entity(owner).key, label: `number of ${owners?.mention.label}` }];
    return counted ? [{ kind: "count", label: "count" }, ask] : [ask];
  }

  private actFigure(act: Act): Interpretation {
    const { mention } = act;
    const entity = mention.entity ?? "";
    const rows = this.base(entity);
    const groups = this.groups(entity);
    const grouped = groups.length > 0 && !isNumberFn(mention.before.aggregate) && mention.before.ask !== "howMuch" && !act.amount;
    const first: MeasureAsk =
      grouped && mention.before.aggregate !== "sum" && mention.kind !== "actor"
        ? { kind: "count", label: `number of ${mention.label}` }
        : this.measureOf(act);
    const measures = first.kind === "sum" ? this.withCount(first) : first.kind === "count" ? this.measuresBeside(first) : [first];
    const frame = this.measureFrame(rows, measures);
    return "frame" in frame ? this.perUnit(frame.frame, mention) : frame;
  }

  private columnFigure(mention: Mention): Interpretation | undefined {
    const wanted = this.events[0]?.mention.entity;
    const column = mention.columns.find(
      ({ entity, column: name }) => this.roles.isNumber(entity, name) && (wanted === undefined || wanted === entity),
    );
    if (!column) return undefined;
    const fn = isNumberFn(mention.before.aggregate) ? mention.before.aggregate : this.aggregate();
    const money = this.roles.isMoney(column.entity, column.column);
    const isDetail = this.base(column.entity).where.some(
      (cond) => this.roles.isKey(cond.entity, cond.column) && cond.entity === column.entity,
    );
    if (isDetail) return undefined;
    const kind = fn ?? (money ? "sum" : "avg");
    const frame = this.measureFrame(this.base(column.entity), [
      { kind, entity: column.entity, column: column.column, label: column.label },
    ]);
    return "frame" in frame ? this.perUnit(frame.frame, mention) : frame;
  }

  /** "average daily volume", "median number of trades per customer": an aggregate over what each day or customer has. */
  private perUnit(frame: Frame, mention: Mention): Interpretation {
    const fn = isNumberFn(mention.before.aggregate) ? mention.before.aggregate : this.aggregate();
    return fn ? this.averaged(frame, fn) : { frame };
  }

  private averaged(frame: Frame, fn: Aggregate): Interpretation {
    const each = this.arr.groups
      .map(({ mention }) => mention)
      .filter(
        ({ kind, grain }) => kind === "rows" || kind === "actor" || (kind === "grain" && grain !== "hourOfDay" && grain !== "weekday"),
      );
    const [measure] = frame.measures;
    if (!measure) return { frame };
    const verbal = this.arr.groups.length === 0 ? this.eachOwner(frame) : undefined;
    const unit =
      each.find(({ kind }) => kind === "rows" || kind === "actor") ??
      (measure.kind === "count" || measure.kind === "sum" || measure.kind === "avg" || measure.kind === "median" ? each[0] : undefined);
    const per = unit ? groupOf(unit, frame.rows.entity, this.roles) : verbal;
    if (!per) return { frame };
    const inner: MeasureAsk =
      measure.kind === fn && measure.column !== undefined && this.isCountAsked()
        ? { kind: "count", label: measure.label }
        : measure.kind === fn && measure.column !== undefined
          ? { ...measure, kind: "sum" }
          : measure;
    const groups = frame.groups.filter((group) => JSON.stringify(group) !== JSON.stringify(per));
    const isSeries = per.kind === "grain" && !this.isDailyAverage(measure, fn);
    if (isSeries) return { frame };
    const [time] = frame.rows.times;
    const divisor = per.kind === "grain" && fn === "avg" && time?.span && time.span.unit === per.grain ? { divisor: time.span.n } : {};
    return { frame: { ...frame, measures: [inner], groups, outer: { fn, per, ...divisor } } };
  }

  /** Whether "average … per day" is one figure: of counts and totals it is, "average deposit per month" is a series. */
  private isDailyAverage(measure: MeasureAsk, fn: Aggregate): boolean {
    if (measure.kind === fn)
      return (
        this.reading.chunks.some(
          (chunk, index) =>
            chunk.tag === "grain" && /ly$/i.test(chunk.text) && this.reading.chunks.slice(0, index).some(({ tag }) => tag === "aggregate"),
        ) || this.isCountAsked()
      );
    return true;
  }

  private isCountAsked(): boolean {
    return this.reading.asks.includes("howMany") || this.arr.rest.some(({ before, counted }) => before.count || counted);
  }

  /** "how many trades did each customer place on average". */
  private eachOwner({ rows }: Frame): Group | undefined {
    const owner = this.roles.owner(rows.entity);
    return owner !== undefined && this.reading.flags.has("each") && this.owners.length > 0 ? { kind: "entity", entity: owner } : undefined;
  }

  /** A frame of figures, with its groups, bounds and what is compared. */
  private measureFrame(rows: RowSet, measures: readonly MeasureAsk[]): Interpretation {
    const groups = this.groups(rows.entity);
    const compared = this.comparison(rows);
    const having = this.havings(measures);
    const bins = this.bins(rows);
    const frame: Frame = {
      ...NO_FRAME,
      ask: "measure",
      rows: compared?.rows ?? rows,
      measures,
      groups: bins ? [...groups, bins.group] : groups,
      having,
    };
    if (bins) return { frame: { ...frame, rows: bins.rows } };
    if (this.hasFlag("running"))
      return { frame: { ...frame, running: true, groups: groups.length > 0 ? groups : [{ kind: "grain", grain: "day" }] } };
    const grained = groups.some(({ kind }) => kind === "grain");
    if (this.reading.flags.has("growth") && grained && !this.twoTimesNamed()) return { frame: { ...frame, rows, growth: true } };
    if (compared)
      return {
        frame: {
          ...frame,
          compare: compared.compare,
          groups: groups.filter((group) => group.kind !== "grain" || !this.reading.flags.has("growth")),
        },
      };
    if (this.hasFlag("trend") && !grained) return { frame: { ...frame, groups: [...groups, { kind: "grain", grain: "day" }] } };
    return { frame };
  }

  private twoTimesNamed(): boolean {
    return this.allTimes().length === 2;
  }

  private havings(measures: readonly MeasureAsk[]): Having[] {
    if (this.arr.groups.length + this.arr.columns.length + this.arr.grains.length === 0) return [];
    const acts = this.events.filter((act) => this.isMeasured(act)).flatMap(({ mention }) => mention.comparisons);
    const bounds: Bound[] = [
      ...acts,
      ...this.arr.measures.flatMap(({ comparisons, before }) => [...comparisons, ...(before.comparison ? [before.comparison] : [])]),
    ];
    return measures.length === 0
      ? []
      : bounds.map(({ op, value, high }) => ({ measure: 0, op, value, ...(high === undefined ? {} : { high }) }));
  }

  /** "less than $1,000, between $1,000 and $10,000, more than $10,000": stretches of one number, each counted. */
  private bins(rows: RowSet): { group: Group; rows: RowSet } | undefined {
    const bounds = this.reading.chunks.flatMap((chunk) =>
      chunk.tag === "compare" && (chunk.comparison.unit === "money" || chunk.comparison.unit === "plain") ? [chunk.comparison] : [],
    );
    const below = bounds.filter(({ op, high }) => high === undefined && (op === "lt" || op === "lte"));
    const above = bounds.filter(({ op, high }) => high === undefined && (op === "gt" || op === "gte"));
    if (below.length === 0 || above.length === 0 || bounds.length < 2) return undefined;
    const points = [...new Set(bounds.flatMap(({ value, high }) => (high === undefined ? [value] : [value, high])))].sort((a, b) => a - b);
    const entity = this.events[0]?.mention.entity ?? rows.entity;
    const amount = this.roles.amount(entity)?.name;
    if (amount === undefined) return undefined;
    const strip = (set: RowSet): RowSet => ({
      ...set,
      where: set.where.filter(({ column }) => column !== amount),
      relations: set.relations.map((relation): Relation => ({ ...relation, rows: strip(relation.rows), test: { kind: "exists" } })),
    });
    return { group: { kind: "bins", entity, column: amount, bounds: points }, rows: strip(rows) };
  }

  // ---- lists -----------------------------------------------------------------------------------------------------------------

  private listed(): Interpretation | undefined {
    const head = this.head;
    if (!head) return undefined;
    const exceeds = this.ownersWithMore();
    if (exceeds) return exceeds;
    const banded = this.events[0]?.mention.entity;
    if (banded !== undefined && this.bins(this.base(banded)))
      return this.measureFrame(this.base(banded), [{ kind: "count", label: `number of ${this.base(banded).noun}` }]);
    const detail = this.details(head);
    if (detail) return detail;
    if (head.kind === "column" || head.kind === "grain") return this.listedValues(head);
    const named = this.events.find(({ mention }) =>
      mention.where.some(({ entity, column }) => entity === mention.entity && this.roles.isKey(entity, column)),
    );
    const subject = named?.mention ?? (this.reading.asks.includes("who") ? this.impliedOwner() : this.listSubject(head));
    if (!subject) return undefined;
    const owner = subject.kind === "actor" ? this.roles.owner(subject.entity ?? "") : subject.entity;
    if (owner === undefined) return undefined;
    const rows = this.base(owner);
    // "new sign-ups today": an event is counted, what is there is listed.
    const happens = subject.happening && this.reading.asks.length === 0;
    const compared =
      this.groups(owner).length > 0 || happens ? this.measureFrame(rows, [{ kind: "count", label: `number of ${rows.noun}` }]) : undefined;
    return (
      compared ?? this.difference(rows) ?? { frame: { ...NO_FRAME, ask: "rows", rows, columns: this.askedColumns(owner), withOwner: true } }
    );
  }

  private listSubject(head: Mention): Mention | undefined {
    if (head.kind === "verb") return this.impliedOwner() ?? head;
    if (head.kind === "rows" || head.kind === "actor") return head;
    return this.arr.acts[0]?.mention;
  }

  /** "withdrew at least 2k more than they deposited": of one customer, the one sum less the other. */
  private difference(rows: RowSet): Interpretation | undefined {
    const index = rows.relations.findIndex(({ test }) => test.kind === "sum");
    const [one, other] = [rows.relations[index], rows.relations[index + 1]];
    const exceeds = this.arr.rest.some(({ before }) => before.minus);
    if (!exceeds) return undefined;
    const pair = one && other ? [one, other] : rows.relations.length === 2 ? rows.relations : undefined;
    const [left, right] = pair ?? [];
    if (!left || !right) return undefined;
    const column = this.roles.amount(left.rows.entity)?.name;
    if (column === undefined) return undefined;
    const bound = [left.test, right.test].find((test) => test.kind === "sum" || test.kind === "count") ?? { op: "gt" as const, value: 0 };
    const times = left.rows.times.length > 0 ? left.rows.times : right.rows.times;
    const relation: Relation = {
      rows: { ...left.rows, times },
      negated: false,
      test: {
        kind: "sum",
        column,
        op: "op" in bound ? bound.op : "gt",
        value: "value" in bound ? bound.value : 0,
        minus: { ...right.rows, times },
      },
    };
    return {
      frame: {
        ...NO_FRAME,
        ask: "rows",
        rows: { ...rows, relations: [...rows.relations.filter((each) => each !== left && each !== right), relation] },
      },
    };
  }

  /** "the KYC status and risk level of customer 42": columns of one row. */
  private details(head: Mention): Interpretation | undefined {
    const named = this.arr.acts.find(({ mention }) =>
      [...mention.where, ...mention.values.flatMap(({ options }) => options.flatMap(({ conds }) => conds))].some(
        (cond) => this.roles.isKey(cond.entity, cond.column) || this.isUnique(cond),
      ),
    );
    if (!named || (this.arr.columns.length === 0 && !named.amount)) return undefined;
    const owner =
      named.amount || this.arr.columns.some((column) => column.columns.some(({ entity }) => entity === named.mention.entity))
        ? named.mention.entity
        : undefined;
    if (owner === undefined || (head.kind !== "column" && head !== named.mention)) return undefined;
    const other = this.events.find(({ mention }) => mention.entity !== named.mention.entity);
    if (other) return undefined;
    const amounts = this.arr.acts.flatMap(({ amount }) => amount ?? []);
    return { frame: { ...NO_FRAME, ask: "columns", rows: this.base(owner), columns: [...this.askedColumns(owner), ...amounts] } };
  }

  private isUnique({ entity, column }: Cond): boolean {
    return this.roles.column(entity, column)?.format === "email";
  }

  private askedColumns(entity: string): { entity: string; column: string }[] {
    const asked = [...this.arr.columns, ...this.arr.grains].filter(({ before }) => !before.comparison);
    return asked.flatMap((mention) => {
      const column = this.roles.columnFor(mention, entity);
      return column ? [{ entity: column.entity, column: column.column }] : [];
    });
  }

  /** "in which currencies", "which IP addresses saw three or more failed logins". */
  private listedValues(head: Mention): Interpretation | undefined {
    const event = this.events.find(({ mention }) => this.groupFor(head, mention.entity ?? "") !== undefined);
    const owner = this.owners.find(({ mention }) => this.groupFor(head, mention.entity ?? "") !== undefined);
    const ownerHasIt = owner !== undefined && this.roles.columnFor(head, owner.mention.entity)?.entity === owner.mention.entity;
    const entity = event?.mention.entity ?? owner?.mention.entity ?? head.columns[0]?.entity;
    if (entity === undefined) return undefined;
    const act = event ?? owner;
    if (!event && ownerHasIt) void act;
    const group = this.groupFor(head, entity);
    if (!group) return undefined;
    const count = this.more(group, entity) ?? this.countBound(head, entity, group);
    if (count) return count;
    const negatedAct = this.arr.acts.find(({ mention }) => mention.before.negated);
    if (negatedAct && group.kind === "column") return this.valuesWithout(group, negatedAct);
    const [catalog] = this.arr.measures;
    const measure = catalog ? this.catalogMeasure(catalog) : undefined;
    const rows = this.base(measure?.entity ?? entity, measure?.extra);
    const figure = measure?.ask ?? (act ? this.measureOf(act) : undefined) ?? { kind: "count" as const, label: `number of ${rows.noun}` };
    const having = this.havings([figure]);
    const others = this.arr.columns
      .filter((column) => column !== head && column.columns.some((each) => each.entity === entity))
      .flatMap((column) => groupOf(column, entity, this.roles) ?? []);
    const compared = this.comparison(rows);
    const base: Frame = {
      ...NO_FRAME,
      ask: having.length > 0 || catalog ? "measure" : "values",
      rows: compared?.rows ?? rows,
      groups: [group, ...others, ...this.groups(rows.entity)],
      measures: [figure],
      having,
    };
    return { frame: compared ? { ...base, ask: "measure", compare: compared.compare } : base };
  }

  private groupFor(head: Mention, entity: string): Group | undefined {
    return entity === "" ? undefined : groupOf(head, entity, this.roles);
  }

  /** "more withdrawals than deposits": of each, the number of the one less that of the other. */
  private more(group: Group, entity: string): Interpretation | undefined {
    const [left, right] = this.events.filter(({ mention }) => mention.entity === entity);
    if (!this.reading.flags.has("more") || !left || !right || this.twoTimes()) return undefined;
    const rows = this.base(entity, [], new Set([right.mention]));
    const minus = this.base(entity, [], new Set([left.mention]));
    const times = rows.times.length > 0 ? rows.times : minus.times;
    const amount = left.amount ?? right.amount;
    const op = this.reading.change === "down" ? "lt" : "gt";
    const measure: MeasureAsk = {
      kind: "difference",
      ...amount,
      rows: { ...rows, times: [] },
      minus: { ...minus, times: [] },
      label: `${left.mention.label} less ${right.mention.label}`,
    };
    return {
      frame: {
        ...NO_FRAME,
        ask: "measure",
        rows: { ...this.roles.emptyRows(entity), times },
        groups: [group],
        measures: [measure],
        having: [{ measure: 0, op, value: 0 }],
      },
    };
  }

  /** "Which customers made more withdrawals than deposits?" */
  private ownersWithMore(): Interpretation | undefined {
    const whose = this.owners[0]?.mention.entity;
    const acted = this.events[0]?.mention.entity;
    return whose === undefined || acted === undefined ? undefined : this.more({ kind: "entity", entity: whose }, acted);
  }

  /** "more than 100 customers", "three or more failed logins", "used by more than one customer". */
  private countBound(head: Mention, entity: string, group: Group): Interpretation | undefined {
    const act = this.arr.acts.find(
      ({ mention }) => mention.before.comparison !== undefined || (mention.before.number !== undefined && mention !== head),
    );
    if (!act) return undefined;
    const { comparison, number } = act.mention.before;
    const bound = comparison ?? { op: "gte" as const, value: number ?? 0, unit: "plain" as const };
    const ofOwner = this.isOwner(act) && this.roles.owner(entity) === act.mention.entity;
    const amount = bound.unit === "money" ? this.amountOf(act.mention.entity ?? "") : undefined;
    const owner = act.mention.entity ?? "";
    const measure: MeasureAsk = ofOwner
      ? { kind: "distinct", entity: owner, column: this.roles.entity(owner).key, label: `number of ${act.mention.label}` }
      : amount
        ? { kind: "sum", ...amount, label: `${act.mention.label} volume` }
        : { kind: "count", label: `number of ${act.mention.label}` };
    const base = ofOwner ? entity : (act.mention.entity ?? entity);
    return {
      frame: {
        ...NO_FRAME,
        ask: "measure",
        rows: this.base(base),
        groups: [group],
        measures: [measure],
        having: [{ measure: 0, op: bound.op, value: bound.value, ...(bound.high === undefined ? {} : { high: bound.high }) }],
      },
    };
  }

  /** "which countries have no politically exposed customer": values that appear, but never so. */
  private valuesWithout(group: Extract<Group, { kind: "column" }>, { mention }: Act): Interpretation {
    const part = this.roles.rowsOf(mention);
    const rows = this.roles.emptyRows(group.entity);
    return {
      frame: {
        ...NO_FRAME,
        ask: "measure",
        rows,
        groups: [group],
        measures: [{ kind: "count", rows: { ...rows, where: part.where, times: part.times }, label: `number of ${part.noun}` }],
        having: [{ measure: 0, op: "eq", value: 0 }],
      },
    };
  }
}

const FN_WORDS: Readonly<Record<Aggregate, string>> = { avg: "average", median: "median", sum: "total", max: "largest", min: "smallest" };

function isNumberFn(fn: Aggregate | undefined): fn is Exclude<Aggregate, "sum"> {
  return fn !== undefined && fn !== "sum";
}

/** "deposits fail most often, by failure rate": what the share is of is no condition of the whole. */
function wholeOf(rows: RowSet, { kind, where = [] }: MeasureAsk): RowSet {
  const isPart = (cond: Cond) =>
    where.some(
      (other) =>
        other.entity === cond.entity && other.column === cond.column && JSON.stringify(other.values) === JSON.stringify(cond.values),
    );
  return kind === "share" ? { ...rows, where: rows.where.filter((cond) => !isPart(cond)) } : rows;
}

/** A choice less the values that are named apart. */
function without(choice: Cond, parts: readonly Cond[]): Cond {
  const values = choice.values.filter((value) => !parts.some((part) => part.column === choice.column && part.values.includes(value)));
  return { ...choice, op: values.length === 1 ? "eq" : "in", values };
}

function distinctGroups(groups: readonly Group[]): Group[] {
  return groups.filter((group, index) => groups.findIndex((other) => JSON.stringify(other) === JSON.stringify(group)) === index);
}

function dedupe(times: readonly TimeSpec[]): TimeSpec[] {
  return times.filter((time, index) => times.findIndex((other) => sameTime(other, time)) === index);
}

function sameTime(a: TimeSpec, b: TimeSpec): boolean {
  return a.from?.at === b.from?.at && a.to?.at === b.to?.at;
}

function sameColumns(conds: readonly Cond[], filters: readonly { readonly column: string }[]): boolean {
  return filters.every(({ column }) => conds.some((cond) => cond.column === column));
}

export function singular(noun: string): string {
  return noun.replace(/ies$/, "y").replace(/s$/, "");
}
