import { VARIABLES, type Variable } from "./variables.ts";

const HEADER = [
  "# Every variable that Crowsnest reads, with its default. Copy to .env and uncomment what you change.",
  "# Generated from server/config/variables.ts by `npm run generate`.",
];

function entry([name, variable]: [string, Variable]): string[] {
  const hint = variable.shown === undefined ? [] : [`# Default: ${variable.shown}`];
  return ["", `# ${variable.meaning}`, ...hint, `#${name}=${variable.default ?? ""}`];
}

/** The text of `.env.example`. */
export function envExample(): string {
  return [...HEADER, ...Object.entries<Variable>(VARIABLES).flatMap(entry), ""].join("\n");
}
