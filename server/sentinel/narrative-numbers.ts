/** Numbers as people write them: 600, 61,500, 0.25. */
const NUMBER = /\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?|\d+(?:\.\d+)?/g;

/** The numbers of a text, as they stand there. */
export function numbersIn(text: string): string[] {
  return text.match(NUMBER) ?? [];
}

/** What a written number is worth, however it is written: 61,500 is 61500.00. */
export function worthOf(written: string): number {
  return Number(written.replaceAll(",", ""));
}

/** 61500 is "61,500", 0.5 is "0.5"; the same in every language. */
export function written(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"] as const;

/** A count that is in no finding, so that it must not look like one of its figures: "three", "many". */
export function inWords(count: number): string {
  return WORDS[count] ?? "many";
}
