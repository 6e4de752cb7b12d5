import type { DemoOptions } from "./options.ts";
import { pickIndex, type Random } from "./random.ts";
import { createRhythm } from "./rhythm.ts";
import type { DemoUser } from "./users.ts";

const DAY_MS = 86_400_000;

export interface Occasion {
  readonly user: DemoUser;
  /** Epoch ms, whole seconds. */
  readonly atMs: number;
}

/**
 * So many occasions over the days before the end, oldest first. Everybody's share is in proportion to how long they were there and how
 * lively they are, so that the last day is like any other.
 */
export function occasions(
  random: Random,
  users: readonly DemoUser[],
  count: number,
  options: DemoOptions,
  liveliness: (user: DemoUser) => number,
): Occasion[] {
  const startMs = options.endMs - options.days * DAY_MS;
  const rhythm = createRhythm(startMs, options.endMs);
  const shares = new Float64Array(users.length);
  let sum = 0;
  users.forEach((user, index) => {
    const from = Math.max(user.createdMs, startMs);
    if (user.leftMs > from) sum += liveliness(user) * rhythm.weight(from, user.leftMs, user.country.offsetHours);
    shares[index] = sum;
  });
  if (sum === 0) return [];
  const found: Occasion[] = [];
  for (let made = 0; made < count; made++) {
    const user = users[pickIndex(random, shares)];
    if (!user) continue;
    const from = Math.max(user.createdMs, startMs);
    found.push({ user, atMs: rhythm.sample(random, from, user.leftMs, user.country.offsetHours) });
  }
  return found.sort((a, b) => a.atMs - b.atMs || a.user.id - b.user.id);
}
