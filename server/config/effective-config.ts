import type { ConfigOrigin, ConfigVariable } from "../../shared/system.ts";
import { VARIABLES, type Variable } from "./variables.ts";

/** Where a variable's value comes from: its text as the environment has it, and the variables that only `.env` sets. */
interface Sources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fromFile: ReadonlySet<string>;
}

function originOf(name: string, given: string, { fromFile }: Sources): ConfigOrigin {
  if (given === "") return "default";
  return fromFile.has(name) ? ".env" : "environment";
}

/** The text to be shown of a value: what a variable shows of itself, all of it, or for a secret nothing. */
function shownValue({ parse, show, secret }: Variable, text: string): string {
  if (show) return show(parse.parse(text));
  return secret ? "***" : text;
}

function variableView([name, variable]: [string, Variable], sources: Sources): ConfigVariable {
  const given = sources.environment[name]?.trim() ?? "";
  const text = given === "" ? variable.default : given;
  return {
    name,
    value: text === undefined ? null : shownValue(variable, text),
    origin: originOf(name, given, sources),
    description: variable.meaning,
    ...(variable.shown === undefined ? {} : { fallback: variable.shown }),
    secret: variable.secret === true || variable.show !== undefined,
  };
}

/** Every variable with what holds for it, fit to be shown: made from the table that the configuration is read by. */
export function effectiveConfig(sources: Sources): ConfigVariable[] {
  return Object.entries<Variable>(VARIABLES).map((entry) => variableView(entry, sources));
}
