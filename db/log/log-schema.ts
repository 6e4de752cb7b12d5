import type Database from "better-sqlite3";

/** One step a version of the layout; a step that was released is never edited. */
const STEPS: readonly string[] = [
  `CREATE TABLE log (
     seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL,
     ts INTEGER, type TEXT, source TEXT, event_id TEXT, severity TEXT, value REAL, user_id TEXT, attributes TEXT);
   CREATE TABLE event_keys (source TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (source, id)) WITHOUT ROWID;
   CREATE TABLE counters (
     one INTEGER PRIMARY KEY CHECK (one = 1), received INTEGER NOT NULL, accepted INTEGER NOT NULL,
     duplicates INTEGER NOT NULL, rejected INTEGER NOT NULL, at INTEGER NOT NULL);
   INSERT INTO counters VALUES (1, 0, 0, 0, 0, 0);`,
];

/** What the `kind` column says. */
export const KIND = { event: 0, control: 1 } as const;

/** Brings a log file to the newest layout. Throws when a newer version wrote it. */
export function migrateLog(db: Database.Database): void {
  const version = Number(db.pragma("user_version", { simple: true }));
  if (version > STEPS.length) throw new Error(`the event log has layout ${version}, this version knows up to ${STEPS.length}`);
  const step = db.transaction((sql: string, next: number) => {
    db.exec(sql);
    db.pragma(`user_version = ${next}`);
  });
  STEPS.slice(version).forEach((sql, index) => {
    step.immediate(sql, version + index + 1);
  });
}
