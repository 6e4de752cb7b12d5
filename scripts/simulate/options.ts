import { parseArgs } from "node:util";
import { isScenarioName, SCENARIOS } from "../../server/simulator/scenarios.ts";
import type { ScenarioName } from "../../shared/generators.ts";

export interface SimulateOptions {
  readonly scenario: ScenarioName;
  readonly rate: number;
  readonly durationSeconds: number;
  readonly seed: number;
  readonly url: URL;
  readonly token: string | undefined;
}

/** A wrong command line; the message names the option. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const LIST = Object.values(SCENARIOS)
  .map(({ name, summary }) => `  ${name.padEnd(22)}${summary}`)
  .join("\n");

export const HELP = `Posts synthetic events to a running Crowsnest.

npm run simulate -- --scenario <name> [options]

Scenarios:
${LIST}

Options:
  --rate <n>        events per second, on average (500)
  --duration <n>    seconds (60)
  --seed <n>        the same seed tells the same story (1)
  --url <url>       where Crowsnest listens (http://127.0.0.1:3000)
  --token <secret>  token of a producer, when the server wants one
  --help            this text

Every event is sent until it is acknowledged, through a restart of the server too (up to a minute).
Ends with an error if one was not.
`;

const FLAGS = {
  scenario: { type: "string" },
  rate: { type: "string", default: "500" },
  duration: { type: "string", default: "60" },
  seed: { type: "string", default: "1" },
  url: { type: "string", default: "http://127.0.0.1:3000" },
  token: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** The options of a command line, or `help`. Throws {@link UsageError}. */
export function parseOptions(args: readonly string[]): SimulateOptions | "help" {
  const flags = readFlags(args);
  if (flags.help) return "help";
  return {
    scenario: scenarioOf(flags.scenario),
    rate: numberOf("--rate", flags.rate, 0.1, 100_000),
    durationSeconds: numberOf("--duration", flags.duration, 0.1, 86_400),
    seed: wholeOf("--seed", flags.seed),
    url: urlOf(flags.url),
    token: flags.token,
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error));
  }
}

function scenarioOf(name: string | undefined): ScenarioName {
  const known = Object.keys(SCENARIOS).join(", ");
  if (name === undefined) throw new UsageError(`--scenario is required: one of ${known}`);
  if (!isScenarioName(name)) throw new UsageError(`--scenario: there is no ${JSON.stringify(name)}; one of ${known}`);
  return name;
}

function numberOf(flag: string, text: string, low: number, high: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= low && value <= high))
    throw new UsageError(`${flag}: expected a number from ${low} to ${high}, not ${JSON.stringify(text)}`);
  return value;
}

function wholeOf(flag: string, text: string): number {
  const value = numberOf(flag, text, 0, 2 ** 32 - 1);
  if (!Number.isInteger(value)) throw new UsageError(`${flag}: expected a whole number, not ${JSON.stringify(text)}`);
  return value;
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new UsageError(`--url: expected an address such as http://127.0.0.1:3000, not ${JSON.stringify(text)}`);
  }
  return url;
}
