function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}

/** Functions of Postgres that only compute: no files, no settings, no large objects, no SQL in a string, nothing about the server. */
export const POSTGRES_FUNCTIONS = names(`
abs acos acosd acosh age array_agg array_append array_cat array_dims array_length array_lower array_ndims array_position
array_positions array_prepend array_remove array_replace array_to_json array_to_string array_upper array_sample array_shuffle
array_sort array_reverse trim_array cardinality ascii asin asind asinh atan atan2 atan2d atand atanh avg any_value bit_and
bit_count bit_length bit_or bit_xor bool_and bool_or btrim cbrt ceil ceiling char_length character_length chr clock_timestamp
coalesce concat concat_ws convert_from convert_to corr cos cosd cosh cot cotd count covar_pop covar_samp crc32 crc32c cume_dist
current_date current_time current_timestamp date_add date_bin date_part date_subtract date_trunc date decode degrees dense_rank
div encode erf erfc every exp extract first_value float4 float8 floor format gamma lgamma gcd gen_random_uuid generate_series
generate_subscripts get_bit get_byte greatest grouping host hostmask initcap int2 int4 int8 isempty isfinite json_agg
json_agg_strict json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each
json_each_text json_extract_path json_extract_path_text json_object json_object_agg json_object_agg_strict
json_object_agg_unique json_object_keys json_strip_nulls json_typeof jsonb_agg jsonb_agg_strict jsonb_array_elements
jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_each jsonb_each_text
jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_agg_strict
jsonb_object_agg_unique jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array
jsonb_path_query_first jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_typeof justify_days justify_hours
justify_interval lag last_value lcm lead least left length like_escape similar_to_escape similar_escape ln localtime
localtimestamp log log10 lower lower_inc lower_inf lpad ltrim make_date make_interval make_time make_timestamp
make_timestamptz masklen max md5 min min_scale mod mode network netmask family broadcast set_masklen abbrev inet_merge
inet_same_family normalize is_normalized now nth_value ntile nullif num_nonnulls num_nulls numeric octet_length overlaps overlay
parse_ident percent_rank percentile_cont percentile_disc pg_typeof phraseto_tsquery pi plainto_tsquery position power pow
quote_ident quote_literal quote_nullable radians random random_normal rank regexp_count regexp_instr regexp_like regexp_match
regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx regr_avgy regr_count
regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace reverse right round row_number row_to_json rpad rtrim
scale sha224 sha256 sha384 sha512 sign sin sind sinh split_part sqrt starts_with statement_timestamp stddev stddev_pop
stddev_samp string_agg string_to_array string_to_table strpos substr substring substr sum tan tand tanh text textcat
timeofday timezone to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number to_oct to_timestamp to_tsquery to_tsvector
transaction_timestamp translate trim trim_scale trunc ts_rank ts_rank_cd unistr unnest upper upper_inc upper_inf var_pop
var_samp variance websearch_to_tsquery width_bucket xmlforest varchar bool timestamp timestamptz interval time casefold
isodow date_cmp int4range int8range numrange tsrange tstzrange daterange range_agg range_merge range_intersect_agg
`);

/** Functions whose argument says how long their result is. */
export const POSTGRES_SIZE_FUNCTIONS = names("repeat lpad rpad");

/** What a value may be made into; a name such as `regclass` would tell whether a table exists. */
export const POSTGRES_TYPES = names(`
int2 int4 int8 smallint integer int bigint float4 float8 real numeric decimal money bool boolean text varchar bpchar char name
date time timetz timestamp timestamptz interval json jsonb jsonpath uuid inet cidr macaddr bytea bit varbit tsvector tsquery record
int4range int8range numrange tsrange tstzrange daterange
`);

export const POSTGRES_OPERATORS = names(`
= <> != < > <= >= + - * / % ^ || ~~ !~~ ~~* !~~* ~ ~* !~ !~* ^@ -> ->> #> #>> #- @> <@ ? ?| ?& @? @@ && |/ ||/ @ & | # << >>
<<= >>= &< &> -|- ~>=~ ~<=~ ~>~ ~<~ @-@ !!
`);
