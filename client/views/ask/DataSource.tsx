import { Database } from "lucide-react";
import type { CatalogAnswer } from "../../../shared/catalog-answer.ts";
import { dataMoment } from "../../lib/answer-format.ts";
import { formatNumber } from "../../lib/format.ts";

const DIALECTS = { sqlite: "SQLite", postgres: "PostgreSQL" } as const;

/** Which data is asked about, and how new it is. */
export function DataSource({ catalog }: { catalog: CatalogAnswer }) {
  const { name, dialect, demo, newest, tables } = catalog;
  const counts = tables.flatMap(({ label, rowCount }) => (rowCount === undefined ? [] : `${formatNumber(rowCount)} ${label}`));
  return (
    <p className="ask-source muted">
      <Database size={14} aria-hidden="true" />
      <span>
        Asks the database <strong className="ask-source-name">{name}</strong> ({DIALECTS[dialect]})
        {demo ? <span className="tag ask-demo">Demo data</span> : null}
        {counts.length > 0 ? `: ${counts.join(", ")}` : ""}
        {newest ? (
          <>
            , up to <time dateTime={newest}>{dataMoment(newest)}</time>
          </>
        ) : null}
      </span>
    </p>
  );
}
