/** A noun for one of them: "deposits" is of a deposit. */
export function singular(noun: string): string {
  return noun.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}

/** A noun for many of them; what ends like a plural is one. */
export function plural(noun: string): string {
  if (/[^s]s$/.test(noun) || /people$/i.test(noun)) return noun;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
