import { COUNTRIES, type Country } from "./countries.ts";
import type { DemoOptions } from "./options.ts";
import { createRandom, heavyTailed, oneOf, pick, type Random, wholeBetween } from "./random.ts";
import { createRhythm, type Rhythm } from "./rhythm.ts";
import type { Row } from "./schema.ts";

const DAY_MS = 86_400_000;
/** The broker opened so many days before the end. */
const OPEN_DAYS = 720;

export type AccountType = "standard" | "premium" | "vip";
export type Method = "card" | "bank_transfer" | "e_wallet" | "crypto";
export type Device = "web" | "android" | "ios" | "desktop";

/** A customer, with what their transactions and logins follow from. */
export interface DemoUser {
  readonly id: number;
  readonly name: string;
  readonly country: Country;
  readonly kyc: "pending" | "verified" | "rejected" | "expired";
  readonly risk: "low" | "medium" | "high";
  readonly pep: boolean;
  readonly account: AccountType;
  readonly status: "active" | "suspended" | "closed";
  readonly createdMs: number;
  /** Nothing of theirs happens from then on; epoch ms. */
  readonly leftMs: number;
  /** How much they do, compared with others. */
  readonly liveliness: number;
  /** The one used most comes first. */
  readonly methods: readonly [Method, Method];
  readonly devices: readonly [Device, Device];
  /** The first three parts of their addresses. */
  readonly networks: readonly [string, string];
}

const FIRST =
  "Amara Liam Wei Fatima Noah Sofia Mateo Yuki Ivan Priya Chidi Elena Omar Hannah Lucas Mei Kofi Anna Diego Zara Felix Ines Tariq Nora Pavel Leila Hugo Aiko Samuel Greta Jonas Aisha Marek Lucia Dev Naledi Oscar Farah Tomas Ngozi".split(
    " ",
  );
const LAST =
  "Okafor Smith Chen Rahman Müller García Tanaka Novak Patel Mensah Rossi Haddad Schmidt Silva Kim O'Brien Kowalski Dubois Ivanov Nguyen Andersen Costa Haile Lopez Ng Weber Sato Popov Khan Larsen Adeyemi Becker Moreau Santos Dlamini Wong Murphy Fischer Almeida Kariuki".split(
    " ",
  );

/** Letters and digits that every mail system takes. */
function mailbox(name: string): string {
  const plain = name.normalize("NFD").replace(/[\u0300-\u036f']/g, "");
  return plain.toLowerCase().replaceAll(" ", ".");
}

/** Three parts of a public address. */
export function network(random: Random): string {
  return `${wholeBetween(random, 23, 99)}.${wholeBetween(random, 0, 255)}.${wholeBetween(random, 0, 255)}`;
}

function pair<T>(random: Random, choices: readonly (readonly [T, number])[]): [T, T] {
  return [pick(random, choices), pick(random, choices)];
}

/** Whoever signed up lately may still be in the queue; before that, nearly everybody has been looked at. */
function kycOf(random: Random, ageDays: number): DemoUser["kyc"] {
  const waiting = ageDays < 14 ? 45 : ageDays < 60 ? 18 : 5;
  return pick(random, [
    ["verified", 82 - waiting],
    ["pending", waiting],
    ["rejected", 5],
    ["expired", ageDays > 180 ? 9 : 2],
  ]);
}

function leavingTime(random: Random, status: DemoUser["status"], kyc: DemoUser["kyc"], createdMs: number, endMs: number): number {
  if (status !== "active") return createdMs + Math.floor((endMs - createdMs) * random());
  // Who was rejected cannot go on for long.
  return kyc === "rejected" ? Math.min(endMs, createdMs + wholeBetween(random, 2, 20) * DAY_MS) : endMs;
}

function createUser(random: Random, id: number, createdMs: number, endMs: number): DemoUser {
  const country = pick(random, COUNTRIES);
  const account = pick<AccountType>(random, [
    ["standard", 78],
    ["premium", 17],
    ["vip", 5],
  ]);
  const kyc =
    account === "vip" ? pick(random, [["verified", 95] as const, ["expired", 5] as const]) : kycOf(random, (endMs - createdMs) / DAY_MS);
  const risk = pick(random, [
    ["low", account === "vip" ? 80 : 66] as const,
    ["medium", 25] as const,
    ["high", account === "vip" ? 2 : 9] as const,
  ]);
  const status = pick(random, [["active", 90] as const, ["suspended", kyc === "verified" ? 3 : 9] as const, ["closed", 6] as const]);
  return {
    id,
    name: `${oneOf(random, FIRST)} ${oneOf(random, LAST)}`,
    country,
    kyc,
    risk,
    pep: random() < 0.02,
    account,
    status,
    createdMs,
    leftMs: leavingTime(random, status, kyc, createdMs, endMs),
    liveliness: heavyTailed(random, 1.4, 40),
    methods: pair<Method>(random, [
      ["card", 40],
      ["bank_transfer", 28],
      ["e_wallet", 20],
      ["crypto", 12],
    ]),
    devices: pair<Device>(random, [
      ["web", 38],
      ["android", 30],
      ["ios", 24],
      ["desktop", 8],
    ]),
    networks: [network(random), network(random)],
  };
}

/** Customers by the time they signed up, a few more each month than the month before. */
export function createUsers({ users, seed, endMs }: DemoOptions): DemoUser[] {
  const random = createRandom(seed, "users");
  const openedMs = endMs - OPEN_DAYS * DAY_MS;
  const rhythm: Rhythm = createRhythm(openedMs, endMs);
  const times = Array.from({ length: users }, () => {
    const dayMs = openedMs + Math.floor(OPEN_DAYS * random() ** 0.8) * DAY_MS;
    return rhythm.sample(random, dayMs, dayMs + DAY_MS, 0);
  }).sort((a, b) => a - b);
  return times.map((createdMs, index) => createUser(random, index + 1, createdMs, endMs));
}

export function userRow({ id, name, country, kyc, risk, pep, account, status, createdMs }: DemoUser): Row {
  return [id, name, `${mailbox(name)}${id}@example.com`, country.code, kyc, risk, pep, account, status, createdMs];
}
