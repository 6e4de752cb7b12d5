import { expect, it } from "vitest";
import { createProgress } from "./progress.ts";

function setUp(isTTY: boolean) {
  let now = 0;
  let text = "";
  const progress = createProgress({ isTTY, write: (part) => (text += part) }, () => now);
  const at = (ms: number, fraction: number) => {
    now = ms;
    progress.update({ sent: 1_234, accepted: 1_234, duplicates: 0, rejected: 0, unexpected: 0 }, fraction);
  };
  return { progress, at, text: () => text };
}

it("draws one moving line on a terminal and puts messages above it", () => {
  const { progress, at, text } = setUp(true);
  at(0, 0.5);
  at(50, 0.6);
  at(100, 0.7);
  progress.say("trying again");
  progress.end();
  const lines = text().split("\r\x1b[2K");
  expect(lines[1]).toBe("[###############---------------]  50 %  accepted 1,234, duplicates 0, rejected 0");
  expect(lines[2]).toMatch(/ 70 %/);
  expect(lines[3]).toMatch(/^trying again\n\[.* 70 %/);
  expect(lines[4]).toMatch(/ 70 %.*\n$/);
});

it("writes a line now and then anywhere else", () => {
  const { at, text } = setUp(false);
  for (let ms = 0; ms <= 25_000; ms += 100) at(ms, ms / 60_000);
  expect(text().split("\n")).toHaveLength(3);
  expect(text()).not.toContain("\x1b");
});
