import type { UserId } from "./candidate.ts";
import { atTheSameTime } from "./correlate-times.ts";
import { compareText, orderedUserIds } from "./in-order.ts";
import { usersOf } from "./overlap.ts";
import type { ScoredFinding } from "./scored-finding.ts";
import { clamp } from "./statistics.ts";

/** What two findings have in common; a list is empty where they share nothing of its kind that tells anything. */
export interface Common {
  readonly users: readonly UserId[];
  readonly networks: readonly string[];
  readonly methods: readonly string[];
  readonly countries: readonly string[];
}

/** A finding with its users ready to be compared. */
export interface Linkable {
  readonly found: ScoredFinding;
  readonly users: ReadonlySet<UserId>;
}

export interface Link {
  readonly a: Linkable;
  readonly b: Linkable;
  readonly common: Common;
}

/** Below this a finding is no lead to follow. */
const WORTH_FROM = 20;
/** So many customers a broker has at least; findings may show that there are more. */
const FEWEST_CUSTOMERS = 2_000;
/** Of the smaller group, at least. */
const TELLING_PART = 0.2;
/** How often as many would be shared by chance, at most. */
const CHANCE = 0.01;

/** Those that can be linked, and how many customers there are at least. */
export function linkable(found: readonly ScoredFinding[]): { readonly all: Linkable[]; readonly customers: number } {
  const everyone = new Set(found.flatMap(usersOf));
  const counts = found.map(({ finding }) => finding.affected.userCount);
  const worth = found.filter(({ finding }) => finding.score >= WORTH_FROM);
  return {
    all: worth.map((each) => ({ found: each, users: new Set(usersOf(each)) })),
    customers: counts.reduce((most, count) => Math.max(most, count), Math.max(FEWEST_CUSTOMERS, everyone.size)),
  };
}

/** How probable it is that `n` draws hit a part `p` of all at least `k` times: the binomial tail, by its Chernoff bound. */
function byChance(k: number, n: number, p: number): number {
  const share = k / n;
  if (p >= 1 || share <= p) return 1;
  const other = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - p));
  return Math.exp(-n * (share * Math.log(share / p) + other));
}

/**
 * Users in both groups, in order. Few of many, and as many as any two groups of that size share, say nothing: a gap that covers half
 * the customers has something in common with everything.
 */
function sharedUsers(a: Linkable, b: Linkable, customers: number): UserId[] {
  const [small, large] = a.users.size <= b.users.size ? [a.users, b.users] : [b.users, a.users];
  const shared = [...small].filter((user) => large.has(user));
  const telling = shared.length > 0 && shared.length / small.size >= TELLING_PART;
  return telling && byChance(shared.length, small.size, clamp(large.size / customers)) <= CHANCE ? orderedUserIds(shared) : [];
}

function sharedNames(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set(a)].filter((name) => b.includes(name)).sort(compareText);
}

/** What findings of two domains have in common; undefined when that is nothing. A standing one is linked by its users only. */
export function linkOf(a: Linkable, b: Linkable, customers: number): Link | undefined {
  const kinds = [a.found.finding.kind, b.found.finding.kind];
  if (a.found.finding.domain === b.found.finding.domain || !kinds.includes("acute")) return undefined;
  const [left, right] = [a.found.candidate.traits, b.found.candidate.traits];
  const acute = !kinds.includes("standing");
  const common = {
    users: sharedUsers(a, b, customers),
    networks: acute ? sharedNames(left.networks, right.networks) : [],
    methods: acute && atTheSameTime(a.found, b.found) ? sharedNames(left.methods, right.methods) : [],
    countries: acute ? sharedNames(left.countries, right.countries) : [],
  };
  return Object.values(common).some((each) => each.length > 0) ? { a, b, common } : undefined;
}

/** Accounts and addresses prove more than a country or a payment method that thousands use. */
export function strengthOf({ common: { users, networks, countries, methods } }: Link): number {
  if (users.length > 0 || networks.length > 0) return 3;
  return countries.length > 0 ? (methods.length > 0 ? 2 : 1) : 0;
}
