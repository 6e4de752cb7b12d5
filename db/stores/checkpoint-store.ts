import { type CheckpointRow, checkpointRow } from "../entities/checkpoint-row.ts";
import type { Checkpoint, CheckpointStore } from "../ports.ts";
import type { Session } from "../session.ts";

/** One to load, and the one before it should the newest not be readable. */
const KEPT = 2;

export class SqlCheckpointStore implements CheckpointStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async latest(): Promise<Checkpoint | undefined> {
    const row = await this.#session.use((connection) => connection.manager.findOne(checkpointRow, { where: {}, order: { seq: "DESC" } }));
    return row ? checkpointOf(row) : undefined;
  }

  save({ seq, at, format, state }: Checkpoint): Promise<void> {
    const bytes = Buffer.from(state.buffer, state.byteOffset, state.byteLength);
    return this.#session.transaction(async (connection) => {
      await connection.run`
        INSERT INTO checkpoints (seq, at, format, state) VALUES (${seq}, ${at}, ${format}, ${bytes})
        ON CONFLICT (seq) DO UPDATE SET at = excluded.at, format = excluded.format, state = excluded.state`;
      await connection.run`
        DELETE FROM checkpoints WHERE seq NOT IN (SELECT seq FROM checkpoints ORDER BY seq DESC LIMIT ${KEPT})`;
    });
  }
}

function checkpointOf({ seq, at, format, state }: CheckpointRow): Checkpoint {
  return { seq, at, format, state: new Uint8Array(state.buffer, state.byteOffset, state.byteLength) };
}
