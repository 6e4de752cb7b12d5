import Database from "better-sqlite3";

// The baseline of streamed ingest: parse a line, insert it, 1,000 to a transaction. The table has the columns and the
// unique key of the event log; the file grows from round to round as the server's does.
const db = new Database(process.argv[2] ?? ":memory:");
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`CREATE TABLE IF NOT EXISTS log (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, ts INTEGER, type TEXT, source TEXT, event_id TEXT,
  severity TEXT, value REAL, user_id TEXT, attributes TEXT, UNIQUE (source, event_id))`);
const insert = db.prepare(
  "INSERT INTO log (at, kind, ts, type, source, event_id, severity, value, user_id, attributes) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
);

interface Line {
  id: string;
  type: string;
  source: string;
  timestamp: string;
  severity: string;
  value: number;
  userId: string;
  attributes: unknown;
}

const insertAll = db.transaction((lines: readonly string[]) => {
  for (const line of lines) {
    const event = JSON.parse(line) as Line;
    insert.run(
      Date.now(),
      Date.parse(event.timestamp),
      event.type,
      event.source,
      event.id,
      event.severity,
      event.value,
      event.userId,
      JSON.stringify(event.attributes),
    );
  }
});

process.once("message", (chunks: string[]) => {
  const started = performance.now();
  let count = 0;
  let batch: string[] = [];
  for (const chunk of chunks) {
    for (const line of chunk.split("\n")) if (line) batch.push(line);
    if (batch.length < 1_000) continue;
    insertAll(batch);
    count += batch.length;
    batch = [];
  }
  insertAll(batch);
  count += batch.length;
  const rate = count / ((performance.now() - started) / 1_000);
  process.send?.(rate, () => process.exit(0));
});
