import type { Chunk, Comparison } from "./chunks.ts";
import { type Cond, condOfFilter } from "./conditions.ts";
import type { RowTest } from "./frame.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import type { Before, Flag, Mention, Reading, Value } from "./mentions.ts";
import type { TimeSpec } from "./time-spec.ts";

type DataChunk = Extract<Chunk, { tag: "data" }>;
type SenseOf<K extends Sense["kind"]> = Extract<Sense, { kind: K }>;

const ABROAD =
  /\b(?:other than|different (?:from|to|than)|outside(?: of)?|not (?:in|from|the same as)|differ\w* from|away from)\b.{0,40}\b(?:country of residence|home country|own country|residence|country (?:they|he|she) lives? in|their country)\b/i;
const PLURAL = /[^s]s$/;

/** Reads chunks into mentions: which things the question names, and what it says of each. */
export class Collector {
  private readonly lexicon: Lexicon;
  private readonly chunks: readonly Chunk[];
  private readonly mentions: Mention[] = [];
  private readonly flags = new Set<Flag>();
  private readonly vague: { index: number; text: string }[] = [];
  private readonly absent: string[] = [];
  private readonly unknown: string[] = [];
  private readonly leading: TimeSpec[] = [];
  private readonly asks: NonNullable<Before["ask"]>[] = [];
  private before: Before = { values: [] };
  private change: Reading["change"];
  private order: "asc" | "desc" | undefined;
  private future = false;
  private anchored = false;
  private skipsValue = false;
  private restricted: readonly { readonly entity: string; readonly column: string }[] | undefined;
  private readonly talk: { text: string; mild: boolean }[] = [];
  private readonly parts: RowTest[] = [];
  private at = 0;

  constructor(chunks: readonly Chunk[], lexicon: Lexicon) {
    this.chunks = chunks;
    this.lexicon = lexicon;
  }

  run(): Reading {
    for (this.at = 0; this.at < this.chunks.length; this.at++) this.take(this.chunks[this.at] as Chunk);
    this.closeValues();
    this.closeRest();
    this.addDenied();
    this.dropAbroad();
    const { mentions, flags, change, vague, absent, unknown, future, leading, asks, chunks, order, talk, parts } = this;
    return {
      mentions,
      flags,
      change,
      vague,
      absent,
      unknown,
      future,
      leading,
      asks,
      chunks,
      talk,
      parts,
      ...(order === undefined ? {} : { order }),
    };
  }

  /** What the question ends with is said of the last thing: "deposited the most", "pct verified" of the only thing there is. */
  private closeRest(): void {
    const { values, superlative, share, count, ask, aggregate } = this.before;
    if (values.length > 0) this.addImplied(values);
    const last = this.mentions.findLast(({ kind }) => kind === "rows" || kind === "verb" || kind === "actor" || kind === "measure");
    if (!last) return;
    if (superlative) last.before.superlative ??= superlative;
    if (share && !this.mentions.some(({ before }) => before.share)) last.shared = true;
    if (count) (this.mentions.find(({ entity }) => this.isOwned(entity)) ?? last).counted = true;
    const bounded = this.mentions.some(({ comparisons, before }) => comparisons.length > 0 || before.comparison !== undefined);
    if (aggregate === "sum" && this.asks.length === 0 && !bounded)
      (this.mentions.find(({ entity }) => this.isOwned(entity)) ?? last).before.aggregate ??= "sum";
    if (ask === "howMany" && last.before.ask === undefined && this.mentions.length === 1) last.before.ask = ask;
    if (aggregate && aggregate !== "sum" && this.mentions.length === 1) last.before.aggregate ??= aggregate;
  }

  /** "from a country other than their country of residence": the columns only say so. */
  private dropAbroad(): void {
    const text = this.chunks.map((chunk) => chunk.text).join(" ");
    if (!ABROAD.test(text)) return;
    this.flags.add("abroad");
    const kept = this.mentions.filter(
      ({ kind, columns }) =>
        kind !== "column" || !columns.some(({ entity, column }) => this.lexicon.column(entity, column)?.format?.startsWith("country")),
    );
    this.mentions.splice(0, this.mentions.length, ...kept);
    const owner = this.mentions.findLastIndex(
      ({ kind, entity, at }) => kind === "rows" && !this.isOwned(entity) && at > (this.mentions[0]?.at ?? 0),
    );
    if (owner > 0)
      this.mentions[owner] = {
        ...(this.mentions[owner] as Mention),
        before: { ...(this.mentions[owner] as Mention).before, negated: false },
      };
  }

  private isOwned(entity: string | undefined): boolean {
    return this.lexicon.catalog.relations.some(({ from }) => from.entity === entity);
  }

