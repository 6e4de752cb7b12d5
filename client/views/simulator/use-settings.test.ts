import { expect, test } from "vitest";
import { checkSettings } from "./use-settings.ts";

const right = { scenario: "burst", rate: "200", duration: "2m", seed: "7" };

test("settings that fit are the request", () => {
  expect(checkSettings(right)).toEqual({ input: { scenario: "burst", rate: 200, duration: "2m", seed: 7 }, errors: {} });
});

test.each([
  ["rate", "0"],
  ["rate", ""],
  ["rate", "9000"],
  ["duration", "2 minutes"],
  ["duration", "2h"],
  ["seed", "-1"],
  ["seed", "1.5"],
  ["scenario", "storm"],
])("%s %j is refused with a word on it", (name, value) => {
  const { input, errors } = checkSettings({ ...right, [name]: value });
  expect(input).toBeUndefined();
  expect(Object.keys(errors)).toEqual([name]);
});
