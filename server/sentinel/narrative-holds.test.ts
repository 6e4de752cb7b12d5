import { describe, expect, it } from "vitest";
import { figuresIn } from "./narrative-figures.ts";
import { isWhole, narrativeHolds } from "./narrative-holds.ts";

const TEMPLATE = {
  headline: "Act now: 600 failed logins from 203.0.113.0/24, 61,500 USD",
  paragraphs: ["600 failed logins at 300 customers of RO (60 % by web).", "They withdrew 61,500 USD by crypto.", "Block the network."],
};
const holds = (...paragraphs: string[]) => narrativeHolds({ headline: "Act now", paragraphs }, TEMPLATE);

describe("the numbers of a text", () => {
  it.each([
    ["61,500 USD and $61500.00", ["61500 $", "61500 $"]],
    ["60 % of 60, 60k", ["60 %", "60", "60 k"]],
    ["1,2 and 1,2345 or 0.25", ["1", "2", "1", "2345", "0.25"]],
    ["two million times", []],
    ["2 million times", ["2 million"]],
  ])("of %s, with their units", (text, keys) => expect(figuresIn(text).map(({ key }) => key)).toEqual(keys));

  it("stand where they are said to", () => {
    const text = "In all $ 61,500, or 12 % of it";
    expect(figuresIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(["$ 61,500", "12 %"]);
  });
});

describe("a narrative in other words", () => {
  it.each([
    ["the same facts", "RO: 600 failed logins, and $61500 gone by crypto."],
    ["a sentence's first word", "Somebody guessed. Most of it came from 203.0.113.0/24."],
    ["a part of a word that is there", "The Network was hit; customers of RO's web were hit by 60 percent."],
  ])("holds with %s", (_what, text) => expect(holds(text)).toBe(true));

  it.each([
    ["another number", "601 failed logins"],
    ["a number of something else", "600 % more failed logins"],
    ["a number with another scale", "61,500 k USD, or 600k logins"],
    ["a sum", "900 customers and logins"],
    ["a number in words", "Over sixty percent, that is half of them"],
    ["another country", "600 failed logins from Bulgaria"],
    ["another country without a capital letter", "600 failed logins, romania's worst day"],
    ["a country that is spelt like a word", "600 failed logins from IN"],
    ["another network", "600 failed logins from 198.51.100.0/24"],
    ["another name", "600 failed logins by the group Lazarus"],
    ["another name at the beginning", "Lazarus tried 600 logins"],
    ["another method", "They withdrew 61,500 USD by e_wallet"],
    ["an address", "See evil.example for 600 logins"],
    ["other letters", "600 failed logins from Румыния"],
    ["an all-clear", "600 failed logins, which is harmless"],
    ["a denial", "There were no 600 failed logins"],
  ])("does not hold with %s", (_what, text) => expect(holds(text)).toBe(false));

  it("holds as it is, and is whole", () => {
    expect([narrativeHolds(TEMPLATE, TEMPLATE), isWhole(TEMPLATE, TEMPLATE)]).toEqual([true, true]);
  });

  it.each([
    ["too few paragraphs", { ...TEMPLATE, paragraphs: [TEMPLATE.paragraphs.join(" "), "Block it."] }],
    ["too many paragraphs", { ...TEMPLATE, paragraphs: [...TEMPLATE.paragraphs, "Block it.", "Now.", "Soon."] }],
    ["an empty paragraph", { ...TEMPLATE, paragraphs: [...TEMPLATE.paragraphs, " "] }],
    ["a long paragraph", { ...TEMPLATE, paragraphs: [...TEMPLATE.paragraphs, "Block it now. ".repeat(100)] }],
    ["a long headline", { ...TEMPLATE, headline: "Act now ".repeat(100) }],
    ["a number left out", { ...TEMPLATE, paragraphs: ["Failed logins of RO.", "They withdrew 61,500 USD.", "Block the network."] }],
  ])("is not whole with %s", (_what, said) => expect(isWhole(said, TEMPLATE)).toBe(false));
});