  /** "verified no login 30d": those who have none. */
  private addDenied(): void {
    const [first] = this.mentions;
    if (
      !first ||
      !this.isOwned(first.entity) ||
      first.before.negated !== true ||
      first.before.adjectival === true ||
      first.before.ask !== undefined ||
      first.kind === "measure"
    )
      return;
    const owner = this.lexicon.catalog.relations.find(({ from, actor }) => from.entity === first.entity && actor)?.to.entity;
    if (owner === undefined) return;
    const values = first.before.values.filter(
      ({ options }) => options.some(({ entity }) => entity === owner) && !options.some(({ entity }) => entity === first.entity),
    );
    first.before.values = first.before.values.filter((value) => !values.includes(value));
    this.mentions.unshift({
      ...first,
      kind: "rows",
      entity: owner,
      where: [],
      values,
      times: [],
      comparisons: [],
      counted: first.counted,
      plural: true,
      label: this.lexicon.entity(owner).label.many,
      before: { values: [] },
    });
  }

  /** "pct verified", "peps": values without a thing are of rows that have them. */
  private addImplied(values: readonly Value[]): void {
    const entity = values[0]?.options[0]?.entity;
    if (entity === undefined) return;
    this.addMention({ kind: "rows", entity, label: this.lexicon.entity(entity).label.many, plural: true, implied: true });
  }

  private get last(): Mention | undefined {
    return this.mentions.at(-1);
  }

  private take(chunk: Chunk): void {
    switch (chunk.tag) {
      case "ask":
        return this.takeAsk(chunk.ask);
      case "aggregate":
        if (chunk.fn === "sum") this.flags.add("total");
        this.before.aggregate = chunk.fn;
        return;
      case "count":
        if (this.last && this.isAdjacent() && this.last.kind !== "measure" && this.before.values.length === 0) this.last.counted = true;
        else this.before.count = true;
        return;
      case "distinct":
        this.before.distinct = true;
        return;
      case "share":
        return this.takeShare();
      case "moneyUnit":
        this.flags.add("money");
        return;
      case "rather":
        this.skipsValue = true;
        return;
      case "vagueTalk":
        this.talk.push({ text: chunk.text, mild: chunk.mild ?? false });
        return;
      case "apart":
      case "oneGo":
        this.flags.add(chunk.tag);
        return;
      case "part":
        this.parts.push({ kind: "part", part: chunk.part, values: chunk.values, label: chunk.text });
        return;
      case "superlative":
        this.before.superlative = { direction: chunk.direction, of: chunk.of };
        return;
      case "number":
        return this.takeNumber(chunk.value, chunk.ordinal);
      case "compare":
        return this.takeComparison(chunk.comparison);
      case "compareOp":
        this.before.minus = true;
        return;
      case "span":
        return this.takeSpan(chunk.n, chunk.unit);
      case "group":
        this.closeValues();
        // "list every deposit": all of them.
        if (chunk.each && this.chunks[this.at - 1]?.tag === "ask" && /^(?:each|every)$/i.test(chunk.text)) return;
        this.before.group = chunk.each ? "each" : "by";
        if (chunk.each) this.flags.add("each");
        return;
      case "grain":
        return this.addMention({ kind: "grain", grain: chunk.grain, adverb: chunk.adverb ?? false, label: chunk.text });
      case "elapsed":
        return this.addMention({ kind: "elapsed", elapsed: chunk.unit, label: chunk.text });
      case "negation":
        this.before.negated = !this.before.negated;
        if (/^(?:non|un)$/i.test(chunk.text)) this.before.adjectival = true;
        return;
      case "and":
        // "the number and the value of …": both figures.
        if (this.before.count && this.before.values.length === 0) {
          delete this.before.count;
          this.flags.add("counted");
        }
        this.before.link = "and";
        return;
      case "or":
      case "but":
        this.before.link = chunk.tag;
        return;
      case "comma":
        this.closeValues();
        this.before.link ??= "comma";
        return;
      case "both":
        this.before.both = true;
        this.flags.add("both");
        return;
      case "relative":
        this.closeValues();
        this.before.relative = true;
        return;
      case "preposition":
        return this.takePreposition(chunk.word);
      case "first":
      case "last":
        this.before[chunk.tag] = true;
        return;
      case "time":
        return this.takeTime(chunk.spec);
      case "change":
        this.change = this.change === undefined || this.change === "any" ? chunk.direction : this.change;
        return;
      case "more":
        if (!this.chunks.slice(this.at + 1).some(({ text }) => /^than$/i.test(text))) return;
        this.flags.add("more");
        this.change = chunk.direction;
        return;
      case "less":
        this.flags.add("less");
        this.before.minus = true;
        return;
      case "versus":
        this.flags.add("versus");
        this.before.versus = true;
        return;
      case "running":
      case "growth":
      case "trend":
      case "between":
      case "only":
        this.flags.add(chunk.tag);
        return;
      case "same":
        this.flags.add("same");
        this.before.same = true;
        return;
      case "all":
        this.before.all = true;
        return;
      case "pronoun":
        this.flags.add(chunk.word === "they" ? "they" : "those");
        return;
      case "order":
        this.order = chunk.direction;
        return;
      case "literal":
        return this.takeLiteral(chunk);
      case "future":
        this.future = true;
        return;
      case "data":
        return this.takeData(chunk);
      case "unknown":
        return this.takeUnknown(chunk);
      default:
        return;
    }
  }

  /** Whether nothing but fill stands between the last mention and this chunk. */
  private isAdjacent(): boolean {
    const last = this.last;
    if (!last) return false;
    for (let index = last.end; index < this.at; index++) {
      const tag = this.chunks[index]?.tag;
      if (tag !== "noise") return false;
    }
    return true;
  }

