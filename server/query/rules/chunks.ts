import type { CompareOp } from "../../../shared/plan.ts";
import { type CalendarUnit, WEEKDAYS } from "./calendar.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { corrected } from "./spelling.ts";
import { TimeReader } from "./time.ts";
import type { TimeSpec } from "./time-spec.ts";
import { TIME_WORDS } from "./time-words.ts";
import { type Token, tokenize } from "./tokens.ts";
import type { Word } from "./word.ts";
import { LANGUAGE_FIRST, LANGUAGE_WORDS, LONGEST_PHRASE, wordsOf } from "./words.ts";

/** `over $500`, `at least 3`, `between 1k and 5k`, `more than 2 hours`; without a value in `more than they deposited`. */
export interface Comparison {
  readonly op: CompareOp;
  readonly value: number;
  /** Of a range: its other end, included. */
  readonly high?: number;
  readonly unit: "plain" | "times" | "money" | "percent" | CalendarUnit;
  readonly currency?: string;
}

export type Chunk = { readonly text: string; readonly at: number } & (
  | Word
  | { readonly tag: "compare"; readonly comparison: Comparison }
  | { readonly tag: "number"; readonly value: number; readonly ordinal: boolean }
  | { readonly tag: "span"; readonly n: number; readonly unit: CalendarUnit }
  | { readonly tag: "literal"; readonly type: "ip" | "email" | "quoted" | "name"; readonly value: string }
  | { readonly tag: "time"; readonly spec: TimeSpec }
  | { readonly tag: "future" }
  /** Hours of the day 0–23, days of the week 1–7. */
  | { readonly tag: "part"; readonly part: "hourOfDay" | "weekday"; readonly values: readonly number[] }
  | { readonly tag: "comma" }
  | { readonly tag: "data"; readonly senses: readonly Sense[]; readonly words: readonly Word[] }
  | { readonly tag: "unknown"; readonly capital: boolean }
);

/** Cuts a question into the phrases that mean something, left to right, the longest first. */
export class Chunker {
  private readonly lexicon: Lexicon;
  private readonly tokens: Token[];
  private readonly stems: string[];
  private readonly words: string[];
  private readonly times: TimeReader;
  private readonly chunks: Chunk[] = [];

  constructor(question: string, lexicon: Lexicon, asOf: number) {
    this.lexicon = lexicon;
    this.tokens = spelled(expanded(tokenize(question), lexicon), lexicon);
    this.stems = this.tokens.map((token) => (token.kind === "quoted" ? "" : token.stem));
    this.words = this.tokens.map(({ text }) => text);
    this.times = new TimeReader(this.tokens, asOf);
  }

  run(): Chunk[] {
    let index = 0;
    while (index < this.tokens.length) index = this.step(index);
    return this.chunks;
  }

  private step(index: number): number {
    return (
      this.part(index) ??
      this.mark(index) ??
      this.literal(index) ??
      this.time(index) ??
      this.comparison(index) ??
      this.number(index) ??
      this.phrase(index) ??
      this.country(index) ??
      this.unknown(index)
    );
  }

  private text(index: number): string {
    return this.tokens[index]?.text ?? "";
  }

  private push(chunk: Chunk): void {
    this.chunks.push(chunk);
  }

  private mark(index: number): number | undefined {
    const token = this.tokens[index];
    if (token?.kind !== "mark") return undefined;
    if (token.text === "," || token.text === ";" || token.text === ":") this.push({ tag: "comma", text: token.text, at: index });
    return index + 1;
  }

  /** "on mondays", "at weekends", "between midnight and 6am". */
  private part(index: number): number | undefined {
    const start = ["on", "at", "during", "over", "the"].includes(this.text(index)) ? index + 1 : index;
    const days = weekdaysOf(this.text(start));
    if (days) {
      this.push({ tag: "part", part: "weekday", values: days, text: this.textOf(index, start + 1), at: index });
      return start + 1;
    }
    if (!["between", "from"].includes(this.text(index))) return undefined;
    const from = this.clock(index + 1);
    const to = from && ["and", "to"].includes(this.text(from.next)) ? this.clock(from.next + 1) : undefined;
    if (!from || !to) return undefined;
    const length = (to.hour - from.hour + 24) % 24 || 24;
    const values = Array.from({ length }, (_, offset) => (from.hour + offset) % 24);
    this.push({ tag: "part", part: "hourOfDay", values, text: this.textOf(index, to.next), at: index });
    return to.next;
  }

