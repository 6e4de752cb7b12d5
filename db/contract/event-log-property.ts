import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scale } from "../../shared/testing/scale.ts";
import { allEntries, newEvent } from "./fixtures.ts";
import type { LogPlace } from "./log-harness.ts";

/** One append: keys from a small set, so that many repeat, or none at all. */
const appendArbitrary = fc.record({
  keys: fc.array(fc.option(fc.tuple(fc.constantFrom("s1", "s2"), fc.integer({ min: 0, max: 15 }))), { maxLength: 12 }),
  rejected: fc.nat(3),
  /** Whether the producer waits for its answer before it goes on. */
  wait: fc.boolean(),
});

/** The algebra of the ledger, over random interleavings of appends and restarts. */
export function describeEventLogProperties(name: string, make: () => Promise<LogPlace>): void {
  describe(`${name}: the ledger`, () => {
    test("holds each key once, without gaps, and adds up", { timeout: scale(60_000, 600_000) }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(appendArbitrary, { maxLength: 25 }), fc.boolean(), (steps, reopen) => check(steps, reopen)),
        {
          numRuns: scale(12, 500),
        },
      );
    });
  });

  type Step = typeof appendArbitrary extends fc.Arbitrary<infer S> ? S : never;

  async function check(steps: readonly Step[], reopen: boolean): Promise<void> {
    const place = await make();
    const open = () => place.open({ now: () => 1_000 });
    let log = await open();
    try {
      const answers: Promise<{ accepted: number; duplicates: readonly number[] }>[] = [];
      for (const [index, step] of steps.entries()) {
        const events = step.keys.map((key) => (key ? newEvent({ source: key[0], id: `k${key[1]}` }) : newEvent()));
        const answer = log.append(events, step.rejected);
        answers.push(answer);
        if (step.wait) await answer;
        if (reopen && index === Math.floor(steps.length / 2)) {
          await log.close();
          log = await open();
        }
      }
      const results = await Promise.all(answers);
      expectLedger(steps, results, log);
    } finally {
      await log.close();
      await place.remove();
    }
  }

  function expectLedger(
    steps: readonly Step[],
    results: readonly { accepted: number; duplicates: readonly number[] }[],
    log: Awaited<ReturnType<LogPlace["open"]>>,
  ): void {
    const entries = allEntries(log);
    const keys = entries.flatMap((entry) => (entry.kind === "event" && entry.event.id ? [`${entry.event.source}/${entry.event.id}`] : []));
    const sent = steps.flatMap((step) => step.keys);
    const distinct = new Set(sent.flatMap((key) => (key ? [`${key[0]}/k${key[1]}`] : [])));
    expect(keys.toSorted()).toEqual([...distinct].sort());
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
    const rejected = steps.reduce((sum, step) => sum + step.rejected, 0);
    const accepted = distinct.size + sent.filter((key) => key === null).length;
    expect(log.counters()).toEqual({ received: sent.length + rejected, accepted, duplicates: sent.length - accepted, rejected });
    expect(results.reduce((sum, result) => sum + result.accepted, 0)).toBe(entries.length);
    results.forEach((result, index) => {
      expect(result.accepted + result.duplicates.length).toBe(steps[index]?.keys.length);
    });
  }
}
