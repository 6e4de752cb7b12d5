/**
 * Whether an SPDX expression can be satisfied with the allowed licences: one side of every OR, both of every AND.
 * False for anything that is not such an expression (`SEE LICENSE IN …`, a `WITH` exception, an unknown word).
 */
export function isSatisfied(expression: string, allowed: readonly string[]): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let position = 0;

  const term = (): boolean => {
    const token = tokens[position++];
    if (token !== "(") return token !== undefined && allowed.includes(token);
    const inner = either();
    return tokens[position++] === ")" && inner;
  };
  const both = (): boolean => {
    let result = term();
    while (tokens[position]?.toUpperCase() === "AND") {
      position += 1;
      result = term() && result;
    }
    return result;
  };
  const either = (): boolean => {
    let result = both();
    while (tokens[position]?.toUpperCase() === "OR") {
      position += 1;
      result = both() || result;
    }
    return result;
  };

  const result = either();
  return position === tokens.length && result;
}
