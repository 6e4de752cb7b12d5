import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenize } from "./tokens.ts";

/** What a text is cut into: the text of words and marks, `kind:value` with unit, currency and `+` of everything with a value. */
function cut(text: string): string[] {
  return tokenize(text).map(({ text: word, kind, value, unit, currency, orMore }) => {
    const what = value === undefined ? word : String(value);
    return [
      ...(kind === "word" ? [] : [kind]),
      what,
      ...(unit ? [unit] : []),
      ...(currency ? [currency] : []),
      ...(orMore ? ["+"] : []),
    ].join(" ");
  });
}

describe("numbers", () => {
  it.each<[string, string[]]>([
    ["12", ["number 12"]],
    ["99.5", ["number 99.5"]],
    [".5", ["number 0.5"]],
    ["1,234,567.50", ["number 1234567.5"]],
    ["5k", ["number 5000"]],
    ["2.5m", ["number 2500000"]],
    ["1.5bn", ["number 1500000000"]],
    ["5 k", ["number 5000"]],
    ["3 million", ["number 3000000"]],
    ["3+", ["number 3 +"]],
    ["50k+", ["number 50000 +"]],
    ["3+ logins", ["number 3 +", "logins"]],
    ["3x", ["number 3", "x"]],
    ["15th", ["number 15 ordinal"]],
    ["1st", ["number 1 ordinal"]],
    ["20%", ["percent 20"]],
    ["7.5 percent", ["percent 7.5"]],
    ["5 pct", ["percent 5"]],
  ])("reads %s", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("does not take a comma between two numbers for one of thousands", () => {
    expect(cut("1,5")).toEqual(["number 1", "mark ,", "number 5"]);
    expect(cut("over 1, 200 of them")).toEqual(["over", "number 1", "mark ,", "number 200", "of", "them"]);
  });
});

describe("amounts", () => {
  it.each<[string, string[]]>([
    ["$1,500", ["money 1500 USD"]],
    ["$.50", ["money 0.5 USD"]],
    ["$2k", ["money 2000 USD"]],
    ["$5 million", ["money 5000000 USD"]],
    ["€3k", ["money 3000 EUR"]],
    ["£10", ["money 10 GBP"]],
    ["¥5000", ["money 5000 JPY"]],
    ["usd 500", ["money 500 USD"]],
    ["US$ 20", ["money 20 USD"]],
    ["500 usd", ["money 500 USD"]],
    ["10k dollars", ["money 10000 USD"]],
    ["25 euros", ["money 25 EUR"]],
    ["one million dollars", ["money 1000000 USD"]],
    ["deposits of 40 pounds", ["deposits", "of", "money 40 GBP"]],
  ])("reads %s", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("does not take a currency behind a place for that of an amount", () => {
    expect(cut("the 3rd dollar")).toEqual(["the", "number 3 ordinal", "dollar"]);
  });
});

describe("words for numbers", () => {
  it.each<[string, string[]]>([
    ["three", ["number 3"]],
    ["three+", ["number 3 +"]],
    ["twenty five", ["number 25"]],
    ["thirty-one", ["number 31"]],
    ["ten thousand", ["number 10000"]],
    ["five hundred thousand", ["number 500000"]],
    ["half a million", ["number 500000"]],
    ["ten k", ["number 10000"]],
    ["dozen", ["number 12"]],
    ["twelve twenty", ["number 12", "number 20"]],
    ["twenty 5", ["number 20", "number 5"]],
  ])("reads %s", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("leaves half a word where it is no number", () => {
    expect(cut("the first half of October")).toEqual(["the", "first", "half", "of", "october"]);
  });
});

describe("ranges with a dash", () => {
  it.each<[string, string[]]>([
    ["100-200", ["number 100", "to", "number 200"]],
    ["1k-5k", ["number 1000", "to", "number 5000"]],
    ["$100-$200", ["money 100 USD", "to", "money 200 USD"]],
    ["10-12 October", ["number 10", "to", "number 12", "october"]],
  ])("reads %s", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("takes the dash of a compound for nothing", () => {
    expect(cut("day-by-day sign-ups")).toEqual(["day", "by", "day", "sign", "ups"]);
  });
});

describe("spans", () => {
  it.each<[string, string[]]>([
    ["24h", ["span 24 hour"]],
    ["7d", ["span 7 day"]],
    ["2wks", ["span 2 week"]],
    ["3mo", ["span 3 month"]],
    ["1y", ["span 1 year"]],
  ])("reads %s", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("does not take an amount for one", () => {
    expect(cut("$7d")).toEqual(["money 7 USD", "d"]);
  });
});

describe("literal values", () => {
  it.each<[string, string[]]>([
    ["a.b+c@x-y.co.uk", ["email a.b+c@x-y.co.uk"]],
    ["who is Mei.Chen@Example.com?", ["who", "is", "email mei.chen@example.com", "mark ?"]],
    ["10.0.0.1", ["ip 10.0.0.1"]],
    ["10.0.0.0/24", ["ip 10.0.0.0/24"]],
    ["203.0.113", ["ip 203.0.113"]],
    ["logins from 203.0.113.", ["logins", "from", "ip 203.0.113", "mark ."]],
    ["2026-10-05", ["date 2026-10-05"]],
    ["2026-10-05T10:00:00Z", ["date 2026-10-05t10:00:00z"]],
    ["5/10/2026", ["date 5/10/2026"]],
    ["5.10.26", ["date 5.10.26"]],
    ['"Bad Password"', ["quoted bad password"]],
    ["“Mei Chen” now", ["quoted mei chen", "now"]],
  ])("keeps %s whole", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("does not take a decimal or a date for an address", () => {
    expect(cut("1.5 of 2.25").map((token) => token.split(" ")[0])).toEqual(["number", "of", "number"]);
    expect(cut("31.12.2025")).toEqual(["date 31.12.2025"]);
  });
});

describe("words", () => {
  it.each<[string, string[]]>([
    ["Europe's customers'", ["europe", "customers"]],
    ["what's the client’s e-mail", ["what", "the", "client", "email"]],
    ["O'Brien", ["obrien"]],
    ["don't can't didn’t", ["do", "not", "can", "not", "did", "not"]],
    ["Müller García", ["muller", "garcia"]],
    ["w/o mfa, w/ mfa", ["without", "mfa", "mark ,", "with", "mfa"]],
    ["cards & wallets", ["cards", "and", "wallets"]],
    ["germany/france", ["germany", "and", "france"]],
    ["> 5", ["over", "number 5"]],
    [">= 5 <=6 =7", ["at", "least", "number 5", "at", "most", "number 6", "equals", "number 7"]],
    ["# of logins", ["number", "of", "logins"]],
    ["btw", ["between"]],
    ["", []],
    [" \t\n", []],
    ["🚀", []],
  ])("reads %s", (text, tokens) => expect(cut(text)).toEqual(tokens));

  it("takes short forms in capitals for what they are", () => {
    expect(cut("MO mo")).toEqual(["mo", "month"]);
  });

  it("keeps how a word was written", () => {
    expect(tokenize("Customers IN Köln").map(({ raw }) => raw)).toEqual(["Customers", "IN", "Köln"]);
  });
});

describe("any text", () => {
  it("is cut without failing, with a value wherever a number is read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        for (const { kind, value } of tokenize(text)) {
          if (kind === "number" || kind === "money" || kind === "percent" || kind === "span") expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("has any whole number as it was written", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.boolean(), (value, commas) => {
        const text = commas ? value.toLocaleString("en") : String(value);
        expect(tokenize(`over ${text} deposits`)[1]).toMatchObject({ kind: "number", value });
        expect(tokenize(`over $${text} in deposits`)[1]).toMatchObject({ kind: "money", value, currency: "USD" });
      }),
    );
  });
});
