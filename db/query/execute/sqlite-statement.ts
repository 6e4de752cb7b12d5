import type Database from "better-sqlite3";
import type { Cell } from "../../../shared/answers.ts";
import { UnsafeSqlError } from "../../ports.ts";
import type { PolicyTable } from "../guard/policy.ts";
import type { ChildFailure, ChildJob, ChildRows } from "./child-protocol.ts";
import { RowBudget } from "./row-budget.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { failureOf } from "./sqlite-failure.ts";
import { checkProgram } from "./sqlite-program.ts";
import { findRoots, type ReadableRoots } from "./sqlite-roots.ts";

interface Roots {
  readonly db: Database.Database;
  readonly version: unknown;
  readonly found: ReadableRoots;
}

/** Runs statements, one at a time. */
export class StatementRunner {
  private readonly connection: SqliteConnection;
  private readonly tables: readonly PolicyTable[];
  private roots: Roots | undefined;

  constructor(connection: SqliteConnection, tables: readonly PolicyTable[]) {
    this.connection = connection;
    this.tables = tables;
  }

  run(job: ChildJob): ChildRows | ChildFailure {
    let db: Database.Database;
    try {
      db = this.connection.current();
      // The schema that is checked and the one that is read are those of one moment.
      db.exec("BEGIN");
    } catch {
      return { kind: "failed", reason: "unreachable", message: "the database cannot be read" };
    }
    try {
      return this.runInside(db, job);
    } finally {
      if (db.inTransaction) db.exec("ROLLBACK");
    }
  }

  private runInside(db: Database.Database, job: ChildJob): ChildRows | ChildFailure {
    // SQLite knows neither true nor false, only 1 and 0.
    const parameters = job.parameters.map((value) => (typeof value === "boolean" ? Number(value) : value));
    let compiling = true;
    try {
      checkProgram(db, { ...job, parameters }, this.readableRoots(db));
      const statement = db.prepare<unknown[], Cell[]>(job.sql);
      if (!statement.reader || !statement.readonly) throw new UnsafeSqlError("the SQL would do more than read");
      compiling = false;
      return read(statement, parameters, job);
    } catch (error) {
      return failureOf(error, compiling);
    }
  }

  private readableRoots(db: Database.Database): ReadableRoots {
    const version = db.pragma("schema_version", { simple: true });
    if (this.roots === undefined || this.roots.version !== version || this.roots.db !== db)
      this.roots = { db, version, found: findRoots(db, this.tables) };
    return this.roots.found;
  }
}

function read(statement: Database.Statement<unknown[], Cell[]>, parameters: readonly Cell[], job: ChildJob): ChildRows {
  const columns = statement.columns().map(({ name, type }) => ({ name, declared: type }));
  const budget = new RowBudget(
    job.maxRows,
    job.maxBytes,
    columns.map(({ name }) => name),
  );
  for (const row of statement.raw(true).iterate(...parameters)) if (!budget.add(row.map(plain))) break;
  return { kind: "rows", columns, rows: budget.rows, truncated: budget.truncated };
}

/** A value that JSON has: a blob as hexadecimal digits, infinity as nothing. */
function plain(value: unknown): Cell {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
  return typeof value === "number" && !Number.isFinite(value) ? null : (value as Cell);
}
