import type { Conversation, ConversationStore } from "../ports.ts";
import type { Session } from "../session.ts";

export class SqlConversationStore implements ConversationStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async save({ id, at, body }: Conversation): Promise<void> {
    await this.#session.use(
      (connection) => connection.run`
        INSERT INTO conversations (id, body, created_at, updated_at) VALUES (${id}, ${JSON.stringify(body)}, ${at}, ${at})
        ON CONFLICT (id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    );
  }

  async get(id: string, since: number): Promise<Conversation | undefined> {
    const [row] = await this.#session.use(
      (connection) => connection.rows<{ body: string; at: number | string }>`
        SELECT body, updated_at AS at FROM conversations WHERE id = ${id} AND updated_at >= ${since}`,
    );
    return row && { id, at: Number(row.at), body: JSON.parse(row.body) as unknown };
  }

  async forget(before: number): Promise<number> {
    return this.#session.use((connection) => connection.run`DELETE FROM conversations WHERE updated_at < ${before}`);
  }
}
