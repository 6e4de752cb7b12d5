import { setImmediate } from "node:timers/promises";
import type { CheckpointPartRow } from "../entities/checkpoint-part-row.ts";
import type { Checkpoint, CheckpointStore } from "../ports.ts";
import type { Connection, Session } from "../session.ts";

/** One to load, and the one before it should the newest be of another format. */
const KEPT = 2;
/** A state of many megabytes written at once would hold up the events meanwhile; a part takes about a millisecond. */
const PART_BYTES = 262_144;

interface Head {
  seq: number | string;
  at: number | string;
  format: string;
  parts: number;
}

export class SqlCheckpointStore implements CheckpointStore {
  readonly #session: Session;
  #saving: Promise<void> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
  }

  /** The newest whole one. */
  latest(): Promise<Checkpoint | undefined> {
    return this.#session.use(async (connection) => {
      const heads = await connection.rows<Head>`SELECT seq, at, format, parts FROM checkpoints ORDER BY seq DESC`;
      for (const head of heads) {
        const seq = Number(head.seq);
        const state = await readState(connection, seq, head.parts);
        if (state) return { seq, at: Number(head.at), format: head.format, state };
      }
      return undefined;
    });
  }

  async newest(): Promise<Omit<Checkpoint, "state"> | undefined> {
    const [head] = await this.#session.use(
      (connection) => connection.rows<Head>`SELECT seq, at, format, parts FROM checkpoints ORDER BY seq DESC LIMIT 1`,
    );
    return head && { seq: Number(head.seq), at: Number(head.at), format: head.format };
  }

  /** One save after the other: each tidies up the parts that belong to no checkpoint yet. */
  save(checkpoint: Checkpoint): Promise<void> {
    const saved = this.#saving.then(() => this.#save(checkpoint));
    this.#saving = saved.catch(() => {});
    return saved;
  }

  async #save({ seq, at, format, state }: Checkpoint): Promise<void> {
    await this.#session.transaction((connection) => forget(connection, seq));
    const parts = Math.ceil(state.byteLength / PART_BYTES);
    for (let part = 0; part < parts; part++) {
      const bytes = Buffer.from(state.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
      await this.#session.use(
        (connection) => connection.run`INSERT INTO checkpoint_parts (seq, part, bytes) VALUES (${seq}, ${part}, ${bytes})`,
      );
      await setImmediate();
    }
    await this.#session.transaction(async (connection) => {
      await connection.run`INSERT INTO checkpoints (seq, at, format, parts) VALUES (${seq}, ${at}, ${format}, ${parts})`;
      await connection.run`DELETE FROM checkpoints WHERE seq NOT IN (SELECT seq FROM checkpoints ORDER BY seq DESC LIMIT ${KEPT})`;
      // Also what a save left behind that a crash cut short.
      await connection.run`DELETE FROM checkpoint_parts WHERE seq NOT IN (SELECT seq FROM checkpoints)`;
    });
  }
}

async function readState(connection: Connection, seq: number, parts: number): Promise<Uint8Array | undefined> {
  const rows = await connection.rows<CheckpointPartRow>`SELECT bytes FROM checkpoint_parts WHERE seq = ${seq} ORDER BY part`;
  if (rows.length !== parts) return undefined;
  return new Uint8Array(Buffer.concat(rows.map((row) => row.bytes)));
}

async function forget(connection: Connection, seq: number): Promise<void> {
  await connection.run`DELETE FROM checkpoints WHERE seq = ${seq}`;
  await connection.run`DELETE FROM checkpoint_parts WHERE seq = ${seq}`;
}
