import { VARIABLES, type Variable } from "../../server/config/variables.ts";

const START = "<!-- configuration:start -->";
const END = "<!-- configuration:end -->";

const cell = (text: string) => text.replaceAll("|", "\\|");

/** One row: the name, its default or what stands in for it, the meaning. */
function row([name, { default: value, shown, meaning }]: [string, Variable]): string {
  const fallback = value === undefined ? (shown ?? "none") : `\`${value}\``;
  return `| \`${name}\` | ${cell(fallback)} | ${cell(meaning)} |`;
}

/** The environment variables as a Markdown table. */
export function configurationTable(): string {
  return ["| variable | default | meaning |", "|---|---|---|", ...Object.entries<Variable>(VARIABLES).map(row)].join("\n");
}

/** `readme` with the table between its two marks renewed. Throws when a mark is missing. */
export function withConfigurationTable(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error(`README.md lacks ${START} or ${END}`);
  return `${readme.slice(0, start + START.length)}\n${configurationTable()}\n${readme.slice(end)}`;
}
