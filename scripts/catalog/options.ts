import { parseArgs } from "node:util";

/** A wrong command line; the message names what is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface CatalogCommand {
  readonly command: "init" | "check";
  /** Overrides DATABASE_URL. */
  readonly databaseUrl: string | undefined;
  /** Where the draft goes, or the file to check; without one the standard output, or CATALOG_FILE. */
  readonly file: string | undefined;
  readonly force: boolean;
}

export const HELP = `Works on catalogs: what data means and what people call it.

npm run catalog -- init [--database-url <url>] [--out <file>] [--force]
  Drafts a catalog from a database: keys, types, values, names split into words. Only reads.
npm run catalog -- check [--database-url <url>] [--catalog <file>]
  Compares a catalog with the database and names what does not fit.

The database is DATABASE_URL's unless --database-url names another; the catalog to check CATALOG_FILE's unless --catalog does.
`;

const FLAGS = {
  "database-url": { type: "string" },
  out: { type: "string" },
  catalog: { type: "string" },
  force: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error));
  }
}

/** The command of a command line, or `help`. Throws {@link UsageError}. */
export function parseCatalogOptions(args: readonly string[]): CatalogCommand | "help" {
  const { values, positionals } = readFlags(args);
  if (values.help) return "help";
  const [command, ...more] = positionals;
  if ((command !== "init" && command !== "check") || more.length > 0) throw new UsageError("expected one of init, check");
  if (command === "init" && values.catalog !== undefined) throw new UsageError("--catalog: for check only");
  if (command === "check" && (values.out !== undefined || values.force)) throw new UsageError("--out and --force: for init only");
  return { command, databaseUrl: values["database-url"], file: command === "init" ? values.out : values.catalog, force: values.force };
}
