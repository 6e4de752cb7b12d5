import { statSync } from "node:fs";
import Database from "better-sqlite3";

/** Opens the file so that nothing can be written by way of the connection, nor anything be computed by what its schema says. */
function openReadOnly(file: string): Database.Database {
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

function identityOf(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev}:${ino}`;
}

/** A read-only connection to whatever database is at the path: one that took its place is noticed. */
export class SqliteConnection {
  private readonly file: string;
  private identity: string;
  private opened: Database.Database;

  /** Throws what the driver throws. */
  constructor(file: string) {
    this.file = file;
    this.identity = identityOf(file);
    this.opened = openReadOnly(file);
  }

  current(): Database.Database {
    const identity = identityOf(this.file);
    if (identity !== this.identity) {
      const fresh = openReadOnly(this.file);
      this.opened.close();
      this.opened = fresh;
      this.identity = identity;
    }
    return this.opened;
  }
}