  private takeAsk(said: NonNullable<Before["ask"]>): void {
    const next = this.chunks[this.at + 1];
    // "What did they pay in fees?" asks for an amount.
    const amount =
      said === "which" &&
      /^what$/i.test(this.chunks[this.at]?.text ?? "") &&
      next?.tag === "noise" &&
      /^(?:did|do|have|has)\b/i.test(next.text);
    const ask = amount ? "howMuch" : said;
    // "customers which …": a relative clause, unless a group was named first ("for each country, which …").
    const named = this.mentions.some(({ before }) => before.group === undefined);
    if ((ask === "which" || ask === "who" || ask === "show") && named && this.before.link !== "comma" && this.before.link !== "and") {
      this.closeValues();
      this.before.relative = true;
      return;
    }
    if (ask === "show" && this.asks.length > 0) return;
    this.closeValues();
    this.asks.push(ask);
    if (ask !== "show" || this.before.ask === undefined) this.before.ask = ask;
  }

  /** "vip share of the volume" is a share of what follows; "deposit share" of what stands before. */
  private takeShare(): void {
    const next = this.chunks[this.at + 1];
    const ofNext =
      / of$/i.test(this.chunks[this.at]?.text ?? "") || (next?.tag === "preposition" && (next.word === "of" || next.word === "in"));
    if (this.last && this.isAdjacent() && this.last.kind === "rows" && this.before.values.length === 0 && !ofNext) this.last.shared = true;
    else this.before.share = true;
  }

  private takeNumber(value: number, ordinal: boolean): void {
    const last = this.last;
    const digits = /^\d+$/.test(this.chunks[this.at]?.text ?? "");
    if (
      last?.kind === "rows" &&
      last.end === this.at &&
      digits &&
      !ordinal &&
      Number.isInteger(value) &&
      !this.before.superlative &&
      this.isId(last)
    ) {
      const { key } = this.lexicon.entity(last.entity ?? "");
      last.where.push({ entity: last.entity ?? "", column: key, op: "eq", values: [value], label: `number ${value}` });
      return;
    }
    if (
      last?.kind === "column" &&
      last.end === this.at &&
      last.columns.some(({ entity, column }) => this.lexicon.entity(entity).key === column)
    ) {
      const column = last.columns.find(({ entity, column: name }) => this.lexicon.entity(entity).key === name);
      if (column)
        this.before.values.push(
          this.valueOf(
            [{ entity: column.entity, column: column.column, op: "eq", values: [value], label: `number ${value}` }],
            String(value),
          ),
        );
      this.mentions.pop();
      return this.closeValues(true);
    }
    if (ordinal && value === 1) this.before.first = true;
    else this.before.number = value;
  }

  /** "customer 42" is the one of that number; "customers 5" is not a way to say so. */
  private isId(mention: Mention): boolean {
    return !mention.plural && mention.before.superlative === undefined && mention.before.number === undefined;
  }

  private takeComparison(comparison: Comparison): void {
    this.before.comparison = comparison;
    // "more than $5,000 in deposits": said of what follows; anything else of what was named.
    if (!this.followedByThing(comparison)) this.closeComparison();
  }

  private followedByThing({ unit }: Comparison): boolean {
    if (unit === "times") return false;
    let seen = "";
    for (let index = this.at + 1; index < this.chunks.length; index++) {
      const chunk = this.chunks[index] as Chunk;
      if (chunk.tag === "noise" || chunk.tag === "distinct" || chunk.tag === "aggregate" || chunk.tag === "all") continue;
      if (chunk.tag === "less" || chunk.tag === "compareOp" || chunk.tag === "change") return true;
      if (
        chunk.tag === "preposition" &&
        (unit === "money" || unit === "plain") &&
        ["in", "of", "worth"].includes(chunk.word) &&
        seen === ""
      ) {
        seen = chunk.word;
        continue;
      }
      if (chunk.tag === "grain") return unit === "plain" && !chunk.adverb;
      if (chunk.tag === "moneyUnit" || (chunk.tag === "data" && unit === "money" && this.isCurrency(chunk))) continue;
      if (chunk.tag !== "data") return false;
      const adjective =
        chunk.senses.some(({ kind }) => kind === "value" || kind === "condition") && !PLURAL.test(chunk.text.toLowerCase()) && seen === "";
      if (unit === "money" && adjective) return false;
      const thing = chunk.senses.some(({ kind }) => kind === "entity" || kind === "actor" || kind === "column" || kind === "measure");
      const value = chunk.senses.some(({ kind }) => kind === "value" || kind === "condition" || kind === "country");
      if (unit === "money" && seen === "") return chunk.senses.some(({ kind }) => kind === "entity" || kind === "measure");
      return (thing || value) && (seen !== "in" || chunk.senses.some(({ kind }) => kind === "entity" || kind === "measure"));
    }
    return false;
  }

  private isCurrency(chunk: DataChunk): boolean {
    return chunk.senses.some(
      (sense) => sense.kind === "value" && this.lexicon.column(sense.cond.entity, sense.cond.column)?.format === "currency",
    );
  }

