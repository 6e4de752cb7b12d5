import { parseArgs } from "node:util";
import { DEMO_SIZES, type DemoOptions, defaultDemo } from "../../db/demo/options.ts";
import { parseInstant } from "../../shared/time.ts";

/** A wrong command line; the message names the option. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface SeedCommand {
  readonly demo: DemoOptions;
  /** Overrides DATABASE_URL. */
  readonly databaseUrl: string | undefined;
}

export const HELP = `Makes the demo database, in the place of an earlier one. Same options, same rows.
It is $DATA_DIR/demo.sqlite, or what DATABASE_URL names; a database that was not made by it is never written to.

npm run seed -- [options]

Options:
  --users <n>          customers (${DEMO_SIZES.users})
  --transactions <n>   (${DEMO_SIZES.transactions})
  --logins <n>         (${DEMO_SIZES.logins})
  --days <n>           days of transactions and logins (${DEMO_SIZES.days})
  --seed <n>           (${DEMO_SIZES.seed})
  --end <when>         a day, which it begins, or an instant such as 2026-10-31T12:00:00Z (start of the current UTC day)
  --database-url <url> instead of DATABASE_URL
  --help               this text
`;

const FLAGS = {
  users: { type: "string" },
  transactions: { type: "string" },
  logins: { type: "string" },
  days: { type: "string" },
  seed: { type: "string" },
  end: { type: "string" },
  "database-url": { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** The options of a command line, or `help`. `nowMs` decides the end that is not given. Throws {@link UsageError}. */
export function parseSeedOptions(args: readonly string[], nowMs: number): SeedCommand | "help" {
  const flags = readFlags(args);
  if (flags.help) return "help";
  const defaults = defaultDemo(nowMs);
  const whole = (name: "users" | "transactions" | "logins" | "days" | "seed", low: number, high: number) =>
    flags[name] === undefined ? defaults[name] : wholeOf(`--${name}`, flags[name], low, high);
  const demo: DemoOptions = {
    users: whole("users", 1, 1_000_000),
    transactions: whole("transactions", 0, 50_000_000),
    logins: whole("logins", 0, 50_000_000),
    days: whole("days", 1, 719),
    seed: whole("seed", 0, 2 ** 32 - 1),
    endMs: flags.end === undefined ? defaults.endMs : endOf(flags.end),
  };
  return { demo, databaseUrl: flags["database-url"] };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error));
  }
}

function wholeOf(flag: string, text: string, low: number, high: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw new UsageError(`${flag}: expected a whole number from ${low} to ${high}, not "${text}"`);
  return value;
}

function endOf(text: string): number {
  const ms = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (ms === undefined) throw new UsageError(`--end: expected a day such as 2026-10-31 or an instant with its offset, not "${text}"`);
  // Rows carry whole seconds.
  return Math.floor(ms / 1_000) * 1_000;
}
