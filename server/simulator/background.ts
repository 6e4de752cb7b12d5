import { pick, type Random } from "../../db/demo/random.ts";
import { anybody } from "./people.ts";
import { between, skewed, wholeBetween } from "./random.ts";
import type { Draft } from "./scenario.ts";
import * as traffic from "./traffic.ts";

/** Makes the everyday event of an offset in ms. */
export type Background = (offsetMs: number) => Draft;

/** One failed payment of a method needs this many completed ones before it: a share can never look like an outage. */
const COMPLETED_PER_FAILED = 25;

interface Rare {
  readonly everyMs: number;
  readonly make: (random: Random) => Draft;
  dueMs: number;
}

/** What alerts count absolutely happens by the clock, whatever the rate, so that a high rate alone raises nothing. */
function rareEvents(random: Random): Rare[] {
  const rare = (everyMs: number, make: Rare["make"]): Rare => ({ everyMs, make, dueMs: between(random, 0.5, 1.5) * everyMs });
  return [
    rare(2_500, () => traffic.loginFailed(random, anybody(random))),
    rare(4_000, () => traffic.withdrawalRequested(random, anybody(random), skewed(random, 50, 2_000))),
    rare(6_000, () => traffic.serviceError(random, anyService(random))),
    rare(500, () => traffic.serviceHeartbeat(random, anyService(random))),
    rare(3_000, () => traffic.depositCompleted(random, anybody(random), skewed(random, 20, 2_000))),
    rare(12_000, () => traffic.depositFailed(random, anybody(random), skewed(random, 20, 2_000))),
    rare(5_000, () => traffic.userRegistered(random, anybody(random))),
    rare(5_000, () => traffic.clockOffset(traffic.instanceOf(random, anyService(random)).instance, between(random, 0, 40))),
    rare(5_000, () => traffic.deliveryLag(anyService(random), skewed(random, 20, 2_000))),
  ];
}

function anyService(random: Random): traffic.Service {
  return traffic.SERVICES[wholeBetween(random, 0, traffic.SERVICES.length - 1)] ?? "api-gateway";
}

/** Payments by method, of which about 3 in 100 fail, evenly. */
function createPayments(random: Random): () => Draft {
  const owed = new Map<string, number>();
  return () => {
    const method = pick(random, traffic.METHODS);
    const completed = owed.get(method) ?? 0;
    if (completed >= COMPLETED_PER_FAILED && random() < 0.1) {
      owed.set(method, completed - COMPLETED_PER_FAILED);
      return traffic.paymentFailed(random, anybody(random), method, "declined");
    }
    owed.set(method, Math.min(completed + 1, 2 * COMPLETED_PER_FAILED));
    return traffic.paymentCompleted(random, anybody(random), method);
  };
}

/** A broker's ordinary day. */
export function createBackground(random: Random): Background {
  const rare = rareEvents(random);
  const payment = createPayments(random);
  const common = [
    [() => traffic.loginSucceeded(random, anybody(random)), 35],
    [payment, 50],
    [() => traffic.serviceLatency(random, anyService(random)), 15],
  ] as const;
  return (offsetMs) => {
    const due = rare.find((each) => each.dueMs <= offsetMs);
    if (!due) return pick<() => Draft>(random, common)();
    due.dueMs = offsetMs + between(random, 0.5, 1.5) * due.everyMs;
    return due.make(random);
  };
}
