import type { Cell, Row } from "../../shared/answers.ts";
import type { Condition, Expr, Plan } from "../../shared/plan.ts";
import type { Evidence, UserId } from "./candidate.ts";
import { orderedUserIds } from "./in-order.ts";
import { count, measure, output } from "./plan-parts.ts";
import type { MissionContext, RunPlan, Scope } from "./ports.ts";

const MOST_ROWS = 50;
const MOST_USERS = 5_000;
const MOST_KEYS = 5_000;

/** Rows that a finding rests on. */
export interface Ground {
  readonly entity: string;
  readonly timeColumn: string;
  /** Of the user: `user_id`, or `id` of a user's own row. */
  readonly userColumn: string;
  readonly where: Condition;
  /** USD of a row. */
  readonly amount?: Expr | undefined;
  /** Rows where a control failed. */
  readonly uncontrolled?: Condition | undefined;
  /** Columns that are shown. */
  readonly show: readonly string[];
}

export interface Facts {
  readonly rowCount: number;
  readonly users: readonly UserId[];
  readonly userCount: number;
  readonly usd: number;
  readonly control: number;
  readonly newestAt: number;
  readonly oldestAt: number;
  readonly evidence: Evidence;
  /** By `entity:id`, whose; undefined where there are too many. */
  readonly rowKeys: ReadonlyMap<string, UserId> | undefined;
}

function totalsPlan({ entity, where, timeColumn, userColumn, amount, uncontrolled }: Ground): Plan {
  return {
    stages: [
      {
        id: "totals",
        from: { entity },
        where,
        groupBy: [],
        measures: [
          count("n"),
          measure("users", "countDistinct", userColumn),
          measure("newest", "max", timeColumn),
          measure("oldest", "min", timeColumn),
          ...(amount ? [measure("usd", "sum", amount)] : []),
          ...(uncontrolled ? [count("uncontrolled", uncontrolled)] : []),
        ],
      },
    ],
  };
}

/** Every row and whose it is. */
function keysPlan({ entity, where, userColumn }: Ground): Plan {
  return {
    stages: [
      {
        id: "keys",
        from: { entity },
        where,
        columns: [output("row_id", "id"), output("user_id", userColumn, "customer")],
        order: [{ by: "row_id", direction: "asc" }],
        limit: { n: MOST_KEYS },
      },
    ],
  };
}

function usersPlan({ entity, where, userColumn }: Ground): Plan {
  return {
    stages: [
      {
        id: "users",
        from: { entity },
        where,
        groupBy: [output("user_id", userColumn, "customer")],
        measures: [],
        order: [{ by: "user_id", direction: "asc" }],
        limit: { n: MOST_USERS },
      },
    ],
  };
}

function rowsPlan({ entity, where, timeColumn, show }: Ground): Plan {
  return {
    stages: [
      {
        id: "evidence",
        from: { entity },
        where,
        columns: show.map((name) => output(name.replaceAll(".", "_"), name)),
        order: [
          { by: timeColumn, direction: "desc" },
          { by: "id", direction: "asc" },
        ],
        limit: { n: MOST_ROWS },
      },
    ],
  };
}

export function instantOf(cell: Row[string] | undefined): number {
  return typeof cell === "string" ? Date.parse(cell) : 0;
}

function isUser(value: Cell | undefined): value is UserId {
  return typeof value === "string" || typeof value === "number";
}

async function usersAmong(run: RunPlan, ground: Ground): Promise<UserId[]> {
  const { rows } = await run(usersPlan(ground), MOST_USERS);
  return rows.flatMap(({ user_id: id }) => (isUser(id) ? [id] : []));
}

/** Whether an entity, or over a relation the customer, has a column. */
function isThere(path: string, entity: string, { columns }: Scope): boolean {
  const [first = "", second] = path.split(".");
  return (second === undefined ? columns[entity]?.includes(first) : columns.users?.includes(second)) ?? false;
}

/** How many rows there are, whose, worth how much, from when to when, with the newest of them. */
export async function factsOf({ run, scope }: MissionContext, wanted: Ground): Promise<Facts> {
  const ground = { ...wanted, show: wanted.show.filter((path) => isThere(path, wanted.entity, scope)) };
  const [totals, keys, rows] = await Promise.all([run(totalsPlan(ground)), run(keysPlan(ground), MOST_KEYS), run(rowsPlan(ground))]);
  const total = totals.rows[0] ?? {};
  const rowCount = Number(total.n ?? 0);
  const known = keys.rows.flatMap(({ row_id: row, user_id: user }): [string, UserId][] =>
    isUser(user) ? [[`${ground.entity}:${row}`, user]] : [],
  );
  const isWhole = rowCount <= MOST_KEYS;
  return {
    rowCount,
    users: isWhole ? orderedUserIds(known.map(([, user]) => user)) : await usersAmong(run, ground),
    userCount: Number(total.users ?? 0),
    usd: Number(total.usd ?? 0),
    control: rowCount === 0 ? 0 : Number(total.uncontrolled ?? 0) / rowCount,
    newestAt: instantOf(total.newest),
    oldestAt: instantOf(total.oldest),
    evidence: { sql: rows.sql, columns: rows.columns, rows: rows.rows, rowCount },
    rowKeys: isWhole ? new Map(known) : undefined,
  };
}
