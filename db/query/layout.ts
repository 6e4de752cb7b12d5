/** Strings and quoted names, as both dialects write them, words with what joins them, and everything else by one. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_]\w*|\$\d+|\d+(?:\.\d+)?(?:e[+-]?\d+)?|<=|>=|<>|\|\||\S/g;

const CLAUSES = new Set(["with", "select", "from", "where", "group", "order", "limit", "left", "inner", "full"]);
const KEYWORDS = new Set(
  `${[...CLAUSES].join(" ")} as by and or not in is null like escape exists case when then else end join on distinct filter over partition rows
  between unbounded preceding following current row asc desc nulls last collate binary cast at time zone glob`.split(/\s+/),
);
const INDENT = "  ";

interface Place {
  /** Whether a SELECT stands in these brackets, so that its clauses get lines of their own. */
  readonly query: boolean;
  readonly depth: number;
}

const noSpaceBefore = (token: string) => token === ")" || token === "," || token === ".";

/** Whether `(` follows as that of a call does. */
const calls = (previous: string) => /^[a-z_]\w*$/.test(previous) && (!KEYWORDS.has(previous) || previous === "cast");

function gap(previous: string, token: string): string {
  if (previous === "" || previous === "(" || previous === "." || noSpaceBefore(token)) return "";
  if (token === "(" && calls(previous)) return "";
  return " ";
}

/** Words that begin a line in a query: clauses, but not the ORDER BY within a window's brackets. */
function beginsLine(token: string, place: Place): boolean {
  return place.query && CLAUSES.has(token);
}

/**
 * Lays out SQL that the compiler wrote: a line for each clause, brackets around queries indented, keywords in capitals. Nothing but white
 * space and the case of keywords changes. A general formatter takes longer for this than the planner and the compiler together.
 */
export function layOut(sql: string): string {
  const tokens = sql.match(TOKEN) ?? [];
  const places: Place[] = [{ query: true, depth: 0 }];
  let text = "";
  let previous = "";
  const newLine = (depth: number) => {
    text = `${text.trimEnd()}\n${INDENT.repeat(depth)}`;
    previous = "";
  };
  tokens.forEach((token, index) => {
    const place = places.at(-1) ?? { query: true, depth: 0 };
    if (token === ")") {
      places.pop();
      if (place.query) newLine(place.depth - 1);
    } else if (index > 0 && beginsLine(token, place) && previous !== "") newLine(place.depth);
    text += gap(previous, token) + (KEYWORDS.has(token) ? token.toUpperCase() : token);
    previous = token;
    if (token === "(") {
      const query = tokens[index + 1] === "select";
      places.push({ query, depth: place.depth + (query ? 1 : 0) });
      if (query) newLine(place.depth + 1);
    }
  });
  return text;
}
