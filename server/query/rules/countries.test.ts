import { describe, expect, it } from "vitest";
import { countryLabel, countryNames, countryOfCode } from "./countries.ts";

const NAMES = countryNames();
const codesOf = (name: string) => [...new Set(NAMES.filter((entry) => entry.name === name).map(({ code }) => code))];

describe("the name of a country", () => {
  it.each([
    ["germany", "DE"],
    ["german", "DE"],
    ["south africa", "ZA"],
    ["south african", "ZA"],
    ["dutch", "NL"],
    ["the netherlands", "NL"],
    ["holland", "NL"],
    ["uk", "GB"],
    ["united kingdom", "GB"],
    ["british", "GB"],
    ["us", "US"],
    ["united states", "US"],
    ["american", "US"],
    ["emirati", "AE"],
    ["united arab emirates", "AE"],
    ["south korea", "KR"],
    ["north korean", "KP"],
    ["cote d ivoire", "CI"],
    ["turkey", "TR"],
    ["turkish", "TR"],
    ["filipino", "PH"],
    ["swiss", "CH"],
  ])("%s is that of %s", (name, code) => expect(codesOf(name)).toEqual([code]));

  it("is never that of two, and in small letters without accents", () => {
    const ambiguous = [...new Set(NAMES.map(({ name }) => name))].filter((name) => codesOf(name).length > 1);
    expect(ambiguous).toEqual([]);
    expect(NAMES.filter(({ name }) => !/^[a-z]+(?: [a-z]+)*$/.test(name))).toEqual([]);
  });

  it("is known of every country, and of no union of them nor of what was one", () => {
    const codes = new Set(NAMES.map(({ code }) => code));
    expect(codes.size).toBeGreaterThan(240);
    expect(["EU", "UN", "ZZ", "UK", "DD", "SU", "YU", "AN"].filter((code) => codes.has(code))).toEqual([]);
    for (const code of codes) expect(codesOf(countryLabel(code).toLowerCase())).not.toContain("");
  });
});

describe("the code of a country", () => {
  it.each([
    ["DE", "DE"],
    ["de", "DE"],
    ["UK", "GB"],
    ["uk", "GB"],
    ["IN", "IN"],
    ["NO", "NO"],
    ["US", "US"],
  ])("%s is %s", (raw, code) => expect(countryOfCode(raw)).toBe(code));

  it.each(["in", "no", "us", "it", "is", "at", "be", "to", "In", "my"])("is not the word %s", (raw) =>
    expect(countryOfCode(raw)).toBeUndefined(),
  );

  it.each(["DEU", "D", "", "D1", "Ö"])("is not %s", (raw) => expect(countryOfCode(raw)).toBeUndefined());

  it("has a name for people", () => {
    expect([countryLabel("DE"), countryLabel("GB"), countryLabel("NG")]).toEqual(["Germany", "United Kingdom", "Nigeria"]);
  });
});