  /** A comparison without a thing behind it is of the thing before it. */
  private closeComparison(): void {
    const { comparison } = this.before;
    if (!comparison) return;
    const target = this.mentions.findLast(({ kind }) => kind !== "grain") ?? this.last;
    if (!target) return;
    delete this.before.comparison;
    target.comparisons.push(comparison);
  }

  private takeSpan(n: number, unit: string): void {
    const next = this.chunks[this.at + 1];
    if (n === 1 && unit === "day" && !(next?.tag === "preposition" && ["of", "after", "from"].includes(next.word)))
      return void this.flags.add("perDay");
    const within = this.before.preposition === "within" || this.before.preposition === "in" || this.chunks[this.at - 1]?.text === "within";
    const anchored = next?.tag === "preposition" && ["of", "after", "from"].includes(next.word);
    if (within && anchored && (unit === "minute" || unit === "hour" || unit === "day")) {
      this.before.within = { n, unit: `${unit}s` };
      this.at++;
      return;
    }
    if (within && unit === "week" && anchored) {
      this.before.within = { n: n * 7, unit: "days" };
      this.at++;
    }
  }

  private takePreposition(word: string): void {
    this.closeValues();
    if (word === "against") this.flags.add("versus");
    this.before.preposition = word;
  }

  private takeTime(spec: TimeSpec): void {
    this.closeValues();
    this.closeComparison();
    if (this.flags.has("versus") || this.change !== undefined) delete this.before.versus;
    const isBound = ({ kind, before: { all: each, comparison } }: Mention) =>
      kind === "column" && (each === true || comparison !== undefined);
    const target = this.mentions.findLast(
      (mention) =>
        mention.kind === "rows" || mention.kind === "verb" || mention.kind === "actor" || mention.kind === "measure" || isBound(mention),
    );
    const [said] = target?.times ?? [];
    if (target && said && this.before.negated && target.kind !== "measure") {
      // "in September but not in October": what was done in the one and not in the other.
      this.takeNegation();
      this.mentions.push({
        ...target,
        at: this.at,
        end: this.at + 1,
        times: [spec],
        before: { values: [], negated: true, relative: true },
      });
      return;
    }
    if (target) target.times.push(spec);
    else this.leading.push(spec);
  }

  private takeLiteral(chunk: Extract<Chunk, { tag: "literal" }>): void {
    const format = chunk.type === "ip" ? "ip" : chunk.type === "email" ? "email" : "person";
    const conds = this.lexicon.catalog.entities.flatMap(({ name, columns }) =>
      columns
        .filter((column) => column.format === format)
        .map(
          (column): Cond => ({
            entity: name,
            column: column.name,
            op: chunk.type === "ip" && chunk.value.split(".").length < 4 ? "contains" : "eq",
            values: [chunk.type === "ip" && chunk.value.split(".").length < 4 ? `${chunk.value}.` : chunk.value],
            label: chunk.value,
          }),
        ),
    );
    if (conds.length === 0) return void this.unknown.push(chunk.text);
    if (
      this.last?.kind === "column" &&
      this.last.columns.some(({ column }) => conds.some((cond) => cond.column === column)) &&
      this.last.before.ask === undefined
    )
      this.mentions.pop();
    this.before.values.push({
      options: conds.map((cond) => ({ entity: cond.entity, conds: [cond] })),
      negated: this.takeNegation(),
      text: chunk.text,
    });
    this.closeValues(true);
  }

  private takeNegation(): boolean {
    const { negated: was = false } = this.before;
    delete this.before.negated;
    return was;
  }

  private takeUnknown(chunk: Extract<Chunk, { tag: "unknown" }>): void {
    const next = this.chunks[this.at + 1];
    if (chunk.capital && next?.tag === "unknown" && next.capital) {
      this.at++;
      return this.takeLiteral({
        tag: "literal",
        type: "name",
        value: `${chunk.text} ${next.text}`,
        text: `${chunk.text} ${next.text}`,
        at: chunk.at,
      });
    }
    if (!/^[a-z]$/i.test(chunk.text)) this.unknown.push(chunk.text);
  }

