import { setImmediate } from "node:timers/promises";
import type { ServerEventName } from "../../shared/socket.ts";
import type { OutboxFrame, OutboxStore } from "../ports.ts";
import type { Session } from "../session.ts";
import { storedPosition } from "./outbox-numbers.ts";

/** Frames deleted at a time, so that commits get their turn in between. */
const PRUNE_ROWS = 1_000;

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

  async channels(): Promise<{ channel: string; seq: number; oldest: number }[]> {
    const rows = await this.#session.use(
      (connection) => connection.rows<{ channel: string; seq: number | string; oldest: number | string | null }>`
        SELECT channel, seq, (SELECT MIN(seq) FROM outbox WHERE outbox.channel = outbox_positions.channel) AS oldest
        FROM outbox_positions ORDER BY channel`,
    );
    return rows.map(({ channel, seq, oldest }) => ({ channel, seq: Number(seq), oldest: Number(oldest ?? Number(seq) + 1) }));
  }

  async prune(keep: number): Promise<number> {
    const channels = await this.#session.use(
      (connection) => connection.rows<{ channel: string; seq: number | string }>`SELECT channel, seq FROM outbox_positions`,
    );
    let gone = 0;
    for (const { channel, seq } of channels) gone += await this.#pruneTo(channel, Number(seq) - keep);
    return gone;
  }

  async #pruneTo(channel: string, last: number): Promise<number> {
    let gone = 0;
    for (let from = await this.oldest(channel); from <= last; from += PRUNE_ROWS) {
      const to = Math.min(last, from + PRUNE_ROWS - 1);
      gone += await this.#session.use((connection) => connection.run`DELETE FROM outbox WHERE channel = ${channel} AND seq <= ${to}`);
      await setImmediate();
    }
    return gone;
  }
}
