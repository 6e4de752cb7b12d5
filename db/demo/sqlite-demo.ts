import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { MARKER_SQL, MARKER_TABLE, markerText, NotADemoError } from "./marker.ts";
import type { DemoOptions } from "./options.ts";
import { demoRows, demoSize, type TableRows } from "./rows.ts";
import { createIndexesSql, createTableSql, encodeRow } from "./schema.ts";

const PARTIAL = ".partial";
const ROWS_BETWEEN_REPORTS = 2_000;

export type OnProgress = (done: number, total: number) => void;

function isDemo(file: string): boolean {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(MARKER_TABLE) !== undefined;
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

function fill(db: Database.Database, options: DemoOptions, onProgress: OnProgress): void {
  let done = 0;
  const insert = ({ table, rows }: TableRows): void => {
    db.exec(createTableSql(table, "sqlite"));
    const statement = db.prepare(`INSERT INTO ${table.name} VALUES (${table.columns.map(() => "?").join(", ")})`);
    for (const row of rows) {
      statement.run(encodeRow(row, table, "sqlite"));
      if (++done % ROWS_BETWEEN_REPORTS === 0) onProgress(done, demoSize(options));
    }
    for (const sql of createIndexesSql(table)) db.exec(sql);
  };
  db.transaction(() => {
    db.exec(MARKER_SQL);
    db.prepare(`INSERT INTO ${MARKER_TABLE} VALUES (?)`).run(markerText(options));
    for (const table of demoRows(options)) insert(table);
  })();
  db.exec("ANALYZE");
  onProgress(demoSize(options), demoSize(options));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes what processes that were killed while they wrote have left. */
function removeLeftovers(file: string): void {
  const beginning = `${basename(file)}.`;
  for (const name of readdirSync(dirname(file))) {
    const pid = name.startsWith(beginning) && name.endsWith(PARTIAL) ? Number.parseInt(name.slice(beginning.length), 10) : Number.NaN;
    if (Number.isInteger(pid) && !isRunning(pid)) rmSync(join(dirname(file), name), { force: true });
  }
}

/**
 * Makes the demo database in a file, in the place of an earlier one. It appears there whole or not at all, and whoever reads the earlier
 * one reads on undisturbed. Blocks for seconds: see `startDemo` for a thread that does it. Throws {@link NotADemoError} for any other file.
 */
export function writeSqliteDemo(path: string, options: DemoOptions, onProgress: OnProgress = () => {}): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = existsSync(path) ? realpathSync(path) : path;
  if (existsSync(file) && !isDemo(file)) throw new NotADemoError(file);
  removeLeftovers(file);
  const partial = `${file}.${process.pid}${PARTIAL}`;
  rmSync(partial, { force: true });
  try {
    const db = new Database(partial);
    try {
      // Nobody reads the file before it is renamed, and a killed process starts over.
      db.pragma("journal_mode = OFF");
      db.pragma("synchronous = OFF");
      fill(db, options, onProgress);
    } finally {
      db.close();
    }
    for (const beside of ["-wal", "-shm", "-journal"]) rmSync(`${file}${beside}`, { force: true });
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}
