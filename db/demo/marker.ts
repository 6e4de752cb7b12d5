import type { DemoOptions } from "./options.ts";

/** The table that only a database made here has; no catalog names it. */
export const MARKER_TABLE = "crowsnest_demo";
export const MARKER_SQL = `CREATE TABLE ${MARKER_TABLE} (arguments TEXT NOT NULL)`;

/** A database that somebody else made, which is only ever read. */
export class NotADemoError extends Error {
  override readonly name = "NotADemoError";

  constructor(what: string) {
    super(`${what} was not made by Crowsnest's demo seed, and nothing is written to it`);
  }
}

export function markerText(options: DemoOptions): string {
  const { endMs, ...sizes } = options;
  return JSON.stringify({ ...sizes, end: new Date(endMs).toISOString() });
}
