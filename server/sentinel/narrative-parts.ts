import type { Finding, Narrative } from "../../shared/sentinel.ts";
import { numbersIn, worthOf, written } from "./narrative-numbers.ts";

/** A part of a sentence. What carries a figure is of the finding that has it; all other text has no digits. */
export type Piece = string | { readonly text: string; readonly of: string };

const LONGEST = 160;

/** Whole words only, so that no number is cut into another one. */
function shortened(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= LONGEST) return flat;
  const end = flat.lastIndexOf(" ", LONGEST);
  return end <= 0 ? "" : `${flat.slice(0, end)} …`;
}

/** A sentence's part without its full stop; undefined where nothing is left to say. */
export function told(text: string, { id }: Finding): Piece | undefined {
  const short = shortened(text).replace(/[\s.,;:]+$/, "");
  return short === "" ? undefined : { text: short, of: id };
}

/** Where the last parenthesis of a text begins that ends with one; its length otherwise. */
function lastParenthesis(text: string): number {
  if (!text.endsWith(")")) return text.length;
  let open = 0;
  for (let index = text.length - 1; index > 0; index--) {
    if (text[index] === ")") open++;
    if (text[index] === "(") open--;
    if (open === 0) return index;
  }
  return text.length;
}

/** What a finding claims, without what would be usual. */
export function claimOf(finding: Finding): Piece {
  const claim = finding.title.slice(0, lastParenthesis(finding.title));
  return told(claim, finding) ?? told(finding.title, finding) ?? { text: `a finding of ${finding.domain}`, of: finding.id };
}

/** What a finding claims and what would be usual: the first clause of its baseline. */
export function claimAndUsual(finding: Finding): Piece[] {
  const baseline = finding.title.slice(lastParenthesis(finding.title) + 1, -1);
  const usual = told(baseline.split(/[,;] /)[0] ?? "", finding);
  return usual ? [claimOf(finding), " (", usual, ")"] : [claimOf(finding)];
}

function textOf(piece: Piece): string {
  return typeof piece === "string" ? piece : piece.text;
}

/** Whether the number is said already, perhaps in whole units. */
function isSaid(value: number, pieces: readonly Piece[]): boolean {
  const said = pieces.flatMap((piece) => numbersIn(textOf(piece)).map(worthOf));
  return said.includes(value) || said.includes(Math.round(value));
}

/** "61,500 USD", unless that is said already. */
export function usdOf({ id, affected: { amountUsd } }: Finding, said: readonly Piece[]): Piece | undefined {
  if (amountUsd === undefined || amountUsd <= 0 || isSaid(amountUsd, said)) return undefined;
  return { text: `${written(amountUsd)} USD`, of: id };
}

/** "300 customers" it was aimed at, unless that is said already. */
export function targetedOf({ id, affected: { targetedCount } }: Finding, said: readonly Piece[]): Piece | undefined {
  if (targetedCount === undefined || targetedCount === 0 || isSaid(targetedCount, said)) return undefined;
  return { text: `${written(targetedCount)} ${targetedCount === 1 ? "customer" : "customers"}`, of: id };
}

/** Pieces with something between them. */
export function joined(parts: readonly (readonly Piece[])[], between: string): Piece[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

/** A narrative of pieces; each that is of a finding is cited. */
export function narrativeOf(headline: readonly Piece[], paragraphs: readonly (readonly Piece[])[]): Narrative {
  const cited = new Map<string, Narrative["citations"][number]>();
  for (const piece of [headline, ...paragraphs].flat()) {
    if (typeof piece !== "string") cited.set(JSON.stringify([piece.of, piece.text]), { text: piece.text, findingId: piece.of });
  }
  const text = (pieces: readonly Piece[]) => pieces.map(textOf).join("");
  return { headline: text(headline), paragraphs: paragraphs.map(text), citations: [...cited.values()] };
}