  private takeData(chunk: DataChunk): void {
    const of = <K extends Sense["kind"]>(kind: K) => chunk.senses.filter((sense): sense is SenseOf<K> => sense.kind === kind);
    const things = of("entity");
    const columns = of("column");
    const became = of("verb").filter(({ happening }) => happening);
    if (became.length > 0 && /ed$/i.test(chunk.text) && this.last?.entity === became[0]?.entity) return this.addRows("verb", became, chunk);
    const next = this.chunks[this.at + 1];
    // "pay in fees" is to pay fees.
    if (/ in$/i.test(chunk.text) && next?.tag === "data" && next.senses.some(({ kind }) => kind === "entity"))
      return this.takePreposition("in");
    const talk = chunk.words.find(({ tag }) => tag === "vagueTalk");
    if (talk && columns.length === chunk.senses.length) return this.take({ ...talk, text: chunk.text, at: chunk.at });
    const values = this.valuesOf(chunk) ?? this.yesOf(columns, chunk.text);
    const [doubt] = of("vague");
    if (doubt && values && !this.fitsNext(values)) return void this.vague.push({ index: doubt.index, text: chunk.text });
    if (
      columns.length === chunk.senses.length &&
      chunk.words.some(({ tag }) => tag === "noise") &&
      !values &&
      this.before.ask !== "howMuch"
    )
      return;
    if (values && this.isValueHere(chunk, values, things.length > 0, columns.length > 0)) return this.takeValue(values, chunk);
    const [measure] = of("measure");
    if (measure && (things.length === 0 || this.before.share)) return this.addMeasure(of("measure"), chunk);
    const verbs = of("verb");
    if (verbs.length > 0 && this.isVerbHere(chunk, things.length > 0)) return this.addRows("verb", verbs, chunk);
    const actors = of("actor");
    if (actors.length > 0 && things.length === 0) return this.addRows("actor", actors, chunk);
    if (things.length > 0) return this.addRows("rows", things, chunk);
    if (columns.length > 0) return this.addColumn(columns, chunk);
    if (verbs.length > 0) return this.addRows("verb", verbs, chunk);
    if (values) return this.takeValue(values, chunk);
    const [vague] = of("vague");
    const [absent] = of("absent");
    const [word] = chunk.words;
    if (word && (absent || vague) && word.tag !== "noise") return this.take({ ...word, text: chunk.text, at: chunk.at });
    if (vague) this.vague.push({ index: vague.index, text: chunk.text });
    else if (absent) this.absent.push(absent.topic);
  }

  private takeValue(value: Value, chunk: DataChunk): void {
    if (this.skipsValue) {
      this.skipsValue = false;
      return;
    }
    const currency = value.options
      .flatMap(({ conds }) => conds)
      .find(({ entity, column }) => this.lexicon.column(entity, column)?.format === "currency");
    if (currency && this.isUnit(currency, chunk)) return;
    const wanted = this.restricted;
    this.restricted = undefined;
    const options = wanted
      ? value.options.filter(({ conds }) =>
          conds.some((cond) => wanted.some(({ entity, column }) => cond.entity === entity && cond.column === column)),
        )
      : [];
    this.before.values.push(options.length > 0 ? { ...value, options } : value);
  }

  /** "total in usd": what the figure is in. The currency of the comparable figure is no condition unless it is said of a thing. */
  private isUnit({ entity, column, values: [code] }: Cond, chunk: DataChunk): boolean {
    const own = this.lexicon.entity(entity).columns.find(({ currencyColumn }) => currencyColumn === column);
    const comparable = this.lexicon.entity(entity).columns.find(({ type, currency }) => type === "money" && currency === code);
    const named = this.mentions.some(({ values, before }) =>
      [...values, ...before.values].some(({ options }) => options.some(({ conds }) => conds.some((cond) => cond.column === column))),
    );
    if (comparable && (named || (!this.before.negated && this.nextThing() === undefined && this.before.preposition !== "with"))) {
      this.flags.add("money");
      return true;
    }
    if (!comparable && this.before.preposition === "in" && own) this.flags.add("ownMoney");
    void chunk;
    return false;
  }

  /** Whether a value is of what follows, or of what was named. */
  private fitsNext({ options }: Value): boolean {
    const next = this.nextThing();
    const near = next
      ? next.senses.flatMap((sense) => (sense.kind === "entity" || sense.kind === "actor" ? [sense.entity] : []))
      : this.mentions.flatMap(({ entity }) => entity ?? []);
    const related = near.flatMap((entity) => [
      entity,
      ...this.lexicon.catalog.relations.flatMap(({ from, to }) => (from.entity === entity ? [to.entity] : [])),
    ]);
    return options.some(({ entity }) => related.includes(entity));
  }

  private valuesOf(chunk: DataChunk): Value | undefined {
    const options: { entity: string; conds: readonly Cond[] }[] = [];
    for (const sense of chunk.senses) {
      if (sense.kind === "value" && (!sense.needsColumn || this.columnIsNear(sense.cond)))
        options.push({ entity: sense.cond.entity, conds: [sense.cond] });
      if (sense.kind === "condition") options.push({ entity: sense.entity, conds: sense.where });
      if (sense.kind === "country") {
        for (const { entity } of this.lexicon.countryColumns()) {
          const cond = this.lexicon.countryCond(entity, sense.code);
          if (cond) options.push({ entity, conds: [cond] });
        }
      }
    }
    return options.length === 0 ? undefined : { options, negated: false, text: chunk.text };
  }

  /** "is flagged": the column of a yes or no, said of something, is its yes. */
  private yesOf(columns: readonly SenseOf<"column">[], text: string): Value | undefined {
    const yes = columns.filter(({ entity, column }) => this.lexicon.column(entity, column)?.type === "boolean");
    if (yes.length === 0 || this.before.group !== undefined || this.before.ask !== undefined) return undefined;
    const options = yes.map(({ entity, column, label }) => ({
      entity,
      conds: [{ entity, column, op: "eq" as const, values: [true], label }],
    }));
    return { options, negated: false, text };
  }

  private valueOf(conds: readonly Cond[], text: string): Value {
    return { options: [{ entity: conds[0]?.entity ?? "", conds }], negated: false, text };
  }

