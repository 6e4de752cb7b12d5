import type { Chunk } from "./chunks.ts";
import type { RowTest } from "./frame.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import type { Before, Flag, Mention, Reading } from "./mentions.ts";
import type { TimeSpec } from "./time-spec.ts";

export type DataChunk = Extract<Chunk, { tag: "data" }>;
export type SenseOf<K extends Sense["kind"]> = Extract<Sense, { kind: K }>;

/** A word in the plural, as far as its end tells. */
export const PLURAL = /[^s]s$/;

/** What was read of a question so far: the mentions, and what waits for the next one. */
export class Draft {
  readonly lexicon: Lexicon;
  readonly chunks: readonly Chunk[];
  readonly mentions: Mention[] = [];
  readonly flags = new Set<Flag>();
  readonly vague: { index: number; text: string }[] = [];
  readonly absent: string[] = [];
  readonly unknown: string[] = [];
  /** Times that nothing was named for yet. */
  readonly leading: TimeSpec[] = [];
  readonly asks: NonNullable<Before["ask"]>[] = [];
  readonly talk: { text: string; mild: boolean }[] = [];
  readonly parts: RowTest[] = [];
  /** What is said of the next mention. */
  before: Before = { values: [] };
  change: Reading["change"];
  order: "asc" | "desc" | undefined;
  future = false;
  /** A limit such as "within 24 hours of" was said; its anchor may be named again behind it. */
  anchored = false;
  /** "rather than euros": the value to come is the one not meant. */
  skipsValue = false;
  /** "risk level high": the next value is of these columns. */
  restricted: readonly { readonly entity: string; readonly column: string }[] | undefined;
  /** The position of the chunk that is being read. */
  at = 0;

  constructor(chunks: readonly Chunk[], lexicon: Lexicon) {
    this.chunks = chunks;
    this.lexicon = lexicon;
  }

  /** The mention before this chunk. */
  get last(): Mention | undefined {
    return this.mentions.at(-1);
  }

  /** Whether rows of an entity belong to those of another: a deposit to a customer. */
  isOwned(entity: string | undefined): boolean {
    return this.lexicon.catalog.relations.some(({ from }) => from.entity === entity);
  }

  /** Whether rows of `child` belong to one of `parent`. */
  belongs(child: string | undefined, parent: string | undefined): boolean {
    return this.lexicon.catalog.relations.some(({ from, to }) => from.entity === child && to.entity === parent);
  }

  /** Whether nothing but fill stands between the last mention and this chunk. */
  isAdjacent(): boolean {
    const { last } = this;
    return last !== undefined && this.chunks.slice(last.end, this.at).every(({ tag }) => tag === "noise");
  }

  /** The phrase of the data that follows at once, other than behind "and" or "or". */
  nextThing(): DataChunk | undefined {
    const next = this.chunks.slice(this.at + 1).find(({ tag }) => tag !== "and" && tag !== "or");
    return next?.tag === "data" ? next : undefined;
  }

  /** The entities that the values before the next thing are of. */
  waiting(): ReadonlySet<string> {
    return new Set(this.before.values.flatMap(({ options }) => options.map(({ entity }) => entity)));
  }

  /** Whether a negation waits; it is used up by asking. */
  takeNegation(): boolean {
    const { negated: was = false } = this.before;
    delete this.before.negated;
    return was;
  }
}

/** The senses of a phrase that are of one kind. */
export function sensesOf<K extends Sense["kind"]>({ senses }: DataChunk, kind: K): SenseOf<K>[] {
  return senses.filter((sense): sense is SenseOf<K> => sense.kind === kind);
}
