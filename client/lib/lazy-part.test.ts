import { expect, test } from "vitest";
import { retried } from "./lazy-part.tsx";

function failing(times: number): { load: () => Promise<string>; attempts: () => number } {
  let attempts = 0;
  const load = async () => {
    attempts += 1;
    if (attempts <= times) throw new Error(`attempt ${attempts}`);
    return "loaded";
  };
  return { load, attempts: () => attempts };
}

test.each([0, 1, 2])("loads after %d failures", async (failures) => {
  const { load, attempts } = failing(failures);
  expect(await retried(load, [0, 0])).toBe("loaded");
  expect(attempts()).toBe(failures + 1);
});

test("throws what the last attempt failed with", async () => {
  const { load, attempts } = failing(5);
  await expect(retried(load, [0, 0])).rejects.toThrow("attempt 3");
  expect(attempts()).toBe(3);
});
