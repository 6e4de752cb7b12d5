/** Scalar, aggregate and window functions of SQLite that only compute: no files, no settings, nothing about the server. */
const NAMES = `
abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling char coalesce concat concat_ws cos cosh count cume_dist
current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor format glob group_concat
hex if ifnull iif instr json json_array json_array_length json_error_position json_extract json_group_array json_group_object
json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type json_valid jsonb
jsonb_array jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace
jsonb_set json_array_insert jsonb_array_insert julianday lag last_value lead length like likelihood likely ln log log10 log2
lower ltrim max median min mod nth_value ntile nullif octet_length percent_rank percentile percentile_cont percentile_disc pi
pow power printf quote radians random rank replace round row_number rtrim sign sin sinh soundex sqrt strftime string_agg substr
substring sum tan tanh time timediff total trim trunc typeof unhex unicode unistr unistr_quote unixepoch unlikely upper
-> ->> zeroblob randomblob
`;

export const SQLITE_FUNCTIONS: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter(Boolean));

/** Functions that stand in FROM, and the columns of what they yield. */
const JSON_COLUMNS = ["key", "value", "type", "atom", "id", "parent", "fullkey", "path", "json", "root"];
export const SQLITE_TABLE_FUNCTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  ["json_each", "json_tree", "jsonb_each", "jsonb_tree"].map((name) => [name, JSON_COLUMNS]),
);

/** Functions whose argument says how long their result is. */
export const SQLITE_SIZE_FUNCTIONS: ReadonlySet<string> = new Set(["zeroblob", "randomblob"]);
export const SQLITE_FORMAT_FUNCTIONS: ReadonlySet<string> = new Set(["printf", "format"]);
