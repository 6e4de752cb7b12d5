import { anybody, PEOPLE, personOf } from "../people.ts";
import { between, skewed } from "../random.ts";
import { LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { withdrawalRequested } from "../traffic.ts";

/** Three accounts that were taken over; nobody else's number. */
const TAKEN_OVER = [PEOPLE + 1, PEOPLE + 2, PEOPLE + 3];
const LARGE_EVERY_MS = 2_000;
const RUSH_SHARE = 0.15;

/** A rush of withdrawals, and three accounts that are emptied at regular intervals. */
export const withdrawalSpike: Scenario = {
  name: "withdrawal-spike",
  summary: "a rush of withdrawals, and three accounts are emptied",
  expects: [
    { metricName: "Withdrawal volume", group: {} },
    ...TAKEN_OVER.map((index) => ({ metricName: "Large single withdrawal", group: { userId: personOf(index).userId } })),
  ],
  begin: ({ random, background }) => {
    let large = 0;
    return (offsetMs) => {
      if (offsetMs >= LEAD_IN_MS + large * LARGE_EVERY_MS) {
        const index = TAKEN_OVER[large % TAKEN_OVER.length] ?? PEOPLE;
        large++;
        return withdrawalRequested(random, personOf(index), between(random, 60_000, 95_000));
      }
      const rush = offsetMs >= LEAD_IN_MS && random() < RUSH_SHARE;
      return rush ? withdrawalRequested(random, anybody(random), skewed(random, 200, 4_500)) : background(offsetMs);
    };
  },
};