  /** "high" is a risk level only beside a word for it, other values of it between them. */
  private columnIsNear(cond: Cond): boolean {
    const isColumn = (chunk: Chunk | undefined) =>
      chunk?.tag === "data" &&
      chunk.senses.some((sense) => sense.kind === "column" && sense.column === cond.column && sense.entity === cond.entity);
    const isSibling = (chunk: Chunk | undefined) =>
      chunk !== undefined &&
      (["noise", "and", "or", "comma", "either", "negation"].includes(chunk.tag) ||
        (chunk.tag === "data" && chunk.senses.some((sense) => sense.kind === "value" && sense.cond.column === cond.column)));
    for (const step of [1, -1]) {
      let index = this.at + step;
      while (isSibling(this.chunks[index])) index += step;
      if (isColumn(this.chunks[index])) return true;
      if (this.chunks[index]?.tag === "preposition" && isColumn(this.chunks[index + step])) return true;
    }
    return false;
  }

  /** Words such as "deposit" and "kyc pending" are both a thing and a value: which one is meant here. */
  private isValueHere(chunk: DataChunk, value: Value, alsoThing: boolean, alsoColumn: boolean): boolean {
    if (alsoColumn && !alsoThing) return this.isValueNotColumn(chunk, value);
    if (!alsoThing) return true;
    const next = this.nextThing();
    const stays = PLURAL.test(chunk.text.toLowerCase());
    if (next === undefined || stays) return false;
    // "deposit transactions", "PEP customers": said of the thing behind it.
    return next.senses.some(
      (sense) => sense.kind === "entity" && !sense.happening && value.options.some((option) => this.describes(option, sense)),
    );
  }

  /** "PEP customers", "VIP logins": said of the thing behind it or of whose it is; "deposit withdrawal" is not. */
  private describes({ entity, conds }: Value["options"][number], thing: SenseOf<"entity">): boolean {
    const related =
      entity === thing.entity ||
      this.lexicon.catalog.relations.some(({ from, to }) => from.entity === thing.entity && to.entity === entity);
    return related && !conds.some((cond) => thing.where.some((other) => other.entity === cond.entity && other.column === cond.column));
  }

  private isValueNotColumn(chunk: DataChunk, value: Value): boolean {
    if (this.before.group !== undefined || this.before.distinct) return false;
    const own = value.options.some(({ conds }) =>
      conds.some((cond) =>
        chunk.senses.some((sense) => sense.kind === "column" && sense.column === cond.column && cond.values[0] === true),
      ),
    );
    // "flagged", "MFA": the column of a yes or no is its yes.
    return own || !chunk.senses.some((sense) => sense.kind === "column");
  }

  private nextThing(): DataChunk | undefined {
    for (let index = this.at + 1; index < this.chunks.length; index++) {
      const chunk = this.chunks[index] as Chunk;
      if (chunk.tag === "data") return chunk;
      if (chunk.tag !== "and" && chunk.tag !== "or") return undefined;
    }
    return undefined;
  }

  private isVerbHere(chunk: DataChunk, alsoThing: boolean): boolean {
    const text = chunk.text.toLowerCase();
    if (!alsoThing) return true;
    if (/(ed|drew|drawn|took|paid|went|came|sent|dealt)\b/.test(text)) return true;
    if (PLURAL.test(text)) return false;
    const { relative, comparison, aggregate, superlative, values } = this.before;
    if (comparison || aggregate || superlative || values.length > 0 || this.before.first) return false;
    const previous = this.chunks[this.at - 1];
    if (previous?.tag === "noise" && /^(a|an|the|any|single|made|make|place|placed|made a)$/.test(previous.text.toLowerCase()))
      return false;
    if (relative) return true;
    return (
      this.last !== undefined &&
      this.last.kind !== "measure" &&
      !text.endsWith("ing") &&
      this.ownedBy(this.last, chunk) &&
      previous?.tag !== "preposition"
    );
  }

  private ownedBy(mention: Mention, chunk: DataChunk): boolean {
    return chunk.senses.some(
      (sense) =>
        sense.kind === "verb" &&
        this.lexicon.catalog.relations.some(({ from, to }) => from.entity === sense.entity && to.entity === mention.entity),
    );
  }

  private addRows(
    kind: "rows" | "actor" | "verb",
    senses: readonly (SenseOf<"entity"> | SenseOf<"actor"> | SenseOf<"verb">)[],
    chunk: DataChunk,
  ): void {
    const sense = this.fitting(senses);
    if (kind === "actor") this.before.values = this.before.values.filter(({ text }) => text.toLowerCase() !== "active");
    const pointed = /^(?:that|this|these|those)$/i.test(this.chunks[this.at - 1]?.text ?? "") && this.chunks[this.at - 2]?.tag !== "data";
    if (pointed && kind === "rows" && !this.isOwned(sense.entity)) this.flags.add("those");
    const happening = "happening" in sense && sense.happening === true;
    this.addMention({ kind, entity: sense.entity, where: [...sense.where], happening, label: sense.label, ...this.massOf(sense) });
  }

