import { createHash } from "node:crypto";
import type { Correlation } from "../../shared/sentinel.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type Link, type Linkable, linkable, linkOf, strengthOf } from "./correlate-links.ts";
import { chainInWords, commonInWords, commonOf, listed, sharedOf } from "./correlate-text.ts";
import { spanOf } from "./correlate-times.ts";
import { compareText, inOrder } from "./in-order.ts";
import type { ScoredFinding } from "./scored-finding.ts";

const MOST_CORRELATIONS = 10;
/** A longer chain is no longer one story. */
const MOST_IN_CHAIN = 6;
/** What proves more than a country or a payment method does. */
const STRONG = 3;

function linksOf(found: readonly ScoredFinding[]): Link[] {
  const { all, customers } = linkable(inOrder(found));
  const pairs = all.flatMap((a, index) => all.slice(index + 1).flatMap((b) => linkOf(a, b, customers) ?? []));
  // Sorting is stable, so that pairs of equal strength stay in the order of their findings.
  return pairs.sort((x, y) => strengthOf(y) - strengthOf(x));
}

/** Chains made of the strongest links first; one that would make a chain too long is left out. */
function chainsOf(links: readonly Link[]): Set<Linkable>[] {
  const chainOf = new Map<Linkable, Set<Linkable>>();
  for (const { a, b } of links) {
    const [left, right] = [chainOf.get(a) ?? new Set([a]), chainOf.get(b) ?? new Set([b])];
    const both = new Set([...left, ...right]);
    if (both.size <= MOST_IN_CHAIN) for (const each of both) chainOf.set(each, both);
  }
  return [...new Set(chainOf.values())];
}

/** Accounts or addresses in common are told of every finding: where no chain has room for it, as a pair with the one it has most to do with. */
function pairsBeside(chains: readonly ReadonlySet<Linkable>[], links: readonly Link[]): Set<Linkable>[] {
  const placed = new Set(chains.flatMap((chain) => [...chain]));
  const pairs: Set<Linkable>[] = [];
  for (const link of links) {
    if (strengthOf(link) < STRONG || (placed.has(link.a) && placed.has(link.b))) continue;
    pairs.push(new Set([link.a, link.b]));
    placed.add(link.a).add(link.b);
  }
  return pairs;
}

/** In the order in which it came about; a standing gap was there first. */
function inTimeOrder(chain: readonly ScoredFinding[]): ScoredFinding[] {
  const keyed = inOrder(chain).map((each) => ({
    each,
    at: each.finding.kind === "standing" ? Number.NEGATIVE_INFINITY : spanOf(each).from,
  }));
  return keyed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ each }) => each);
}

function scoreOf(found: readonly ScoredFinding[]): number {
  const calm = inOrder(found).reduce((product, { finding }) => product * (1 - Math.min(100, Math.max(0, finding.score)) / 100), 1);
  return Math.round(100 * (1 - calm) * 100) / 100;
}

function correlationOf(members: ReadonlySet<Linkable>, all: readonly Link[]): Correlation {
  const links = all.filter(({ a, b }) => members.has(a) && members.has(b));
  const chain = inTimeOrder([...members].map(({ found }) => found));
  const findingIds = chain.map(({ finding }) => finding.id);
  const domains = [...new Set(chain.map(({ finding }) => finding.domain))].sort(compareText);
  const common = commonOf(links);
  const key = createHash("sha256").update(canonicalJson([...findingIds].sort(compareText)));
  return {
    id: `correlation-${key.digest("hex").slice(0, 16)}`,
    title: `Findings of ${listed(domains)} share ${commonInWords(common)}`,
    findingIds,
    shared: sharedOf(common),
    score: scoreOf(chain),
    explanation: chainInWords(chain, links),
  };
}

/**
 * Findings of at least two domains that have accounts, networks, countries or payment methods at the same time in common, as chains in
 * the order of time; the highest score first.
 */
export function correlate(found: readonly ScoredFinding[]): Correlation[] {
  const links = linksOf(found);
  const chains = chainsOf(links);
  const correlations = [...chains, ...pairsBeside(chains, links)].map((chain) => correlationOf(chain, links));
  return correlations.sort((a, b) => b.score - a.score || compareText(a.id, b.id)).slice(0, MOST_CORRELATIONS);
}
