import type Database from "better-sqlite3";
import { DataSource } from "typeorm";
import { ENTITIES } from "../entities.ts";
import { MIGRATIONS } from "../migrations.ts";
import type { Session } from "../session.ts";
import { SqliteSession } from "./sqlite-session.ts";
import { WalKeeper } from "./wal-keeper.ts";

/** All of it can be made again from the log, so a commit need not wait for the disk; the file stays whole either way. */
function prepare(db: Database.Database): void {
  db.pragma("synchronous = NORMAL");
  // Moved by a thread of its own; this is for when that thread cannot keep up.
  db.pragma("wal_autocheckpoint = 16000");
  db.pragma("journal_size_limit = 67108864");
}

/** The TypeORM data source of an app database in a SQLite file, not yet open. */
export function sqliteDataSource(file: string): DataSource {
  return new DataSource({
    type: "better-sqlite3",
    database: file,
    enableWAL: true,
    prepareDatabase: prepare,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: "all",
    logging: false,
  });
}

/** Opens the file, creating it if need be, and brings it to the newest layout. */
export async function openSqliteSession(file: string): Promise<Session> {
  const dataSource = sqliteDataSource(file);
  await dataSource.initialize();
  await dataSource.runMigrations();
  return new SqliteSession(dataSource, new WalKeeper(file));
}
