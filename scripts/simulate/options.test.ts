import { expect, it } from "vitest";
import { SCENARIOS } from "../../server/simulator/scenarios.ts";
import { HELP, parseOptions, UsageError } from "./options.ts";

it("fills in the defaults", () => {
  expect(parseOptions(["--scenario", "burst"])).toEqual({
    scenario: "burst",
    rate: 500,
    durationSeconds: 60,
    seed: 1,
    url: new URL("http://127.0.0.1:3000"),
    token: undefined,
  });
});

it("reads every option", () => {
  const args = "--scenario=calm --rate 50.5 --duration 5 --seed 42 --url https://ops.example.com --token abc".split(" ");
  expect(parseOptions(args)).toMatchObject({
    rate: 50.5,
    durationSeconds: 5,
    seed: 42,
    url: new URL("https://ops.example.com"),
    token: "abc",
  });
});

it.each([
  [[], /--scenario is required: one of calm, /],
  [["--scenario", "clam"], /--scenario: there is no "clam"; one of calm, /],
  [["--scenario", "calm", "--rate", "fast"], /^--rate: expected a number from 0.1 to 100000, not "fast"/],
  [["--scenario", "calm", "--rate", "0"], /^--rate/],
  [["--scenario", "calm", "--rate", ""], /^--rate/],
  [["--scenario", "calm", "--duration=-1"], /^--duration/],
  [["--scenario", "calm", "--seed", "1.5"], /^--seed/],
  [["--scenario", "calm", "--url", "localhost:3000"], /^--url/],
  [["--scenario", "calm", "--speed", "1"], /--speed/],
  [["calm"], /calm/],
])("refuses %j with a line that names what is wrong", (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

it("lists every scenario in its help", () => {
  expect(parseOptions(["--help"])).toBe("help");
  for (const name of Object.keys(SCENARIOS)) expect(HELP).toContain(`  ${name} `);
});
