import type { Condition, Expr, Plan, Stage } from "../../shared/plan.ts";
import { toIso } from "../../shared/time.ts";
import type { Candidate, Focus, Traits, UserId } from "./candidate.ts";
import { type Facts, factsOf, type Ground } from "./facts.ts";
import { all, compare, count, DAY_MS, instant, literal, measure, output, spansBefore } from "./plan-parts.ts";
import type { Dive, Mission, MissionContext, Scope } from "./ports.ts";
import { cellOf, type Surge, surgesIn } from "./surge-cells.ts";
import { surgeDives } from "./surge-dives.ts";

/** What is the same for all missions that compare how much happens in a window with the same window of the days before. */
export interface SurgeSpec {
  readonly id: string;
  readonly domain: string;
  readonly title: string;
  readonly question: string;
  readonly needs: Mission["needs"];
  readonly entity: string;
  readonly timeColumn?: string;
  readonly userColumn?: string;
  /** The rows that are looked at; with `part`, those that the share is of. */
  readonly where?: Condition;
  /** The rows that count: more of them among the others than usual is what is looked for. Without it the number itself. */
  readonly part?: Condition;
  /** What windows are told apart by. */
  readonly key?: Expr;
  readonly windowMinutes: number;
  /** Rows younger than this are left out, because what is looked for takes its time to show. */
  readonly delayMinutes?: number;
  /** "everything" where other missions look at parts of the same rows. */
  readonly focus?: Focus;
  /** Compare without regard to how all transactions have moved. */
  readonly uncorrected?: boolean;
  readonly minimum: number;
  /** Of how many different users a window's rows are, at least. */
  readonly minimumUsers?: number;
  readonly amount?: Expr;
  readonly uncontrolled?: Condition;
  readonly show: readonly string[];
  /** Sign-ups: as suspicious as their control is bad. */
  readonly growth?: boolean;
  /** Whether those in the rows acted or lost money; otherwise they were aimed at. */
  readonly actors: boolean;
  /** `key` is `all` without one. */
  titleOf(surge: SurgeFacts): string;
  readonly traits?: (key: string) => Partial<Traits>;
  readonly recommendation: string;
  /** Columns that a further question breaks its rows down by. */
  readonly split?: readonly string[];
  /** In the place of questions that suit any surge. */
  readonly dives?: (candidate: Candidate, scope: Scope) => readonly Dive[];
}

export interface SurgeFacts {
  readonly key: string;
  readonly n: number;
  readonly total: number;
  readonly users: number;
  readonly usd: number;
}

/** No more of one mission is told: the rest is of the same kind. */
const MOST_FOUND = 5;
const MOST_CELLS = 10_000;

interface Horizon {
  readonly seconds: number;
  readonly perDay: number;
  readonly from: number;
}

function horizonOf({ windowMinutes }: SurgeSpec, { asOf, historyDays }: Scope): Horizon {
  return { seconds: windowMinutes * 60, perDay: (24 * 60) / windowMinutes, from: asOf - (historyDays + 1) * DAY_MS };
}

/** The windows of keys that had enough in one of the last day's windows, with the same windows of the days before. */
function cellsPlan(spec: SurgeSpec, { asOf }: Scope, { seconds, perDay, from }: Horizon): Plan {
  const { entity, key, part, amount, minimum, minimumUsers, userColumn = "user_id" } = spec;
  const time = spec.timeColumn ?? "created_at";
  const counted = all(
    compare({ kind: "field", path: [time] }, "gt", instant(from)),
    compare({ kind: "field", path: [time] }, "lte", instant(asOf)),
    spec.where,
  );
  const back = spansBefore(time, asOf, seconds);
  const cells: Stage = {
    id: "cells",
    from: { entity },
    where: counted,
    groupBy: [output("key", key ?? literal("all")), output("back", back, "windows back")],
    measures: [
      count("n", part),
      count("total"),
      measure("users", "countDistinct", userColumn, part),
      ...(amount ? [measure("usd", "sum", amount, part), measure("top", "max", amount, part)] : []),
    ],
  };
  const enough = all(
    compare({ kind: "output", name: "n" }, "gte", minimum),
    compare({ kind: "output", name: "back" }, "lt", perDay),
    minimumUsers === undefined ? undefined : compare({ kind: "output", name: "users" }, "gte", minimumUsers),
  );
  const keys: Stage = {
    id: "keys",
    from: { entity },
    where: all(
      compare({ kind: "field", path: [time] }, "gt", instant(asOf - DAY_MS)),
      compare({ kind: "field", path: [time] }, "lte", instant(asOf)),
      spec.where,
    ),
    groupBy: cells.groupBy ?? [],
    measures: [count("n", part), measure("users", "countDistinct", userColumn, part)],
    having: enough,
  };
  return {
    stages: [
      keys,
      cells,
      {
        id: "windows",
        from: { stage: "cells" },
        where: { kind: "exists", stage: "keys", on: [{ left: { kind: "field", path: ["key"] }, right: "key" }] },
        columns: ["key", "back", "n", "total", ...(amount ? ["usd", "top"] : [])].map((name) => output(name, name)),
        order: [
          { by: "key", direction: "asc" },
          { by: "back", direction: "asc" },
        ],
      },
    ],
  };
}

