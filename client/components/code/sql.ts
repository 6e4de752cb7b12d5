export interface SqlPiece {
  readonly kind: "text" | "keyword" | "value" | "name";
  readonly text: string;
}

const WORDS =
  "all and any as asc between by case cast coalesce collate count cross current_date date desc distinct else end exists extract false filter first following from full group having ilike in inner interval is join last lateral left like limit not null nulls offset on or order outer over partition preceding range right rows select set sum then true union unbounded using values when where with within";
const KEYWORDS = new Set(WORDS.split(" "));
const TOKEN = /('(?:[^']|'')*')|("(?:[^"]|"")*")|(\b\d+(?:\.\d+)?\b)|([A-Za-z_]\w*)|([\s\S])/g;

function kindOf([, value, name, number, word]: RegExpExecArray): SqlPiece["kind"] {
  if (value !== undefined || number !== undefined) return "value";
  if (name !== undefined) return "name";
  return word !== undefined && KEYWORDS.has(word.toLowerCase()) ? "keyword" : "text";
}

/** SQL in pieces to be coloured; together they are the text. */
export function sqlPieces(sql: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  for (const token of sql.matchAll(TOKEN)) {
    const piece = { kind: kindOf(token), text: token[0] };
    const last = pieces.at(-1);
    if (last && last.kind === piece.kind) pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    else pieces.push(piece);
  }
  return pieces;
}
