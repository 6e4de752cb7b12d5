import { useMemo } from "react";
import { sqlPieces } from "./sql.ts";
import "./sql.css";

/** A statement with its keywords, names and values told apart. */
export function Sql({ text }: { text: string }) {
  const pieces = useMemo(() => sqlPieces(text), [text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, which the keyboard must be able to do too.
    <pre className="sql" tabIndex={0}>
      {pieces.map(({ kind, text: piece }, index) =>
        kind === "text" ? (
          piece
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text stand in their order.
          <span key={index} className={`sql-${kind}`}>
            {piece}
          </span>
        ),
      )}
    </pre>
  );
}
