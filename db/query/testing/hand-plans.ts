import type { Plan, TimeRange } from "../../../shared/plan.ts";
import * as p from "./plan-parts.ts";

const deposits = p.eq(p.field("type"), p.text("deposit"));
const withdrawals = p.eq(p.field("type"), p.text("withdrawal"));
const between = (from: string, to: string, inclusive = true): TimeRange => ({
  field: p.field("created_at"),
  from: { at: from, inclusive: !inclusive },
  to: { at: to, inclusive },
  label: "then",
  kind: inclusive ? "rolling" : "whole",
});
const perUser = { id: "deposits", from: { entity: "transactions" }, groupBy: [p.as("user_id", p.field("user_id"))] } as const;
const total = p.measure("total", "sum", p.field("amount_usd"));

/** Plans as questions make them, by what is asked. */
export const handPlans: Readonly<Record<string, Plan>> = {
  "how many users": p.plan({ id: "answer", from: { entity: "users" }, measures: [p.count("users")] }),
  "users with a name like that": p.plan({
    id: "answer",
    from: { entity: "users" },
    where: { kind: "text", mode: "contains", of: p.field("full_name"), text: "O'b" },
    columns: [p.as("id", p.field("id"))],
    order: [p.asc("id")],
  }),
  "users with at least 3 failed logins since February": p.plan({
    id: "answer",
    from: { entity: "login_events" },
    where: p.eq(p.field("outcome"), p.text("failure")),
    time: between("2026-02-01T00:00:00Z", "2026-10-31T23:59:59Z"),
    groupBy: [p.as("id", p.field("user", "id")), p.as("full_name", p.field("user", "full_name"))],
    measures: [p.count("n")],
    having: p.compare(p.output("n"), "gte", p.integer(3)),
    order: [p.desc("n"), p.asc("full_name"), p.asc("id")],
  }),
  "growth from month to month": p.plan(
    {
      id: "months",
      from: { entity: "transactions" },
      where: deposits,
      groupBy: [p.as("month", p.bucket("month", p.field("created_at")))],
      measures: [total],
      windows: [{ name: "before", label: "before", fn: "lag", of: p.output("total"), orderBy: [p.asc("month")] }],
    },
    {
      id: "answer",
      from: { stage: "months" },
      columns: [
        p.as("month", p.field("month")),
        p.as("growth", p.arithmetic(p.arithmetic(p.field("total"), "-", p.field("before")), "/", p.field("before"))),
      ],
      order: [p.asc("month")],
    },
  ),
  "the share of the top three": p.plan(
    { ...perUser, where: deposits, measures: [total] },
    {
      id: "top",
      from: { stage: "deposits" },
      columns: [p.as("user_id", p.field("user_id")), p.as("total", p.field("total"))],
      order: [p.desc("total"), p.asc("user_id")],
      limit: { n: 3 },
    },
    { id: "top_total", from: { stage: "top" }, measures: [p.measure("total", "sum", p.field("total"))] },
    {
      id: "answer",
      from: { stage: "deposits" },
      measures: [p.measure("all", "sum", p.field("total"))],
      derived: [p.as("share", p.arithmetic(p.scalar("top_total", "total"), "/", p.output("all")))],
    },
  ),
  "the median of each account type": p.plan({
    id: "answer",
    from: { entity: "transactions" },
    where: deposits,
    groupBy: [p.as("account_type", p.field("user", "account_type"))],
    measures: [p.measure("median", "percentile", p.field("amount_usd"), { p: 0.5 })],
    order: [p.desc("median"), p.asc("account_type")],
  }),
  "the average of users' sums": p.plan(
    { ...perUser, where: deposits, measures: [total] },
    { id: "answer", from: { stage: "deposits" }, measures: [p.measure("average", "avg", p.field("total"))] },
  ),
  "hours from sign-up to the first deposit": p.plan(
    { ...perUser, id: "firsts", where: deposits, measures: [p.measure("first_at", "min", p.field("created_at"))] },
    {
      id: "answer",
      from: { entity: "users" },
      joins: [{ as: "first", stage: "firsts", kind: "inner", on: [{ left: p.field("id"), right: "user_id" }] }],
      columns: [p.as("id", p.field("id")), p.as("hours", p.elapsed("hours", p.field("created_at"), p.joined("first", "first_at")))],
      order: [p.asc("hours"), p.asc("id")],
    },
  ),
  "a deposit and a withdrawal on one day": p.plan(
    {
      id: "large",
      from: { entity: "transactions" },
      where: p.and(withdrawals, p.compare(p.field("amount_usd"), "gt", p.number(0.05))),
      columns: [p.as("user_id", p.field("user_id")), p.as("at", p.field("created_at"))],
    },
    {
      id: "answer",
      from: { entity: "transactions" },
      where: p.and(deposits, {
        kind: "exists",
        stage: "large",
        on: [{ left: p.field("user_id"), right: "user_id" }],
        where: p.eq(p.bucket("day", p.field("at")), p.bucket("day", p.outer("created_at"))),
      }),
      columns: [p.as("id", p.field("user", "id")), p.as("full_name", p.field("user", "full_name"))],
      distinct: true,
      order: [p.asc("id")],
    },
  ),
  "users who never deposited": p.plan(
    { id: "depositors", from: { entity: "transactions" }, where: deposits, columns: [p.as("user_id", p.field("user_id"))], distinct: true },
    {
      id: "answer",
      from: { entity: "users" },
      where: p.not({ kind: "exists", stage: "depositors", on: [{ left: p.field("id"), right: "user_id" }] }),
      columns: [p.as("id", p.field("id"))],
      order: [p.asc("id")],
    },
  ),
  "deposits and failed logins of each user": p.plan(
    { ...perUser, where: deposits, measures: [total] },
    {
      id: "failures",
      from: { entity: "login_events" },
      where: p.eq(p.field("outcome"), p.text("failure")),
      groupBy: [p.as("user_id", p.field("user_id"))],
      measures: [p.count("n")],
    },
    {
      id: "answer",
      from: { stage: "deposits" },
      joins: [{ as: "failed", stage: "failures", kind: "full", on: [{ left: p.field("user_id"), right: "user_id" }] }],
      columns: [
        p.as("user_id", { kind: "coalesce", of: [p.field("user_id"), p.joined("failed", "user_id")] }),
        p.as("total", p.field("total")),
        p.as("failures", { kind: "coalesce", of: [p.joined("failed", "n"), p.integer(0)] }),
      ],
      order: [p.asc("user_id")],
    },
  ),
  "the largest of each country": p.plan({
    id: "answer",
    from: { entity: "transactions" },
    groupBy: [p.as("country", p.field("user", "country")), p.as("user_id", p.field("user_id"))],
    measures: [total],
    order: [p.desc("total"), p.asc("country"), p.asc("user_id")],
    limit: { n: 1, per: ["country"] },
  }),
  "a running count by week": p.plan({
    id: "answer",
    from: { entity: "transactions" },
    where: p.eq(p.field("is_flagged"), p.value(true, "boolean")),
    time: between("2025-12-29T00:00:00Z", "2026-07-01T00:00:00Z", false),
    groupBy: [p.as("week", p.bucket("week", p.field("created_at")))],
    measures: [p.count("n")],
    windows: [{ name: "so_far", label: "so far", fn: "running", of: p.output("n"), orderBy: [p.asc("week")] }],
    order: [p.asc("week")],
  }),
  "the share of flagged ones by weekday and hour": p.plan({
    id: "answer",
    from: { entity: "transactions" },
    groupBy: [
      p.as("weekday", { kind: "part", part: "weekday", of: p.field("created_at") }),
      p.as("hour", { kind: "part", part: "hourOfDay", of: p.field("created_at") }),
    ],
    measures: [p.count("flagged", p.eq(p.field("is_flagged"), p.value(true, "boolean"))), p.count("n")],
    derived: [p.as("share", p.arithmetic(p.output("flagged"), "/", p.output("n")))],
    order: [p.asc("weekday"), p.asc("hour")],
  }),
  "networks with several users": p.plan({
    id: "answer",
    from: { entity: "login_events" },
    groupBy: [p.as("network", { kind: "network", of: p.field("ip_address") })],
    measures: [p.measure("users", "countDistinct", p.field("user_id"))],
    having: p.compare(p.output("users"), "gt", p.integer(1)),
    order: [p.desc("users"), p.asc("network")],
  }),
  "soon after sign-up": p.plan({
    id: "answer",
    from: { entity: "transactions" },
    where: p.compare(p.field("created_at"), "lte", { kind: "shift", of: p.field("user", "created_at"), by: 24, unit: "hours" }),
    columns: [p.as("id", p.field("id")), p.as("quarter", p.bucket("quarter", p.field("created_at")))],
    order: [p.asc("id")],
  }),
};
