import { LessThan } from "typeorm";
import type { Page, PageQuery } from "../../shared/api.ts";
import { auditRow } from "../entities/audit-row.ts";
import type { AuditEntry, AuditStore } from "../ports.ts";
import type { Session } from "../session.ts";
import { decodeNumber } from "./cursor.ts";

export class SqlAuditStore implements AuditStore {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async record({ at, actor, action, target, detail }: AuditEntry): Promise<void> {
    await this.#session.use(
      (connection) => connection.run`
        INSERT INTO audit_log (at, actor, action, target, detail)
        VALUES (${at}, ${actor}, ${action}, ${target}, ${JSON.stringify(detail ?? null)})`,
    );
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<AuditEntry & { id: number }>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeNumber(cursor)) };
    const rows = await this.#session.use((connection) =>
      connection.manager.find(auditRow, { where, order: { id: "DESC" }, take: limit + 1 }),
    );
    const items = rows.slice(0, limit).map((row) => ({ ...row, detail: JSON.parse(row.detail) as unknown }));
    return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null };
  }
}
