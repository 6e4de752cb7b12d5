import { readFileSync } from "node:fs";
import { parse } from "dotenv";
import { expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { envExample } from "./env-example.ts";
import { VARIABLES } from "./variables.ts";

const committed = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");

it("is committed as the table of variables makes it", () => {
  expect(committed).toBe(envExample());
});

it("names every variable once, and changes nothing when it is used as it is", () => {
  expect(parse(committed)).toEqual({});
  const uncommented = parse(committed.replaceAll(/^#(?=[A-Z_]+=)/gm, ""));
  expect(Object.keys(uncommented)).toEqual(Object.keys(VARIABLES));
  // That they come from a file is all the difference.
  expect({ ...parseConfig(uncommented), effective: [] }).toEqual({ ...parseConfig({}), effective: [] });
});