  private clock(index: number): { hour: number; next: number } | undefined {
    const word = this.text(index);
    if (word === "midnight") return { hour: 0, next: index + 1 };
    if (word === "noon" || word === "midday") return { hour: 12, next: index + 1 };
    const value = this.tokens[index]?.value;
    const half = this.text(index + 1);
    if (value === undefined || value > 24 || !["am", "pm"].includes(half)) return undefined;
    return { hour: half === "am" ? value % 12 : (value % 12) + 12, next: index + 2 };
  }

  private literal(index: number): number | undefined {
    const token = this.tokens[index];
    if (token?.kind !== "ip" && token?.kind !== "email" && token?.kind !== "quoted") return undefined;
    this.push({
      tag: "literal",
      type: token.kind,
      value: token.kind === "email" ? token.text : token.raw.replace(/^["“‘]|["”’]$/g, ""),
      text: token.raw,
      at: index,
    });
    return index + 1;
  }

  private time(index: number): number | undefined {
    const reading = this.times.at(index);
    if (!reading) return undefined;
    const text = this.textOf(index, reading.next);
    if ("future" in reading) this.push({ tag: "future", text, at: index });
    else this.push({ tag: "time", spec: reading.spec, text, at: index });
    return reading.next;
  }

  private textOf(from: number, to: number): string {
    return this.tokens
      .slice(from, to)
      .map(({ raw }) => raw)
      .join(" ");
  }

  /** A number with what it is compared by, before or behind it. */
  private comparison(index: number): number | undefined {
    const before = this.wordsAt(index, "compareOp");
    const start = this.text(index) === "between" ? index + 1 : before ? this.skipFill(index + before.length) : index;
    const first = this.quantity(start);
    if (!first) return undefined;
    const dashed = this.tokens[first.next]?.raw === "-";
    const range = this.text(index) === "between" || dashed || (before === undefined && this.text(index - 1) === "from");
    if (range && ["and", "to"].includes(this.text(first.next))) {
      const second = this.quantity(first.next + 1);
      if (second)
        return this.pushComparison(index, second.next, {
          ...second.comparison,
          op: "gte",
          value: first.comparison.value,
          high: second.comparison.value,
        });
    }
    const after = this.wordsAt(first.next, "orMore");
    const op = this.tokens[start]?.orMore ? "gte" : (after?.op ?? before?.op);
    if (op === undefined) return undefined;
    return this.pushComparison(index, first.next + (after?.length ?? 0), { ...first.comparison, op });
  }

  private skipFill(index: number): number {
    let next = index;
    while (["a", "an", "the", "of", "total", "sum"].includes(this.text(next))) next++;
    return next;
  }

  private pushComparison(from: number, next: number, comparison: Comparison): number {
    this.push({ tag: "compare", comparison, text: this.textOf(from, next), at: from });
    return next;
  }

  private quantity(index: number): { comparison: Comparison; next: number } | undefined {
    const span = this.times.spanAt(index);
    if (
      span &&
      (this.tokens[index]?.kind === "span" || span.unit !== "day" || !["in", "on"].includes(this.text(index - 1))) &&
      (this.tokens[index]?.kind !== "word" || this.text(index) === "one")
    )
      return { comparison: { op: "eq", value: span.n, unit: span.unit }, next: span.next };
    const token = this.tokens[index];
    if (token?.value === undefined || token.unit !== undefined) return undefined;
    if (token.kind === "money")
      return { comparison: { op: "eq", value: token.value, unit: "money", currency: token.currency ?? "USD" }, next: index + 1 };
    if (token.kind === "percent") return { comparison: { op: "eq", value: token.value / 100, unit: "percent" }, next: index + 1 };
    if (token.kind !== "number") return undefined;
    const times = this.text(index + 1) === "times" || this.text(index + 1) === "time";
    return { comparison: { op: "eq", value: token.value, unit: times ? "times" : "plain" }, next: index + (times ? 2 : 1) };
  }

  private wordsAt(index: number, tag: "compareOp" | "orMore"): { op: CompareOp; length: number } | undefined {
    for (let length = LONGEST_PHRASE; length > 0; length--) {
      const word = wordsOf(this.phraseOf(index, length)).find((each) => each.tag === tag);
      if (word && "op" in word) return { op: word.op, length };
    }
    return undefined;
  }

  /** "within 24 hours of", "30 minutes after", rather than "which three days". */
  private isLength(from: number, to: number): boolean {
    return (
      ["within", "in", "inside", "under", "after"].includes(this.text(from - 1)) || ["of", "after", "from", "later"].includes(this.text(to))
    );
  }

  private phraseOf(index: number, length: number): string {
    const part = this.tokens.slice(index, index + length);
    return part.length < length || part.some(({ kind }) => kind !== "word" && kind !== "number")
      ? ""
      : part.map(({ text }) => text).join(" ");
  }