function groundOf(spec: SurgeSpec, surge: Surge, { asOf }: Scope, { seconds }: Horizon): Ground {
  const time = spec.timeColumn ?? "created_at";
  const { key, where, part, amount, uncontrolled, show, entity, userColumn = "user_id" } = spec;
  const { from, to } = windowOf(surge, asOf, seconds);
  return {
    entity,
    timeColumn: time,
    userColumn,
    where: all(
      compare({ kind: "field", path: [time] }, "gt", instant(from)),
      compare({ kind: "field", path: [time] }, "lte", instant(to)),
      where,
      part,
      key && compare(key, "eq", literal(surge.key)),
    ),
    amount,
    uncontrolled,
    show,
  };
}

/** A share is none of how much there is in all. */
function isCorrected({ part, entity, uncorrected = false }: SurgeSpec): boolean {
  return !part && entity === "transactions" && !uncorrected;
}

function windowOf({ newest, oldest }: Surge, asOf: number, seconds: number): { from: number; to: number } {
  return { from: asOf - (oldest + 1) * seconds * 1_000, to: asOf - newest * seconds * 1_000 };
}

function shown(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

function baselineOf(spec: SurgeSpec, surge: Surge, { historyDays, volumeShift }: Scope): string {
  const windows = `the same window of the ${historyDays} days before`;
  const shift = volumeShift === 1 || !isCorrected(spec) ? "" : ", corrected by what all transactions have moved";
  if (spec.part) return `${shown(surge.expected)} of ${surge.total} would be usual, by ${windows}`;
  return `${shown(surge.expected)} would be usual, by ${windows}${shift}`;
}

function candidateOf(spec: SurgeSpec, surge: Surge, facts: Facts, scope: Scope, { seconds }: Horizon): Candidate {
  const { key, n, total, usd, expectedUsd } = surge;
  const traits = spec.traits?.(key) ?? {};
  const excess = spec.part ? Math.max(0, facts.usd * (1 - surge.expected / Math.max(n, 1))) : Math.max(0, usd - expectedUsd);
  const { from, to } = windowOf(surge, scope.asOf, seconds);
  return {
    group: key,
    kind: "acute",
    title: spec.titleOf({ key, n, total, users: facts.userCount, usd: facts.usd }),
    baseline: baselineOf(spec, surge, scope),
    magnitude: spec.growth ? surge.magnitude * (0.3 + 0.7 * facts.control) : surge.magnitude,
    userIds: spec.actors ? facts.users : [],
    breadth: facts.userCount,
    ...(!spec.actors && { targetedCount: facts.userCount }),
    ...(spec.amount && { amountUsd: facts.usd }),
    excessUsd: spec.amount ? excess : 0,
    window: { from, to },
    newestAt: facts.newestAt,
    control: facts.control,
    evidence: facts.evidence,
    focus: spec.focus ?? "kind",
    expected: surge.expected,
    ...(facts.rowKeys && { rowKeys: facts.rowKeys }),
    traits: { networks: [], methods: [], countries: [], ...traits },
    recommendation: spec.recommendation,
  };
}

/** What stands out in the windows of the last day. */
export async function lookForSurges(spec: SurgeSpec, context: MissionContext): Promise<Candidate[]> {
  const { run } = context;
  const scope = { ...context.scope, asOf: context.scope.asOf - (spec.delayMinutes ?? 0) * 60_000 };
  const horizon = horizonOf(spec, scope);
  const { rows } = await run(cellsPlan(spec, scope, horizon), MOST_CELLS);
  const surges = surgesIn(rows.map(cellOf), {
    perDay: horizon.perDay,
    historyDays: scope.historyDays,
    recent: horizon.perDay,
    minimum: spec.minimum,
    shift: isCorrected(spec) ? scope.volumeShift : 1,
    share: spec.part !== undefined,
    money: spec.amount !== undefined && spec.part === undefined,
  });
  const candidates = await Promise.all(
    surges.slice(0, MOST_FOUND).map(async (surge, index) => {
      const facts = await factsOf({ run, scope }, groundOf(spec, surge, scope, horizon));
      const candidate = candidateOf(spec, surge, facts, scope, horizon);
      // A key can stand out more than once a day: the largest has its name alone.
      const isFirst = surges.findIndex(({ key }) => key === surge.key) === index;
      return isFirst ? candidate : { ...candidate, occasion: toIso(candidate.window.to).slice(0, 16) };
    }),
  );
  return candidates.filter((candidate) => isOfMany(spec, candidate));
}

/** What is to be of several users must stand out without the two who have most of it. */
function isOfMany({ minimum, minimumUsers }: SurgeSpec, { rowKeys, expected = 0 }: Candidate): boolean {
  if (minimumUsers === undefined || !rowKeys) return true;
  const rows = new Map<UserId, number>();
  for (const user of rowKeys.values()) rows.set(user, (rows.get(user) ?? 0) + 1);
  const [first = 0, second = 0] = [...rows.values()].sort((a, b) => b - a);
  return rowKeys.size - first - second >= Math.max(minimum - 2, expected);
}

/** A mission that compares each window of the last day with the same window of the days before. */
export function surgeMission(spec: SurgeSpec): Mission {
  const { id, domain, title, question, needs, dives = surgeDives(spec) } = spec;
  return { id, domain, title, question, needs, needsDays: 1, look: (context) => lookForSurges(spec, context), dives };
}
