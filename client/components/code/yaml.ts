import { parseDocument, stringify } from "yaml";

export interface YamlReading {
  readonly value: unknown;
  /** What is wrong and in which line, counted from 1. */
  readonly problem?: { readonly line: number; readonly message: string };
}

/** Aliases that a text may use; a definition needs none. */
const MOST_ALIASES = 20;

/** Plain data as YAML that people read. */
export function toYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 100 });
}

/** The plain data in a text; never throws. */
export function readYaml(text: string): YamlReading {
  const document = parseDocument(text, { schema: "core", version: "1.2", stringKeys: true });
  const [problem] = document.errors;
  if (problem) {
    const [first = problem.message] = problem.message.split("\n");
    return {
      value: undefined,
      problem: { line: text.slice(0, problem.pos[0]).split("\n").length, message: first.replace(/ at line \d+.*$/, "") },
    };
  }
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch {
    return { value: undefined, problem: { line: 1, message: "Too many aliases" } };
  }
}
