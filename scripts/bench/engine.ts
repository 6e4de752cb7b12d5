import type { ScenarioName } from "./engine-scenarios.ts";
import { type Benchmark, type BenchResult, comparePairs } from "./harness.ts";
import { measurePair } from "./processes.ts";

interface Row {
  readonly scenario: ScenarioName;
  readonly name: string;
  readonly target: number;
  readonly note: string;
}

const ROWS: readonly Row[] = [
  {
    scenario: "parse",
    name: "100 metrics, 5 match",
    target: 1,
    note: "100 metrics (25 definitions of all nine aggregates, half of them by user; five to each of 20 event types, one of the five a second threshold on the windows of another) over 10,000 users in all, 500 to a type, some busier than others, against JSON.parse of the same events of about 500 bytes; what is due at boundaries included, at 2,000 events a second",
  },
  {
    scenario: "wide",
    name: "100 metrics, every user in all types",
    target: 1,
    note: "the same with every user sending every type: 200,000 pairs of type and user instead of 10,000",
  },
  {
    scenario: "many",
    name: "10,000 metrics against 10",
    target: 3,
    note: "five metrics of a tenant match in both, by user, none near its threshold; 10,000 users in both, of 2,000 tenants, some busier than others, against 2",
  },
  {
    scenario: "manyKeys",
    name: "10,000 metrics against 10, with as many times the groups",
    target: 3,
    note: "the same by device: 8,000 groups of each kind against 8, so that nearly every event begins a pane and none finds its numbers in a cache",
  },
  {
    scenario: "length",
    name: "24 h window against 1 min",
    target: 1.5,
    note: "count, sum, avg, max and p95, all events match; 1,440 panes (120 of sketches) against 60",
  },
  {
    scenario: "distinct",
    name: "distinct against count",
    target: 6,
    note: "different users (10,000) by country in 5 min, all events match; both near their thresholds, so that they are evaluated at every event",
  },
  {
    scenario: "percentile",
    name: "p99 against count",
    target: 6,
    note: "p99 of a field by country in 5 min, all events match; both near their thresholds, so that they are evaluated at every event",
  },
];

/** What an event costs the engine, in one process, in comparisons of two sides that take turns every 500 events. */
export const engine: Benchmark = {
  name: "engine",
  run: async ({ quick, say }) => {
    const results: BenchResult[] = [];
    for (const { scenario, name, target, note } of ROWS) {
      say(`engine: ${name}`);
      const figures = await comparePairs(quick ? 1 : 3, () => measurePair("engine-cost", [scenario, quick ? "2000" : "10000"]));
      results.push({ name, unit: "ns/event", better: "lower", target, note, ...figures });
    }
    return results;
  },
};