  private number(index: number): number | undefined {
    const token = this.tokens[index];
    if (token?.value === undefined) return undefined;
    if (token.text === "zero") {
      this.push(
        this.text(index - 1) === "from" ? { tag: "noise", text: token.raw, at: index } : { tag: "negation", text: token.raw, at: index },
      );
      return index + 1;
    }
    const span = this.times.spanAt(index);
    if (span && (token.kind === "span" || this.isLength(index, span.next))) {
      this.push({ tag: "span", n: span.n, unit: span.unit, text: this.textOf(index, span.next), at: index });
      return span.next;
    }
    if (token.kind === "money")
      return this.pushComparison(index, index + 1, { op: "eq", value: token.value, unit: "money", currency: token.currency ?? "USD" });
    if (token.kind === "percent") return this.pushComparison(index, index + 1, { op: "eq", value: token.value / 100, unit: "percent" });
    this.push({ tag: "number", value: token.value, ordinal: token.unit === "ordinal", text: token.raw, at: index });
    return index + 1;
  }

  /** The longest phrase of the language or of the data; of equally long ones that of the data. */
  private phrase(index: number): number | undefined {
    if (this.text(index) === "worst" && this.tokens[index + 1]?.kind === "number") {
      this.push({ tag: "superlative", direction: "desc", of: "either", text: "worst", at: index });
      return index + 1;
    }
    const found = this.lexicon.longest(this.stems, this.words, index);
    for (let length = LONGEST_PHRASE; length > 0; length--) {
      const words = wordsOf(this.phraseOf(index, length));
      const [word] = words;
      const preferred = word !== undefined && length === found?.length && LANGUAGE_FIRST.has(word.tag);
      if (found && length <= found.length && !preferred) return this.pushData(index, found, length === found.length ? words : []);
      if (word === undefined) continue;
      this.push({ ...word, text: this.textOf(index, index + length), at: index });
      return index + length;
    }
    return undefined;
  }

  private pushData(index: number, { senses, length }: { senses: readonly Sense[]; length: number }, words: readonly Word[]): number {
    this.push({ tag: "data", senses, words, text: this.textOf(index, index + length), at: index });
    return index + length;
  }

  private country(index: number): number | undefined {
    const token = this.tokens[index];
    const code = token?.kind === "word" ? this.lexicon.countryOf(token.raw) : undefined;
    if (code === undefined) return undefined;
    this.push({ tag: "data", senses: [{ kind: "country", code }], words: [], text: this.textOf(index, index + 1), at: index });
    return index + 1;
  }

  private unknown(index: number): number {
    const raw = this.tokens[index]?.raw ?? "";
    this.push({ tag: "unknown", text: raw, capital: index > 0 && /^\p{Lu}/u.test(raw), at: index });
    return index + 1;
  }
}

/** Short forms written out. */
function expanded(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  return tokens.flatMap((token) => {
    const means = token.kind === "word" ? lexicon.abbreviations.get(token.text) : undefined;
    if (means === undefined) return [token];
    return tokenize(means).map((part) => ({ ...part, raw: token.raw }));
  });
}

const LANGUAGE: ReadonlySet<string> = new Set([...LANGUAGE_WORDS, ...TIME_WORDS]);

/** Words that mean nothing as they stand, put right by the nearest one that does. */
function spelled(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  return tokens.map((token, index) => {
    if (token.kind !== "word" || LANGUAGE.has(token.text) || lexicon.knows(token.stem) || lexicon.countryOf(token.raw) !== undefined)
      return token;
    if (isName(token) && index > 0 && (isName(tokens[index + 1]) || isName(tokens[index - 1]))) return token;
    const word = corrected(token.text, [...lexicon.vocabulary, ...LANGUAGE]);
    const [fixed] = word === undefined ? [] : tokenize(word);
    return fixed ? { ...fixed, raw: token.raw } : token;
  });
}

/** Two words with capitals side by side are somebody's name. */
function isName(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}\p{Ll}+$/u.test(token.raw);
}

const WEEKDAY_FORMS = WEEKDAYS.map((day) => day.toLowerCase());

/** Days that are meant week by week: `mondays`, `weekends`, `weekdays`. */
function weekdaysOf(word: string): readonly number[] | undefined {
  if (word === "weekends") return [6, 7];
  if (word === "workdays") return [1, 2, 3, 4, 5];
  const index = WEEKDAY_FORMS.findIndex((day) => word === `${day}s`);
  return index < 0 ? undefined : [index + 1];
}
