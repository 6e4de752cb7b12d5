/** The words of a name: `orderLines`, `order_lines` and `OrderLines` are all `order lines`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/[_\-.\s]+/g, " ")
    .trim()
    .toLowerCase();
}

const IRREGULAR: readonly (readonly [one: string, many: string])[] = [
  ["person", "people"],
  ["child", "children"],
  ["man", "men"],
  ["woman", "women"],
  ["staff", "staff"],
  ["data", "data"],
  ["series", "series"],
  ["news", "news"],
  ["status", "statuses"],
  ["address", "addresses"],
  ["analysis", "analyses"],
];

function inflect(words: string, change: (last: string) => string): string {
  const space = words.lastIndexOf(" ");
  return words.slice(0, space + 1) + change(words.slice(space + 1));
}

/** "order lines" of "order line"; a plural stays one. */
export function pluralOf(words: string): string {
  return inflect(words, (last) => {
    const irregular = IRREGULAR.find(([one, many]) => one === last || many === last);
    if (irregular) return irregular[1];
    if (singularOf(last) !== last) return last;
    if (/(s|x|z|ch|sh)$/.test(last)) return `${last}es`;
    return /[^aeiou]y$/.test(last) ? `${last.slice(0, -1)}ies` : `${last}s`;
  });
}

/** "order line" of "order lines"; a singular stays one. */
export function singularOf(words: string): string {
  return inflect(words, (last) => {
    const irregular = IRREGULAR.find(([one, many]) => one === last || many === last);
    if (irregular) return irregular[0];
    if (/[^aeiou]ies$/.test(last)) return `${last.slice(0, -3)}y`;
    if (/(ss|x|z|ch|sh)es$/.test(last)) return last.slice(0, -2);
    return /[^su]s$/.test(last) ? last.slice(0, -1) : last;
  });
}