  /** "fees" are asked for by their amount. */
  private massOf(sense: SenseOf<"entity"> | SenseOf<"actor"> | SenseOf<"verb">): Pick<Mention, "amount"> {
    const measure = this.lexicon.catalog.measures.find(({ name }) => name === this.lexicon.entity(sense.entity).defaultMeasure);
    const column = measure?.kind === "aggregate" ? measure.column : undefined;
    const counted =
      this.before.ask === "howMany" ||
      this.before.count ||
      isNumber(this.before.aggregate) ||
      this.before.superlative !== undefined ||
      this.before.comparison !== undefined;
    const listed = this.asks.includes("show") || this.asks.includes("which");
    return sense.kind === "entity" && sense.mass === true && column !== undefined && !counted && !listed
      ? { amount: { entity: sense.entity, column } }
      : {};
  }

  /** Of several senses the one that the values before it, or what was named, are of. */
  private fitting<S extends { readonly entity: string }>(senses: readonly S[]): S {
    const wanted = new Set(this.before.values.flatMap(({ options }) => options.map(({ entity }) => entity)));
    const named = this.mentions.map(({ entity }) => entity);
    const [first] = senses;
    if (first === undefined) throw new Error("a phrase without a sense");
    return senses.find(({ entity }) => wanted.has(entity)) ?? senses.find(({ entity }) => named.includes(entity)) ?? first;
  }

  private addMeasure(senses: readonly SenseOf<"measure">[], chunk: DataChunk): void {
    const named = this.mentions.map(({ entity }) => entity);
    const wanted = new Set(this.before.values.flatMap(({ options }) => options.map(({ entity }) => entity)));
    const entityOf = (sense: SenseOf<"measure">) => ("entity" in sense.measure ? sense.measure.entity : undefined);
    const later = this.chunks
      .slice(this.at + 1)
      .flatMap((each) => (each.tag === "data" ? each.senses.flatMap((sense) => (sense.kind === "entity" ? [sense.entity] : [])) : []));
    const pick =
      senses.find((sense) => named.includes(entityOf(sense))) ??
      senses.find((sense) => wanted.has(entityOf(sense) ?? "")) ??
      senses.find((sense) => later.includes(entityOf(sense) ?? "")) ??
      senses[0];
    const named2 = pick && this.namedRows(pick.measure);
    if (named2) return this.addMention({ kind: "rows", ...named2, text: chunk.text });
    if (pick) this.addMention({ kind: "measure", measure: pick.measure, label: pick.measure.label, text: chunk.text });
  }

  /** "deposit volume": the deposits, and the sum of their amounts. */
  private namedRows(measure: SenseOf<"measure">["measure"]): Pick<Mention, "entity" | "where" | "label" | "amount" | "plural"> | undefined {
    if (measure.kind !== "aggregate" || measure.aggregate !== "sum" || measure.column === undefined || measure.where.length === 0)
      return undefined;
    const { entity, column } = measure;
    const where = measure.where.map((filter) => condOfFilter(entity, filter, "value" in filter ? String(filter.value) : filter.column));
    return { entity, where, label: where[0]?.label ?? measure.label, amount: { entity, column }, plural: true };
  }

  private addColumn(columns: readonly SenseOf<"column">[], chunk: DataChunk): void {
    const names = columns.map(({ entity, column, label }) => ({ entity, column, label }));
    const isOf = (value: Value) =>
      value.options.some(({ conds }) =>
        conds.some((cond) => names.some(({ entity, column }) => cond.entity === entity && cond.column === column)),
      );
    // "expired KYC", "high risk": the column only says what the value is of.
    if (this.before.values.some(isOf)) {
      const isThis = (cond: Cond) => names.some(({ entity, column }) => cond.entity === entity && cond.column === column);
      this.before.values = this.before.values.map((value) =>
        isOf(value) ? { ...value, options: value.options.filter(({ conds }) => conds.some(isThis)) } : value,
      );
      return;
    }
    if (this.valueFollows(names)) {
      this.restricted = names;
      return;
    }
    if (this.last && this.isAdjacent() && this.last.values.some(isOf) && this.before.group === undefined) return;
    const own =
      this.last?.kind === "rows" && this.isAdjacent() && !this.last.plural && this.last.where.length === 0 && !this.before.group
        ? names.filter(({ entity }) => entity === this.last?.entity)
        : [];
    const noun =
      own.length > 0 && this.last?.values.length === 0 && this.last.before.values.length === 0 && this.last.before.number === undefined
        ? this.mentions.pop()
        : undefined;
    // "the customer country": of the customer.
    if (noun) this.before = { ...noun.before, ...this.before, values: [] };
    this.addMention({ kind: "column", columns: noun ? own : names, label: names[0]?.label ?? chunk.text });
  }

  /** "whose KYC status is expired", "risk level high". */
  private valueFollows(names: readonly { readonly entity: string; readonly column: string }[]): boolean {
    if (this.before.group !== undefined || this.before.ask !== undefined || this.before.distinct) return false;
    let index = this.at + 1;
    while (["noise", "negation", "preposition", "relative", "either"].includes(this.chunks[index]?.tag ?? "")) index++;
    const chunk = this.chunks[index];
    return (
      chunk?.tag === "data" &&
      chunk.senses.some(
        (sense) =>
          sense.kind === "value" && names.some(({ entity, column }) => sense.cond.entity === entity && sense.cond.column === column),
      )
    );
  }

