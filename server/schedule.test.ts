import { expect, it } from "vitest";
import { repeatedly, schedule } from "./schedule.ts";
import { createHandSchedule } from "./testing/hand-schedule.ts";

it("runs again after each run, never twice at once, until it is stopped", async () => {
  const hand = createHandSchedule();
  let finish: (() => void) | undefined;
  let runs = 0;
  const run = () =>
    new Promise<void>((resolve) => {
      runs++;
      finish = resolve;
    });
  const { stop } = repeatedly({ schedule: hand.schedule, run, firstMs: 5, nextMs: () => 10 * runs });
  expect(hand.waiting()).toEqual([5]);
  hand.fire(5);
  expect([runs, hand.waiting()]).toEqual([1, []]);
  finish?.();
  await new Promise(setImmediate);
  expect(hand.waiting()).toEqual([10]);
  hand.fire(10);
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await new Promise(setImmediate);
  expect(stopped).toBe(false);
  finish?.();
  await stopping;
  expect([runs, hand.waiting()]).toEqual([2, []]);
});

it("calls off what has not run", async () => {
  const hand = createHandSchedule();
  await repeatedly({ schedule: hand.schedule, run: async () => {}, firstMs: 5, nextMs: () => 5 }).stop();
  expect(hand.waiting()).toEqual([]);
});

it("goes by the process's timers", async () => {
  const order: string[] = [];
  const cancel = schedule(() => order.push("called off"), 1);
  cancel();
  await new Promise<void>((resolve) => schedule(resolve, 5));
  expect(order).toEqual([]);
});
