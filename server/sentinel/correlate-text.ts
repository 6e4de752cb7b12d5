import type { Cell } from "../../shared/answers.ts";
import type { Correlation } from "../../shared/sentinel.ts";
import { toIso } from "../../shared/time.ts";
import type { UserId } from "./candidate.ts";
import type { Common, Link } from "./correlate-links.ts";
import { spanOf } from "./correlate-times.ts";
import { compareText, orderedUserIds } from "./in-order.ts";
import type { ScoredFinding } from "./scored-finding.ts";

const MOST_USERS = 20;
const MOST_NAMES = 5;
const MOST_TOLD = 3;

/** "a, b and c". */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** What several links have in common, each once. */
export function commonOf(links: readonly Link[]): Common {
  const names = (key: "networks" | "methods" | "countries") => [...new Set(links.flatMap(({ common }) => common[key]))].sort(compareText);
  return {
    users: orderedUserIds(links.flatMap(({ common }) => common.users)),
    networks: names("networks"),
    methods: names("methods"),
    countries: names("countries"),
  };
}

export function sharedOf({ users, networks, methods, countries }: Common): Correlation["shared"] {
  const some = (type: string, values: readonly Cell[], most: number) => values.slice(0, most).map((value) => ({ type, value }));
  return [
    ...some("user", users, MOST_USERS),
    ...some("network", networks, MOST_NAMES),
    ...some("country", countries, MOST_NAMES),
    ...some("method", methods, MOST_NAMES),
  ];
}

function usersInWords(users: readonly UserId[]): string[] {
  if (users.length === 0) return [];
  return [users.length === 1 ? `customer ${users[0]}` : `${users.length} customers`];
}

function namesInWords(what: string, several: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const told = names.slice(0, MOST_TOLD);
  return [`the ${names.length === 1 ? what : several} ${listed(told)}${names.length > told.length ? " and others" : ""}`];
}

/** "3 customers, the network 203.0.113.0/24 and the payment method crypto". */
export function commonInWords({ users, networks, methods, countries }: Common): string {
  return listed([
    ...usersInWords(users),
    ...namesInWords("network", "networks", networks),
    ...namesInWords("country", "countries", countries),
    ...namesInWords("payment method", "payment methods", methods),
  ]);
}

/** "2026-10-31 21:05 UTC". */
function minuteOf(at: number): string {
  return `${toIso(at).slice(0, 16).replace("T", " ")} UTC`;
}

/** One after the other as they began, each with what it shares with those before. */
export function chainInWords(chain: readonly ScoredFinding[], links: readonly Link[]): string {
  const steps = chain.map((each, index) => {
    const before = new Set(chain.slice(0, index));
    const back = links.filter(({ a, b }) => (a.found === each && before.has(b.found)) || (b.found === each && before.has(a.found)));
    const shares = back.length > 0 ? `, sharing ${commonInWords(commonOf(back))} with what came before` : "";
    const opening = each.finding.kind === "standing" ? "Standing" : `From ${minuteOf(spanOf(each).from)}`;
    return `${opening}, ${each.finding.domain}: ${each.candidate.title}${shares}.`;
  });
  return steps.join(" ");
}
