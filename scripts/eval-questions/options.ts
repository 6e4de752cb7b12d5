import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseInstant } from "../../shared/time.ts";

export const HELP = `npm run eval-questions -- FILE [options]

Asks every question of FILE (one JSON object a line) and compares the rows with those of its gold SQL.

  --database-url sqlite:PATH   the data that is asked about (default: sqlite:./data/demo.sqlite)
  --as-of INSTANT              what "now" is (default: the newest moment of the data)
  --catalog FILE               the catalog (default: the demo's)
  --only TEXT                  only questions whose id or class begins with it
  --rights                     shows the right answers in full too
`;

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options {
  readonly file: string;
  readonly database: string;
  /** Epoch ms. */
  readonly asOf: number | undefined;
  readonly catalog: string | undefined;
  readonly only: string | undefined;
  readonly rights: boolean;
}

function sqliteFile(url: string): string {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new UsageError("--database-url: expected sqlite:PATH; gold SQL is SQLite's");
  return resolve(path);
}

function instant(text: string | undefined): number | undefined {
  const ms = text === undefined ? undefined : parseInstant(text);
  if (text !== undefined && ms === undefined) throw new UsageError("--as-of: expected an instant such as 2026-10-31T23:59:59Z");
  return ms;
}

const OPTIONS = {
  "database-url": { type: "string", default: "sqlite:./data/demo.sqlite" },
  "as-of": { type: "string" },
  catalog: { type: "string" },
  only: { type: "string" },
  rights: { type: "boolean", default: false },
  help: { type: "boolean" },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Throws a {@link UsageError}. */
export function parseOptions(args: readonly string[]): Options | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new UsageError("expected one file of questions");
  const { only, rights, catalog } = values;
  return { file, database: sqliteFile(values["database-url"]), asOf: instant(values["as-of"]), catalog, only, rights };
}
