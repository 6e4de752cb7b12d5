/** A word, a number or a literal value of a question. */
export interface Token {
  /** Lower case, without accents. */
  readonly text: string;
  /** As it was written. */
  readonly raw: string;
  readonly stem: string;
  readonly kind: "word" | "number" | "money" | "percent" | "ip" | "email" | "quoted" | "date" | "span" | "mark";
  /** Of numbers, amounts and percentages (30 for 30 %). */
  readonly value?: number;
  /** Of a span such as `24h`. */
  readonly unit?: string;
  /** The name of the currency where an amount has one. */
  readonly currency?: string;
  /** Written with `+` behind it, as in `3+`. */
  readonly orMore?: boolean;
}

/** What a table says of a word that anybody may have typed: nothing that every object has, such as `constructor`. */
export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
