import Database from "better-sqlite3";
import type { Cell } from "../../../shared/answers.ts";
import { UnsafeSqlError } from "../../ports.ts";
import type { PolicyTable } from "../guard/policy.ts";
import type { ChildFailure, ChildJob, ChildRows } from "./child-protocol.ts";
import { RowBudget } from "./row-budget.ts";
import { failureOf } from "./sqlite-failure.ts";
import { checkProgram } from "./sqlite-program.ts";
import { findRoots, type ReadableRoots } from "./sqlite-roots.ts";

/** Opens the file so that nothing can be written by way of the connection, nor anything be computed by what its schema says. */
export function openReadOnly(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma("query_only = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  // Intermediate results count as memory, which is bounded; files of them would not be.
  db.pragma("temp_store = MEMORY");
  // A first read shows whether it is a database at all.
  db.prepare("SELECT count(*) FROM sqlite_schema").get();
  return db;
}

/** Runs statements on one connection. */
export class StatementRunner {
  private readonly db: Database.Database;
  private readonly tables: readonly PolicyTable[];
  private roots: { readonly version: unknown; readonly found: ReadableRoots } | undefined;

  constructor(db: Database.Database, tables: readonly PolicyTable[]) {
    this.db = db;
    this.tables = tables;
  }

  run(job: ChildJob): ChildRows | ChildFailure {
    // The schema that is checked and the one that is read are those of one moment.
    try {
      this.db.exec("BEGIN");
    } catch (error) {
      return failureOf(error, false);
    }
    try {
      return this.runInside(job);
    } finally {
      this.db.exec("ROLLBACK");
    }
  }

  private runInside(job: ChildJob): ChildRows | ChildFailure {
    // SQLite knows neither true nor false, only 1 and 0.
    const parameters = job.parameters.map((value) => (typeof value === "boolean" ? Number(value) : value));
    let statement: Database.Statement<unknown[], Cell[]>;
    try {
      checkProgram(this.db, { ...job, parameters }, this.readableRoots());
      statement = this.db.prepare<unknown[], Cell[]>(job.sql);
      if (!statement.reader || !statement.readonly) throw new UnsafeSqlError("the SQL would do more than read");
    } catch (error) {
      return failureOf(error, true);
    }
    try {
      return read(statement, parameters, job);
    } catch (error) {
      return failureOf(error, false);
    }
  }

  private readableRoots(): ReadableRoots {
    const version = this.db.pragma("schema_version", { simple: true });
    if (this.roots === undefined || this.roots.version !== version) this.roots = { version, found: findRoots(this.db, this.tables) };
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
