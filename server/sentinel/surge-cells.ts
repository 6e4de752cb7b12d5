import type { Row } from "../../shared/answers.ts";
import { countMagnitude, expectedCount, moneyMagnitude, rateMagnitude } from "./magnitude.ts";
import { sum } from "./statistics.ts";

/** What happened to one key in one window: `back` windows before the one that ends at the moment of the scan. */
export interface Cell {
  readonly key: string;
  readonly back: number;
  readonly n: number;
  /** All rows of the window, where `n` counts a part of them. */
  readonly total: number;
  readonly usd: number;
  /** The largest row of it, USD. */
  readonly top: number;
}

/** One or more windows in a row of the same key, and what was expected of them. */
export interface Surge {
  readonly key: string;
  /** Windows back: `newest` <= `oldest`. */
  readonly newest: number;
  readonly oldest: number;
  readonly n: number;
  readonly total: number;
  readonly expected: number;
  readonly usd: number;
  /** What the same windows of earlier days have moved, the median, USD. */
  readonly expectedUsd: number;
  readonly magnitude: number;
}

export interface SurgeRules {
  /** Windows a day. */
  readonly perDay: number;
  readonly historyDays: number;
  /** How many of the newest windows are looked at. */
  readonly recent: number;
  /** Fewer rows are not worth a look. */
  readonly minimum: number;
  readonly shift: number;
  /** Whether `n` is a part of `total`: then the share is compared, not the number. */
  readonly share: boolean;
  /** Whether the money that moved is compared too. */
  readonly money: boolean;
}

export function cellOf(row: Row): Cell {
  const number = (name: string) => Number(row[name] ?? 0);
  return {
    key: String(row.key ?? "all"),
    back: number("back"),
    n: number("n"),
    total: number("total"),
    usd: number("usd"),
    top: number("top"),
  };
}

class History {
  private readonly cells = new Map<string, Cell>();
  private readonly rules: SurgeRules;

  constructor(cells: readonly Cell[], rules: SurgeRules) {
    this.rules = rules;
    for (const cell of cells) this.cells.set(`${cell.key}\n${cell.back}`, cell);
  }

  at(key: string, back: number): Cell {
    return this.cells.get(`${key}\n${back}`) ?? { key, back, n: 0, total: 0, usd: 0, top: 0 };
  }

  /** Windows `newest` to `oldest`, as they were on each of the days before. */
  past(key: string, newest: number, oldest: number): Cell[][] {
    const { perDay, historyDays } = this.rules;
    return Array.from({ length: historyDays }, (_, day) => this.span(key, newest + (day + 1) * perDay, oldest + (day + 1) * perDay));
  }

  span(key: string, newest: number, oldest: number): Cell[] {
    return Array.from({ length: oldest - newest + 1 }, (_, index) => this.at(key, newest + index));
  }
}

function surgeOf(history: History, rules: SurgeRules, key: string, newest: number, oldest: number): Surge {
  const total = (cells: readonly Cell[], of: "n" | "total" | "usd") => sum(cells.map((cell) => cell[of]));
  const now = history.span(key, newest, oldest);
  const before = history.past(key, newest, oldest);
  const past = before.map((cells) => total(cells, "n"));
  const pastUsd = before.map((cells) => total(cells, "usd"));
  const [n, all, usd] = [total(now, "n"), total(now, "total"), total(now, "usd")];
  // A share's past is all of its key's, since a window has too few rows to tell a share by.
  const pastAll = sum(before.map((cells) => total(cells, "total")));
  const share = pastAll > 0 ? (sum(past) + 0.5) / (pastAll + 1) : 0;
  const expected = rules.share ? all * share : expectedCount({ past, shift: rules.shift });
  const rate = rules.share ? rateMagnitude(n, expected) : countMagnitude({ n, past, shift: rules.shift });
  // Without its largest row: one customer's single payment is no wave.
  const money = rules.money ? moneyMagnitude(n, usd - Math.max(...now.map(({ top }) => top)), pastUsd) : 0;
  const expectedUsd = pastUsd.length > 0 ? (sum(pastUsd) / pastUsd.length) * rules.shift : 0;
  return { key, newest, oldest, n, total: all, expected, usd, expectedUsd, magnitude: Math.max(rate, money) };
}

/** A neighbour with so many times its expectation belongs to the surge. */
const TAIL = 2;
/** What a longer surge may lose of its magnitude. */
const LOSS = 0.9;

/** A surge with the neighbours that its beginning or end reaches into: what happens does not keep to the windows. */
function withTails(history: History, rules: SurgeRules, surge: Surge): Surge {
  const { key, newest, oldest } = surge;
  const belongs = (back: number) => {
    const window = back < 0 ? undefined : surgeOf(history, rules, key, back, back);
    return window !== undefined && window.n > 0 && window.n > window.expected * TAIL;
  };
  const [first, last] = [belongs(newest - 1) ? newest - 1 : newest, belongs(oldest + 1) ? oldest + 1 : oldest];
  if (first === newest && last === oldest) return surge;
  const longer = surgeOf(history, rules, key, first, last);
  return longer.magnitude >= surge.magnitude * LOSS ? longer : surge;
}

/** Below this a window is like any other. */
const NOTABLE = 0.12;

/** What stands out in the newest windows, neighbours of one key taken together; the largest first. */
export function surgesIn(cells: readonly Cell[], rules: SurgeRules): Surge[] {
  const history = new History(cells, rules);
  const notable = cells
    .filter(({ back, n }) => back >= 0 && back < rules.recent && n >= rules.minimum)
    .map(({ key, back }) => surgeOf(history, rules, key, back, back))
    .filter(({ magnitude }) => magnitude >= NOTABLE)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.newest - b.newest));
  const joined: Surge[] = [];
  for (const surge of notable) {
    const last = joined.at(-1);
    if (last?.key === surge.key && surge.newest <= last.oldest + 1) {
      joined[joined.length - 1] = surgeOf(history, rules, surge.key, last.newest, surge.oldest);
    } else joined.push(surge);
  }
  return joined.map((surge) => withTails(history, rules, surge)).sort((a, b) => b.magnitude - a.magnitude || (a.key < b.key ? -1 : 1));
}
