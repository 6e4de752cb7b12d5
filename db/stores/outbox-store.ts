import type { ServerEventName } from "../../shared/socket.ts";
import type { OutboxFrame, OutboxStore } from "../ports.ts";
import type { Session } from "../session.ts";
import { storedPosition } from "./outbox-numbers.ts";

interface StoredFrame {
  channel: string;
  seq: number | string;
  at: number | string;
  event: ServerEventName;
  payload: string;
}

export class SqlOutboxStore implements OutboxStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  position(channel: string): Promise<number> {
    return this.#session.use((connection) => storedPosition(connection, channel));
  }

  async after(channel: string, seq: number, limit: number): Promise<OutboxFrame[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<StoredFrame>`
        SELECT channel, seq, at, event, payload FROM outbox WHERE channel = ${channel} AND seq > ${seq} ORDER BY seq LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq), at: Number(row.at) }));
  }

  oldest(channel: string): Promise<number> {
    return this.#session.use(async (connection) => {
      const [row] = await connection.rows<{ seq: number | string | null }>`SELECT MIN(seq) AS seq FROM outbox WHERE channel = ${channel}`;
      return Number(row?.seq ?? (await storedPosition(connection, channel)) + 1);
    });
  }

  prune(keep: number): Promise<number> {
    return this.#session.transaction(async (connection) => {
      const channels = await connection.rows<{ channel: string; seq: number | string }>`SELECT channel, seq FROM outbox_positions`;
      let gone = 0;
      for (const { channel, seq } of channels) {
        gone += await connection.run`DELETE FROM outbox WHERE channel = ${channel} AND seq <= ${Number(seq) - keep}`;
      }
      return gone;
    });
  }
}
