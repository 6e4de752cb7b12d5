import { Composer, type CST, Parser, stringify } from "yaml";
import { ApiError, invalid } from "./api-error.ts";
import { decodeUtf8, structureErrors } from "./json.ts";
import { tooLarge } from "./read-body.ts";

export const YAML_TYPE = "application/yaml";
/** Media types that YAML travels under (RFC 9512 and what was in use before it). */
const YAML_TYPES: ReadonlySet<string> = new Set([YAML_TYPE, "text/yaml", "application/x-yaml", "text/x-yaml"]);

/** A thousand metrics fit in. The parser takes about a second for the worst of this size, in which nothing else is answered. */
const MAX_YAML_BYTES = 512 * 1024;
/** Nodes that aliases may stand for: enough to share a filter, too few for a bomb. */
const MAX_ALIASES = 100;
/** Far more than a file of metrics has. A level of JSON is a token or two deep; keys are compared with each other, aliases with all anchors. */
const TOKEN_LIMITS = { depth: 100, list: 10_000, map: 1_000, aliases: 1_000, start: 1_000 } as const;

export function isYaml(mediaType: string): boolean {
  return YAML_TYPES.has(mediaType);
}

function malformed(detail: string): ApiError {
  return new ApiError("malformed_yaml", detail);
}

/**
 * The value of a YAML 1.2 body: plain data of one document. Throws `malformed_yaml` with the line, `too_large`, or `invalid` for one nested
 * too deep or with a forbidden key.
 */
export function parseYaml(bytes: Buffer): unknown {
  if (bytes.length > MAX_YAML_BYTES) throw tooLarge(MAX_YAML_BYTES);
  const value = readDocument(decodeUtf8(bytes));
  const errors = structureErrors(value);
  if (errors.length > 0) throw invalid(errors);
  return value;
}

function readDocument(text: string): unknown {
  const tokens = [...new Parser().parse(text)];
  checkSize(tokens);
  const [document, another] = new Composer({ schema: "core", version: "1.2", stringKeys: true }).compose(tokens, true, text.length);
  if (!document) throw malformed("The body is empty.");
  if (another) throw malformed("The body has more than one document.");
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw malformed(`The body is not plain YAML: ${problem.code} at line ${lineOf(text, problem.pos[0])}.`);
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw malformed("The body uses too many aliases.");
  }
}

/**
 * Refuses what would keep the composer busy for seconds, or end the process: V8 does that when a regular expression is compiled with the
 * stack nearly used up. Walks with a list of its own.
 */
function checkSize(tokens: readonly CST.Token[]): void {
  const open: [CST.Token, number][] = tokens.map((token) => [token, 0]);
  let aliases = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [token, depth] = next;
    if (token.type === "error") throw malformed(`The body is not YAML: ${token.message.split("\n")[0]}.`);
    if (depth > TOKEN_LIMITS.depth) throw malformed("The body is nested too deep.");
    if (token.type === "alias" && ++aliases > TOKEN_LIMITS.aliases) throw malformed("The body uses too many aliases.");
    if (!("items" in token)) {
      if (token.type === "document" && token.value) open.push([token.value, depth + 1]);
      continue;
    }
    const isList = token.type === "block-seq" || (token.type === "flow-collection" && token.start.source === "[");
    if (token.items.length > (isList ? TOKEN_LIMITS.list : TOKEN_LIMITS.map))
      throw malformed("The body has too many entries in one place.");
    for (const { start, key, value } of token.items) {
      if (start.length > TOKEN_LIMITS.start) throw malformed("The body has too many marks in one place.");
      if (key) open.push([key, depth + 1]);
      if (value) open.push([value, depth + 1]);
    }
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Plain data as YAML that people read: block style, no anchors. */
export function toYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 100 });
}
