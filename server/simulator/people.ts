import { pick, type Random, type Weighted } from "../../db/demo/random.ts";
import { seedOf, wholeBetween } from "./random.ts";

export interface Person {
  readonly userId: string;
  readonly country: string;
  readonly ip: string;
  readonly device: string;
}

export const PEOPLE = 2_000;

/** No country holds so many customers that its everyday failed logins come near an alert. */
const COUNTRIES: Weighted<string> = [
  ["DE", 12],
  ["GB", 11],
  ["US", 10],
  ["FR", 8],
  ["ES", 7],
  ["IT", 6],
  ["PL", 6],
  ["NL", 5],
  ["SE", 4],
  ["CH", 4],
  ["AT", 4],
  ["PT", 3],
  ["CZ", 3],
  ["RO", 3],
  ["DK", 3],
  ["NO", 2],
  ["FI", 2],
  ["IE", 2],
  ["BE", 2],
  ["GR", 2],
  ["JP", 1],
  ["SG", 1],
  ["BR", 1],
  ["ZA", 1],
];

const DEVICES: Weighted<string> = [
  ["web", 40],
  ["ios", 28],
  ["android", 26],
  ["desktop", 6],
];

const hash = (text: string, index: number, choices: number) => seedOf(`${text}${index}`, 0) % choices;

/** The customer of this number, who has the same home and device in every run. */
export function personOf(index: number): Person {
  const own: Random = () => hash("person", index, 10_000) / 10_000;
  return {
    userId: String(index),
    country: pick(own, COUNTRIES),
    ip: `10.${hash("net", index, 200)}.${index >> 8}.${index & 255}`,
    device: pick(() => hash("device", index, 1_000) / 1_000, DEVICES),
  };
}

export function anybody(random: Random): Person {
  return personOf(wholeBetween(random, 1, PEOPLE));
}
