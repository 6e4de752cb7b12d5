import type { Page, PageQuery } from "../../shared/api.ts";
import type { Generator } from "../../shared/generators.ts";
import type { GeneratorStore } from "../ports.ts";
import type { Session } from "../session.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

interface Row {
  id: string;
  body: string;
  created_at: number | string;
}

const parse = ({ body }: Pick<Row, "body">): Generator => JSON.parse(body) as Generator;

export class SqlGeneratorStore implements GeneratorStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async save(generator: Generator): Promise<void> {
    const { id, scenario, startedAt } = generator;
    await this.#session.use(
      (connection) => connection.run`
        INSERT INTO generators (id, scenario, body, created_at)
        VALUES (${id}, ${scenario}, ${JSON.stringify(generator)}, ${Date.parse(startedAt)})
        ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
    );
  }

  async get(id: string): Promise<Generator | undefined> {
    const [row] = await this.#session.use((connection) => connection.rows<Row>`SELECT body FROM generators WHERE id = ${id}`);
    return row && parse(row);
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<Generator>> {
    // Before the first page comes a place that no row can have.
    const { at, id } = cursor === undefined ? { at: Number.MAX_SAFE_INTEGER, id: "" } : decodeCursor(cursor);
    const rows = await this.#session.use(
      (connection) => connection.rows<Row>`
        SELECT id, body, created_at FROM generators WHERE created_at < ${at} OR (created_at = ${at} AND id < ${id})
        ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`,
    );
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items: items.map(parse), nextCursor: last ? encodeCursor({ at: Number(last.created_at), id: last.id }) : null };
  }

  /** There are few generators in a retention's time, and this is asked once a start. */
  async running(): Promise<Generator[]> {
    const rows = await this.#session.use((connection) => connection.rows<Row>`SELECT body FROM generators ORDER BY created_at, id`);
    return rows.map(parse).filter(({ state }) => state === "running");
  }
}
