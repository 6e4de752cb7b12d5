import { type Benchmark, comparePairs } from "./harness.ts";
import { measurePair } from "./processes.ts";

/** Whether an engine that has seen many more keys than are alive needs more memory for it. */
export const engineHeap: Benchmark = {
  name: "engine-heap",
  run: async ({ quick, say }) => {
    const early = quick ? 20_000 : 1_000_000;
    say(`engine: heap after ${early * 10} events`);
    const figures = await comparePairs(1, () => measurePair("heap-growth", [String(early)]));
    const note = `after a collection, ${early * 10} events over 100,000 keys with 10,000 of them alive at a time, against that after ${early}; six metrics by key, alerts that open and close included`;
    return [{ name: "Heap after ten times the events", unit: "MB", better: "lower", target: 1.2, note, ...figures }];
  },
};
