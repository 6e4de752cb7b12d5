/** A LIKE pattern (escape character `\`) for "contains this text", with the text's own `%` and `_` taken literally. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
