import type { Connection } from "../session.ts";

export async function storedPosition(connection: Connection, channel: string): Promise<number> {
  const [row] = await connection.rows<{ seq: number | string }>`SELECT seq FROM outbox_positions WHERE channel = ${channel}`;
  return Number(row?.seq ?? 0);
}

/** Numbers the frames of one transaction; `committed` makes what it gave out true. */
export interface Numbering {
  next(connection: Connection, channel: string): Promise<number>;
  committed(): void;
}

/** The next numbers of the channels, read once and then kept in memory. A number is never skipped or given twice. */
export class OutboxNumbers {
  readonly #positions = new Map<string, number>();

  begin(): Numbering {
    const taken = new Map<string, number>();
    return {
      next: async (connection, channel) => {
        const seq = 1 + (taken.get(channel) ?? this.#positions.get(channel) ?? (await storedPosition(connection, channel)));
        taken.set(channel, seq);
        await connection.run`
          INSERT INTO outbox_positions (channel, seq) VALUES (${channel}, ${seq})
          ON CONFLICT (channel) DO UPDATE SET seq = excluded.seq`;
        return seq;
      },
      committed: () => {
        for (const [channel, seq] of taken) this.#positions.set(channel, seq);
      },
    };
  }
}