  private addMention(part: Partial<Mention> & Pick<Mention, "kind" | "label">): void {
    const chunk = this.chunks[this.at];
    const text = chunk?.text ?? "";
    const mention: Mention = {
      at: this.at,
      end: this.at + 1,
      text,
      where: [],
      happening: false,
      columns: [],
      adverb: false,
      values: [],
      times: [],
      comparisons: [],
      counted: false,
      shared: false,
      plural: PLURAL.test(text.toLowerCase()) || /\bpeople\b/i.test(text),
      before: this.before,
      ...part,
    };
    this.before = { values: [] };
    if (this.isAnchor(mention)) return;
    if ((mention.kind === "grain" || mention.kind === "elapsed") && mention.before.values.length > 0) {
      this.attach(mention.before.values);
      mention.before.values = [];
    }
    this.mentions.push(mention);
  }

  /** "within 24 hours of the customer opening the account": when the one that it belongs to came to be. */
  private isAnchor(mention: Mention): boolean {
    const owner = mention.entity !== undefined && !this.lexicon.catalog.relations.some(({ from }) => from.entity === mention.entity);
    const { within } = mention.before;
    const last = this.last;
    if (within && owner && last) {
      last.before.within = within;
      this.anchored = true;
      return true;
    }
    const again = this.anchored && owner && mention.happening;
    this.anchored = false;
    return again;
  }

  /** Values that no thing follows are said of what was named before. */
  private closeValues(evenFirst = false): void {
    const { values } = this.before;
    if (values.length === 0) return;
    const upcoming = !evenFirst && this.nextIsThing();
    if (upcoming) return;
    if (this.mentions.length === 0) return;
    this.before.values = [];
    const denied = this.takeNegation();
    this.attach(denied ? values.map((value) => ({ ...value, negated: !value.negated })) : values);
  }

  /** "verified premium or VIP customers": the values wait for the thing. */
  private nextIsThing(): boolean {
    const chunk = this.chunks[this.at];
    if (chunk?.tag === "preposition" || chunk?.tag === "relative" || chunk?.tag === "time" || this.at >= this.chunks.length) return false;
    for (let index = this.at; index < this.chunks.length; index++) {
      const next = this.chunks[index] as Chunk;
      if (next.tag === "preposition" || next.tag === "relative" || next.tag === "time" || next.tag === "group") return false;
      if (next.tag === "data" && next.senses.some(({ kind }) => kind === "entity" || kind === "actor")) return true;
    }
    return false;
  }

  private attach(values: readonly Value[]): void {
    for (const value of values) {
      const act = this.actOf(value);
      if (act) this.mentions.push(act);
      else (this.targetOf(value) ?? this.last)?.values.push(value);
    }
  }

  /** "customers who did not use MFA": a value of rows that belong to what was named stands for such a row. */
  private actOf(value: Value): Mention | undefined {
    const things = this.mentions.filter(({ kind }) => kind === "rows" || kind === "verb" || kind === "actor");
    const fits = things.some(({ entity }) =>
      value.options.some(
        (option) =>
          option.entity === entity ||
          this.lexicon.catalog.relations.some(({ from, to }) => from.entity === entity && to.entity === option.entity),
      ),
    );
    const owner = things.at(-1)?.entity;
    const option = value.options.find(({ entity }) =>
      this.lexicon.catalog.relations.some(({ from, to }) => from.entity === entity && to.entity === owner),
    );
    if (fits || !option) return undefined;
    // "did not use MFA": there is no row where it was used.
    const denied = option.conds.every(({ op, values }) => op === "eq" && values[0] === false);
    const where = denied
      ? option.conds.map((cond) => ({ ...cond, values: [true], label: cond.label.replace(/^(?:not|without) /, "") }))
      : [...option.conds];
    return {
      kind: "verb",
      at: this.at,
      end: this.at,
      text: value.text,
      label: value.text,
      entity: option.entity,
      where,
      happening: false,
      columns: [],
      adverb: false,
      values: [],
      times: [],
      comparisons: [],
      counted: false,
      shared: false,
      plural: false,
      before: { values: [], ...(value.negated !== denied ? { negated: true } : {}), relative: true },
    };
  }

  private targetOf({ options }: Value): Mention | undefined {
    const things = this.mentions.filter(({ kind }) => kind === "rows" || kind === "verb" || kind === "actor");
    const own = things.findLast(({ entity }) => options.some((option) => option.entity === entity));
    const last = things.at(-1);
    const related = (mention: Mention | undefined) =>
      mention !== undefined &&
      this.lexicon.catalog.relations.some(
        ({ from, to }) => from.entity === mention.entity && options.some(({ entity }) => entity === to.entity),
      );
    if (last && own !== last && related(last) && own === undefined) return last;
    return own ?? things.findLast(related) ?? last ?? this.mentions.findLast(({ kind }) => kind === "measure");
  }
}

function isNumber(aggregate: Before["aggregate"]): boolean {
  return aggregate !== undefined && aggregate !== "sum";
}
