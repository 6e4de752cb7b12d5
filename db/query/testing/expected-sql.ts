/** The SQL of each of the plans that questions make, laid out, in both dialects, and the values bound to it. */
export const expectedSql: Readonly<Record<string, Readonly<Record<"sqlite" | "postgres", { sql: string; parameters: unknown[] }>>>> = {
  "how many users": {
    sqlite: {
      parameters: [],
      sql: `
WITH "answer" AS (
  SELECT count(*) AS "users"
  FROM "users" AS "users"
)
SELECT "answer"."users" AS "users"
FROM "answer"
`,
    },
    postgres: {
      parameters: [],
      sql: `
WITH "answer" AS (
  SELECT count(*) AS "users"
  FROM "users" AS "users"
)
SELECT "answer"."users" AS "users"
FROM "answer"
`,
    },
  },
  "users with a name like that": {
    sqlite: {
      parameters: ["%o'b%"],
      sql: `
WITH "answer" AS (
  SELECT "users"."id" AS "id"
  FROM "users" AS "users"
  WHERE lower("users"."full_name") LIKE ? ESCAPE '\\'
)
SELECT "answer"."id" AS "id"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["%o'b%"],
      sql: `
WITH "answer" AS (
  SELECT "users"."id" AS "id"
  FROM "users" AS "users"
  WHERE lower("users"."full_name" COLLATE "C") LIKE $1 ESCAPE '\\'
)
SELECT "answer"."id" AS "id"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
  },
  "users with at least 3 failed logins since February": {
    sqlite: {
      parameters: ["failure", "2026-02-01 00:00:00", "2026-10-31 23:59:59", 3],
      sql: `
WITH "answer" AS (
  SELECT "rows"."id", "rows"."full_name", "rows"."n"
  FROM (
    SELECT "user"."id" AS "id", "user"."full_name" AS "full_name", count(*) AS "n"
    FROM "login_events" AS "login_events"
    LEFT JOIN "users" AS "user" ON "user"."id" = "login_events"."user_id"
    WHERE "login_events"."outcome" = ? AND "login_events"."created_at" > ? AND "login_events"."created_at" <= ?
    GROUP BY 1, 2
  ) AS "rows"
  WHERE "rows"."n" >= ?
)
SELECT "answer"."id" AS "id", "answer"."full_name" AS "full_name", "answer"."n" AS "n"
FROM "answer"
ORDER BY "answer"."n" DESC NULLS LAST, "answer"."full_name" COLLATE BINARY ASC NULLS LAST, "answer"."id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["failure", "2026-02-01T00:00:00Z", "2026-10-31T23:59:59Z", 3],
      sql: `
WITH "answer" AS (
  SELECT "rows"."id", "rows"."full_name", "rows"."n"
  FROM (
    SELECT "user"."id" AS "id", "user"."full_name" AS "full_name", count(*) AS "n"
    FROM "login_events" AS "login_events"
    LEFT JOIN "users" AS "user" ON "user"."id" = "login_events"."user_id"
    WHERE "login_events"."outcome" = $1 AND "login_events"."created_at" > CAST($2 AS timestamptz) AND "login_events"."created_at" <= CAST($3 AS timestamptz)
    GROUP BY 1, 2
  ) AS "rows"
  WHERE "rows"."n" >= CAST($4 AS bigint)
)
SELECT "answer"."id" AS "id", "answer"."full_name" AS "full_name", "answer"."n" AS "n"
FROM "answer"
ORDER BY "answer"."n" DESC NULLS LAST, "answer"."full_name" COLLATE "C" ASC NULLS LAST, "answer"."id" ASC NULLS LAST
`,
    },
  },
  "growth from month to month": {
    sqlite: {
      parameters: [1, "deposit"],
      sql: `
WITH "months" AS (
  SELECT "rows"."month", "rows"."total", lag("rows"."total", ?) OVER (ORDER BY "rows"."month" ASC NULLS LAST) AS "before"
  FROM (
    SELECT strftime('%Y-%m-01', "transactions"."created_at") AS "month", round(sum("transactions"."amount_usd"), 8) AS "total"
    FROM "transactions" AS "transactions"
    WHERE "transactions"."type" = ?
    GROUP BY 1
  ) AS "rows"
), "answer" AS (
  SELECT "months"."month" AS "month", (CAST(round(("months"."total" - "months"."before"), 8) AS real) / nullif(CAST("months"."before" AS real), 0)) AS "growth"
  FROM "months" AS "months"
)
SELECT "answer"."month" AS "month", "answer"."growth" AS "growth"
FROM "answer"
ORDER BY "answer"."month" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: [1, "deposit"],
      sql: `
WITH "months" AS (
  SELECT "rows"."month", "rows"."total", lag("rows"."total", CAST($1 AS int)) OVER (ORDER BY "rows"."month" ASC NULLS LAST) AS "before"
  FROM (
    SELECT CAST(date_trunc('month', "transactions"."created_at" AT TIME ZONE 'UTC') AS date) AS "month", CAST(round(sum(CAST(CAST("transactions"."amount_usd" AS double precision) AS numeric)), 8) AS double precision) AS "total"
    FROM "transactions" AS "transactions"
    WHERE "transactions"."type" = $2
    GROUP BY 1
  ) AS "rows"
), "answer" AS (
  SELECT "months"."month" AS "month", (CAST(round(CAST(("months"."total" - "months"."before") AS numeric), 8) AS double precision) / nullif("months"."before", 0)) AS "growth"
  FROM "months" AS "months"
)
SELECT to_char("answer"."month", 'YYYY-MM-DD') AS "month", "answer"."growth" AS "growth"
FROM "answer"
ORDER BY "answer"."month" ASC NULLS LAST
`,
    },
  },
  "the share of the top three": {
    sqlite: {
      parameters: ["deposit", 3],
      sql: `
WITH "deposits" AS (
  SELECT "transactions"."user_id" AS "user_id", round(sum("transactions"."amount_usd"), 8) AS "total"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = ?
  GROUP BY 1
), "top" AS (
  SELECT "rows"."user_id", "rows"."total"
  FROM (
    SELECT "deposits"."user_id" AS "user_id", "deposits"."total" AS "total"
    FROM "deposits" AS "deposits"
  ) AS "rows"
  ORDER BY "rows"."total" DESC NULLS LAST, "rows"."user_id" ASC NULLS LAST
  LIMIT ?
), "top_total" AS (
  SELECT round(sum("top"."total"), 8) AS "total"
  FROM "top" AS "top"
), "answer" AS (
  SELECT "rows"."all", (CAST((
    SELECT "total"
    FROM "top_total"
  ) AS real) / nullif(CAST("rows"."all" AS real), 0)) AS "share"
  FROM (
    SELECT round(sum("deposits"."total"), 8) AS "all"
    FROM "deposits" AS "deposits"
  ) AS "rows"
)
SELECT "answer"."all" AS "all", "answer"."share" AS "share"
FROM "answer"
`,
    },
    postgres: {
      parameters: ["deposit", 3],
      sql: `
WITH "deposits" AS (
  SELECT "transactions"."user_id" AS "user_id", CAST(round(sum(CAST(CAST("transactions"."amount_usd" AS double precision) AS numeric)), 8) AS double precision) AS "total"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = $1
  GROUP BY 1
), "top" AS (
  SELECT "rows"."user_id", "rows"."total"
  FROM (
    SELECT "deposits"."user_id" AS "user_id", "deposits"."total" AS "total"
    FROM "deposits" AS "deposits"
  ) AS "rows"
  ORDER BY "rows"."total" DESC NULLS LAST, "rows"."user_id" ASC NULLS LAST
  LIMIT CAST($2 AS bigint)
), "top_total" AS (
  SELECT CAST(round(sum(CAST("top"."total" AS numeric)), 8) AS double precision) AS "total"
  FROM "top" AS "top"
), "answer" AS (
  SELECT "rows"."all", ((
    SELECT "total"
    FROM "top_total"
  ) / nullif("rows"."all", 0)) AS "share"
  FROM (
    SELECT CAST(round(sum(CAST("deposits"."total" AS numeric)), 8) AS double precision) AS "all"
    FROM "deposits" AS "deposits"
  ) AS "rows"
)
SELECT "answer"."all" AS "all", "answer"."share" AS "share"
FROM "answer"
`,
    },
  },
  "the median of each account type": {
    sqlite: {
      parameters: [0.5, 0.5, 0.5, 0.5, 0.5, "deposit"],
      sql: `
WITH "answer" AS (
  SELECT "ranked"."k0" AS "account_type", CAST(max(CASE WHEN "ranked"."r0" = CAST(floor(? * ("ranked"."n0" - 1)) AS integer) + 1 THEN "ranked"."v0" END) AS real) + coalesce((CAST(max(CASE WHEN "ranked"."r0" = CAST(floor(? * ("ranked"."n0" - 1)) AS integer) + 2 THEN "ranked"."v0" END) AS real) - CAST(max(CASE WHEN "ranked"."r0" = CAST(floor(? * ("ranked"."n0" - 1)) AS integer) + 1 THEN "ranked"."v0" END) AS real)) * max(? * ("ranked"."n0" - 1) - CAST(floor(? * ("ranked"."n0" - 1)) AS integer)), 0) AS "median"
  FROM (
    SELECT "user"."account_type" AS "k0", "transactions"."amount_usd" AS "v0", row_number() OVER (PARTITION BY "user"."account_type" ORDER BY "transactions"."amount_usd" NULLS LAST) AS "r0", count("transactions"."amount_usd") OVER (PARTITION BY "user"."account_type") AS "n0"
    FROM "transactions" AS "transactions"
    LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
    WHERE "transactions"."type" = ?
  ) AS "ranked"
  GROUP BY 1
)
SELECT "answer"."account_type" AS "account_type", "answer"."median" AS "median"
FROM "answer"
ORDER BY "answer"."median" DESC NULLS LAST, "answer"."account_type" COLLATE BINARY ASC NULLS LAST
`,
    },
    postgres: {
      parameters: [0.5, 0.5, 0.5, 0.5, 0.5, "deposit"],
      sql: `
WITH "answer" AS (
  SELECT "ranked"."k0" AS "account_type", max(CASE WHEN "ranked"."r0" = CAST(floor(CAST($1 AS double precision) * ("ranked"."n0" - 1)) AS bigint) + 1 THEN "ranked"."v0" END) + coalesce((max(CASE WHEN "ranked"."r0" = CAST(floor(CAST($2 AS double precision) * ("ranked"."n0" - 1)) AS bigint) + 2 THEN "ranked"."v0" END) - max(CASE WHEN "ranked"."r0" = CAST(floor(CAST($3 AS double precision) * ("ranked"."n0" - 1)) AS bigint) + 1 THEN "ranked"."v0" END)) * max(CAST($4 AS double precision) * ("ranked"."n0" - 1) - CAST(floor(CAST($5 AS double precision) * ("ranked"."n0" - 1)) AS bigint)), 0) AS "median"
  FROM (
    SELECT "user"."account_type" AS "k0", CAST("transactions"."amount_usd" AS double precision) AS "v0", row_number() OVER (PARTITION BY "user"."account_type" ORDER BY CAST("transactions"."amount_usd" AS double precision) NULLS LAST) AS "r0", count(CAST("transactions"."amount_usd" AS double precision)) OVER (PARTITION BY "user"."account_type") AS "n0"
    FROM "transactions" AS "transactions"
    LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
    WHERE "transactions"."type" = $6
  ) AS "ranked"
  GROUP BY 1
)
SELECT "answer"."account_type" AS "account_type", "answer"."median" AS "median"
FROM "answer"
ORDER BY "answer"."median" DESC NULLS LAST, "answer"."account_type" COLLATE "C" ASC NULLS LAST
`,
    },
  },
  "the average of users' sums": {
    sqlite: {
      parameters: ["deposit"],
      sql: `
WITH "deposits" AS (
  SELECT "transactions"."user_id" AS "user_id", round(sum("transactions"."amount_usd"), 8) AS "total"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = ?
  GROUP BY 1
), "answer" AS (
  SELECT CAST(round(sum("deposits"."total"), 8) AS real) / count("deposits"."total") AS "average"
  FROM "deposits" AS "deposits"
)
SELECT "answer"."average" AS "average"
FROM "answer"
`,
    },
    postgres: {
      parameters: ["deposit"],
      sql: `
WITH "deposits" AS (
  SELECT "transactions"."user_id" AS "user_id", CAST(round(sum(CAST(CAST("transactions"."amount_usd" AS double precision) AS numeric)), 8) AS double precision) AS "total"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = $1
  GROUP BY 1
), "answer" AS (
  SELECT CAST(round(sum(CAST("deposits"."total" AS numeric)), 8) AS double precision) / count("deposits"."total") AS "average"
  FROM "deposits" AS "deposits"
)
SELECT "answer"."average" AS "average"
FROM "answer"
`,
    },
  },
  "hours from sign-up to the first deposit": {
    sqlite: {
      parameters: ["deposit"],
      sql: `
WITH "firsts" AS (
  SELECT "transactions"."user_id" AS "user_id", min("transactions"."created_at") AS "first_at"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = ?
  GROUP BY 1
), "answer" AS (
  SELECT "users"."id" AS "id", (CAST(round(unixepoch("first"."first_at", 'subsec') - unixepoch("users"."created_at", 'subsec'), 3) AS real) / 3600) AS "hours"
  FROM "users" AS "users"
  INNER JOIN "firsts" AS "first" ON "users"."id" = "first"."user_id"
)
SELECT "answer"."id" AS "id", "answer"."hours" AS "hours"
FROM "answer"
ORDER BY "answer"."hours" ASC NULLS LAST, "answer"."id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["deposit"],
      sql: `
WITH "firsts" AS (
  SELECT "transactions"."user_id" AS "user_id", min("transactions"."created_at") AS "first_at"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = $1
  GROUP BY 1
), "answer" AS (
  SELECT "users"."id" AS "id", (CAST(round(CAST(extract(epoch FROM "first"."first_at" - "users"."created_at") AS numeric), 3) AS double precision) / 3600) AS "hours"
  FROM "users" AS "users"
  INNER JOIN "firsts" AS "first" ON "users"."id" = "first"."user_id"
)
SELECT "answer"."id" AS "id", "answer"."hours" AS "hours"
FROM "answer"
ORDER BY "answer"."hours" ASC NULLS LAST, "answer"."id" ASC NULLS LAST
`,
    },
  },
  "a deposit and a withdrawal on one day": {
    sqlite: {
      parameters: ["withdrawal", 0.05, "deposit"],
      sql: `
WITH "large" AS (
  SELECT "transactions"."user_id" AS "user_id", "transactions"."created_at" AS "at"
  FROM "transactions" AS "transactions"
  WHERE ("transactions"."type" = ? AND "transactions"."amount_usd" > ?)
), "answer" AS (
  SELECT DISTINCT "user"."id" AS "id", "user"."full_name" AS "full_name"
  FROM "transactions" AS "transactions"
  LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
  WHERE ("transactions"."type" = ? AND ("transactions"."user_id" IS NOT NULL AND date("transactions"."created_at") IS NOT NULL AND ("transactions"."user_id", date("transactions"."created_at")) IN (
    SELECT "large"."user_id", date("large"."at")
    FROM "large" AS "large"
    WHERE "large"."user_id" IS NOT NULL AND date("large"."at") IS NOT NULL
  )))
)
SELECT "answer"."id" AS "id", "answer"."full_name" AS "full_name"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["withdrawal", 0.05, "deposit"],
      sql: `
WITH "large" AS (
  SELECT "transactions"."user_id" AS "user_id", "transactions"."created_at" AS "at"
  FROM "transactions" AS "transactions"
  WHERE ("transactions"."type" = $1 AND CAST("transactions"."amount_usd" AS double precision) > CAST($2 AS double precision))
), "answer" AS (
  SELECT DISTINCT "user"."id" AS "id", "user"."full_name" AS "full_name"
  FROM "transactions" AS "transactions"
  LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
  WHERE ("transactions"."type" = $3 AND ("transactions"."user_id" IS NOT NULL AND CAST(date_trunc('day', "transactions"."created_at" AT TIME ZONE 'UTC') AS date) IS NOT NULL AND ("transactions"."user_id", CAST(date_trunc('day', "transactions"."created_at" AT TIME ZONE 'UTC') AS date)) IN (
    SELECT "large"."user_id", CAST(date_trunc('day', "large"."at" AT TIME ZONE 'UTC') AS date)
    FROM "large" AS "large"
    WHERE "large"."user_id" IS NOT NULL AND CAST(date_trunc('day', "large"."at" AT TIME ZONE 'UTC') AS date) IS NOT NULL
  )))
)
SELECT "answer"."id" AS "id", "answer"."full_name" AS "full_name"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
  },
  "users who never deposited": {
    sqlite: {
      parameters: ["deposit"],
      sql: `
WITH "depositors" AS (
  SELECT DISTINCT "transactions"."user_id" AS "user_id"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = ?
), "answer" AS (
  SELECT "users"."id" AS "id"
  FROM "users" AS "users"
  WHERE NOT (("users"."id" IS NOT NULL AND "users"."id" IN (
    SELECT "depositors"."user_id"
    FROM "depositors" AS "depositors"
    WHERE "depositors"."user_id" IS NOT NULL
  )))
)
SELECT "answer"."id" AS "id"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["deposit"],
      sql: `
WITH "depositors" AS (
  SELECT DISTINCT "transactions"."user_id" AS "user_id"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = $1
), "answer" AS (
  SELECT "users"."id" AS "id"
  FROM "users" AS "users"
  WHERE NOT (("users"."id" IS NOT NULL AND "users"."id" IN (
    SELECT "depositors"."user_id"
    FROM "depositors" AS "depositors"
    WHERE "depositors"."user_id" IS NOT NULL
  )))
)
SELECT "answer"."id" AS "id"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
  },
  "deposits and failed logins of each user": {
    sqlite: {
      parameters: ["deposit", "failure", 0],
      sql: `
WITH "deposits" AS (
  SELECT "transactions"."user_id" AS "user_id", round(sum("transactions"."amount_usd"), 8) AS "total"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = ?
  GROUP BY 1
), "failures" AS (
  SELECT "login_events"."user_id" AS "user_id", count(*) AS "n"
  FROM "login_events" AS "login_events"
  WHERE "login_events"."outcome" = ?
  GROUP BY 1
), "answer" AS (
  SELECT coalesce("deposits"."user_id", "failed"."user_id") AS "user_id", "deposits"."total" AS "total", coalesce("failed"."n", ?) AS "failures"
  FROM "deposits" AS "deposits"
  FULL JOIN "failures" AS "failed" ON "deposits"."user_id" = "failed"."user_id"
)
SELECT "answer"."user_id" AS "user_id", "answer"."total" AS "total", "answer"."failures" AS "failures"
FROM "answer"
ORDER BY "answer"."user_id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["deposit", "failure", 0],
      sql: `
WITH "deposits" AS (
  SELECT "transactions"."user_id" AS "user_id", CAST(round(sum(CAST(CAST("transactions"."amount_usd" AS double precision) AS numeric)), 8) AS double precision) AS "total"
  FROM "transactions" AS "transactions"
  WHERE "transactions"."type" = $1
  GROUP BY 1
), "failures" AS (
  SELECT "login_events"."user_id" AS "user_id", count(*) AS "n"
  FROM "login_events" AS "login_events"
  WHERE "login_events"."outcome" = $2
  GROUP BY 1
), "answer" AS (
  SELECT coalesce("deposits"."user_id", "failed"."user_id") AS "user_id", "deposits"."total" AS "total", coalesce("failed"."n", CAST($3 AS bigint)) AS "failures"
  FROM "deposits" AS "deposits"
  FULL JOIN "failures" AS "failed" ON "deposits"."user_id" = "failed"."user_id"
)
SELECT "answer"."user_id" AS "user_id", "answer"."total" AS "total", "answer"."failures" AS "failures"
FROM "answer"
ORDER BY "answer"."user_id" ASC NULLS LAST
`,
    },
  },
  "the largest of each country": {
    sqlite: {
      parameters: [1],
      sql: `
WITH "answer" AS (
  SELECT "rows"."country", "rows"."user_id", "rows"."total"
  FROM (
    SELECT "rows"."country", "rows"."user_id", "rows"."total", row_number() OVER (PARTITION BY "rows"."country" ORDER BY "rows"."total" DESC NULLS LAST, "rows"."country" COLLATE BINARY ASC NULLS LAST, "rows"."user_id" ASC NULLS LAST) AS "place"
    FROM (
      SELECT "user"."country" AS "country", "transactions"."user_id" AS "user_id", round(sum("transactions"."amount_usd"), 8) AS "total"
      FROM "transactions" AS "transactions"
      LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
      GROUP BY 1, 2
    ) AS "rows"
  ) AS "rows"
  WHERE "rows"."place" <= ?
)
SELECT "answer"."country" AS "country", "answer"."user_id" AS "user_id", "answer"."total" AS "total"
FROM "answer"
ORDER BY "answer"."total" DESC NULLS LAST, "answer"."country" COLLATE BINARY ASC NULLS LAST, "answer"."user_id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: [1],
      sql: `
WITH "answer" AS (
  SELECT "rows"."country", "rows"."user_id", "rows"."total"
  FROM (
    SELECT "rows"."country", "rows"."user_id", "rows"."total", row_number() OVER (PARTITION BY "rows"."country" ORDER BY "rows"."total" DESC NULLS LAST, "rows"."country" COLLATE "C" ASC NULLS LAST, "rows"."user_id" ASC NULLS LAST) AS "place"
    FROM (
      SELECT "user"."country" AS "country", "transactions"."user_id" AS "user_id", CAST(round(sum(CAST(CAST("transactions"."amount_usd" AS double precision) AS numeric)), 8) AS double precision) AS "total"
      FROM "transactions" AS "transactions"
      LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
      GROUP BY 1, 2
    ) AS "rows"
  ) AS "rows"
  WHERE "rows"."place" <= CAST($1 AS bigint)
)
SELECT "answer"."country" AS "country", "answer"."user_id" AS "user_id", "answer"."total" AS "total"
FROM "answer"
ORDER BY "answer"."total" DESC NULLS LAST, "answer"."country" COLLATE "C" ASC NULLS LAST, "answer"."user_id" ASC NULLS LAST
`,
    },
  },
  "a running count by week": {
    sqlite: {
      parameters: [1, "2025-12-29 00:00:00", "2026-07-01 00:00:00"],
      sql: `
WITH "answer" AS (
  SELECT "rows"."week", "rows"."n", sum("rows"."n") OVER (ORDER BY "rows"."week" ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "so_far"
  FROM (
    SELECT date("transactions"."created_at", 'weekday 0', '-6 days') AS "week", count(*) AS "n"
    FROM "transactions" AS "transactions"
    WHERE "transactions"."is_flagged" = ? AND "transactions"."created_at" >= ? AND "transactions"."created_at" < ?
    GROUP BY 1
  ) AS "rows"
)
SELECT "answer"."week" AS "week", "answer"."n" AS "n", "answer"."so_far" AS "so_far"
FROM "answer"
ORDER BY "answer"."week" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: [true, "2025-12-29T00:00:00Z", "2026-07-01T00:00:00Z"],
      sql: `
WITH "answer" AS (
  SELECT "rows"."week", "rows"."n", CAST(sum("rows"."n") OVER (ORDER BY "rows"."week" ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS bigint) AS "so_far"
  FROM (
    SELECT CAST(date_trunc('week', "transactions"."created_at" AT TIME ZONE 'UTC') AS date) AS "week", count(*) AS "n"
    FROM "transactions" AS "transactions"
    WHERE "transactions"."is_flagged" = CAST($1 AS boolean) AND "transactions"."created_at" >= CAST($2 AS timestamptz) AND "transactions"."created_at" < CAST($3 AS timestamptz)
    GROUP BY 1
  ) AS "rows"
)
SELECT to_char("answer"."week", 'YYYY-MM-DD') AS "week", "answer"."n" AS "n", "answer"."so_far" AS "so_far"
FROM "answer"
ORDER BY "answer"."week" ASC NULLS LAST
`,
    },
  },
  "the share of flagged ones by weekday and hour": {
    sqlite: {
      parameters: [1],
      sql: `
WITH "answer" AS (
  SELECT "rows"."weekday", "rows"."hour", "rows"."flagged", "rows"."n", (CAST("rows"."flagged" AS real) / nullif(CAST("rows"."n" AS real), 0)) AS "share"
  FROM (
    SELECT ((CAST(strftime('%w', "transactions"."created_at") AS integer) + 6) % 7 + 1) AS "weekday", CAST(strftime('%H', "transactions"."created_at") AS integer) AS "hour", count(*) FILTER (WHERE "transactions"."is_flagged" = ?) AS "flagged", count(*) AS "n"
    FROM "transactions" AS "transactions"
    GROUP BY 1, 2
  ) AS "rows"
)
SELECT "answer"."weekday" AS "weekday", "answer"."hour" AS "hour", "answer"."flagged" AS "flagged", "answer"."n" AS "n", "answer"."share" AS "share"
FROM "answer"
ORDER BY "answer"."weekday" ASC NULLS LAST, "answer"."hour" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: [true],
      sql: `
WITH "answer" AS (
  SELECT "rows"."weekday", "rows"."hour", "rows"."flagged", "rows"."n", (CAST("rows"."flagged" AS double precision) / nullif(CAST("rows"."n" AS double precision), 0)) AS "share"
  FROM (
    SELECT CAST(extract(isodow FROM "transactions"."created_at" AT TIME ZONE 'UTC') AS bigint) AS "weekday", CAST(extract(hour FROM "transactions"."created_at" AT TIME ZONE 'UTC') AS bigint) AS "hour", count(*) FILTER (WHERE "transactions"."is_flagged" = CAST($1 AS boolean)) AS "flagged", count(*) AS "n"
    FROM "transactions" AS "transactions"
    GROUP BY 1, 2
  ) AS "rows"
)
SELECT "answer"."weekday" AS "weekday", "answer"."hour" AS "hour", "answer"."flagged" AS "flagged", "answer"."n" AS "n", "answer"."share" AS "share"
FROM "answer"
ORDER BY "answer"."weekday" ASC NULLS LAST, "answer"."hour" ASC NULLS LAST
`,
    },
  },
  "networks with several users": {
    sqlite: {
      parameters: [1],
      sql: `
WITH "answer" AS (
  SELECT "rows"."network", "rows"."users"
  FROM (
    SELECT CASE WHEN "login_events"."ip_address" GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' AND "login_events"."ip_address" NOT GLOB '*[^0-9.]*' AND length("login_events"."ip_address") - length(replace("login_events"."ip_address", '.', '')) = 3 THEN rtrim("login_events"."ip_address", '0123456789') || '0/24' ELSE "login_events"."ip_address" END AS "network", count(DISTINCT "login_events"."user_id") AS "users"
    FROM "login_events" AS "login_events"
    GROUP BY 1
  ) AS "rows"
  WHERE "rows"."users" > ?
)
SELECT "answer"."network" AS "network", "answer"."users" AS "users"
FROM "answer"
ORDER BY "answer"."users" DESC NULLS LAST, "answer"."network" COLLATE BINARY ASC NULLS LAST
`,
    },
    postgres: {
      parameters: [1],
      sql: `
WITH "answer" AS (
  SELECT "rows"."network", "rows"."users"
  FROM (
    SELECT CASE WHEN "login_events"."ip_address" ~ '^[0-9]+([.][0-9]+){3}$' THEN rtrim("login_events"."ip_address", '0123456789') || '0/24' ELSE "login_events"."ip_address" END AS "network", count(DISTINCT "login_events"."user_id") AS "users"
    FROM "login_events" AS "login_events"
    GROUP BY 1
  ) AS "rows"
  WHERE "rows"."users" > CAST($1 AS bigint)
)
SELECT "answer"."network" AS "network", "answer"."users" AS "users"
FROM "answer"
ORDER BY "answer"."users" DESC NULLS LAST, "answer"."network" COLLATE "C" ASC NULLS LAST
`,
    },
  },
  "soon after sign-up": {
    sqlite: {
      parameters: ["+24 hours"],
      sql: `
WITH "answer" AS (
  SELECT "transactions"."id" AS "id", date("transactions"."created_at", 'start of month', '-' || ((strftime('%m', "transactions"."created_at") - 1) % 3) || ' months') AS "quarter"
  FROM "transactions" AS "transactions"
  LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
  WHERE "transactions"."created_at" <= datetime("user"."created_at", ?)
)
SELECT "answer"."id" AS "id", "answer"."quarter" AS "quarter"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
    postgres: {
      parameters: ["86400 seconds"],
      sql: `
WITH "answer" AS (
  SELECT "transactions"."id" AS "id", CAST(date_trunc('quarter', "transactions"."created_at" AT TIME ZONE 'UTC') AS date) AS "quarter"
  FROM "transactions" AS "transactions"
  LEFT JOIN "users" AS "user" ON "user"."id" = "transactions"."user_id"
  WHERE "transactions"."created_at" <= ("user"."created_at" + CAST($1 AS interval))
)
SELECT "answer"."id" AS "id", to_char("answer"."quarter", 'YYYY-MM-DD') AS "quarter"
FROM "answer"
ORDER BY "answer"."id" ASC NULLS LAST
`,
    },
  },
};
