import { pushComparison } from "./chunk-quantities.ts";
import type { ChunkSource } from "./chunk-source.ts";

/** "within 24 hours of", "30 minutes after", rather than "which three days". */
function isLength(source: ChunkSource, from: number, to: number): boolean {
  return (
    ["within", "in", "inside", "under", "after"].includes(source.text(from - 1)) ||
    ["of", "after", "from", "later"].includes(source.text(to))
  );
}

export function numberAt(source: ChunkSource, index: number): number | undefined {
  const token = source.tokens[index];
  if (token?.value === undefined) return undefined;
  if (token.text === "zero" || (token.text === "0" && source.text(index - 1) === "from")) {
    source.push(
      source.text(index - 1) === "from" ? { tag: "noise", text: token.raw, at: index } : { tag: "negation", text: token.raw, at: index },
    );
    return index + 1;
  }
  const span = source.times.spanAt(index);
  if (span && (token.kind === "span" || isLength(source, index, span.next))) {
    source.push({ tag: "span", n: span.n, unit: span.unit, text: source.textOf(index, span.next), at: index });
    return span.next;
  }
  if (token.kind === "money")
    return pushComparison(source, index, index + 1, { op: "eq", value: token.value, unit: "money", currency: token.currency ?? "USD" });
  if (token.kind === "percent") return pushComparison(source, index, index + 1, { op: "eq", value: token.value / 100, unit: "percent" });
  source.push({ tag: "number", value: token.value, ordinal: token.unit === "ordinal", text: token.raw, at: index });
  return index + 1;
}
