import { describe, expect, it } from "vitest";
import { EMPTY_PROFILE } from "../../../shared/profile.ts";
import { DEMO_CATALOG, profileOf } from "../testing/rules-planning.ts";
import { SHOP_CATALOG } from "../testing/shop-catalog.ts";
import { Lexicon, phraseWords } from "./lexicon.ts";
import { stem } from "./stem.ts";

const shops = new Lexicon(SHOP_CATALOG, profileOf({ "stores.town": ["Porto", "New Town"] }));
const demo = new Lexicon(DEMO_CATALOG, profileOf({ "users.country": ["DE", "NG"] }));

/** What the beginning of a text stands for, and how many words it takes. */
function longest(lexicon: Lexicon, text: string) {
  const words = phraseWords(text);
  const found = lexicon.longest(words.map(stem), words, 0);
  return found && { kinds: found.senses.map(({ kind }) => kind), length: found.length };
}

describe("a phrase of the catalog", () => {
  it.each([
    ["shops", ["entity"], 1],
    ["branch", ["entity"], 1],
    ["catering orders", ["entity"], 2],
    ["orders", ["entity"], 1],
    ["accidents", ["entity"], 1],
    ["sold", ["verb"], 1],
    ["sells", ["verb"], 1],
    ["take an order", ["verb"], 3],
    ["take an apple", undefined, 0],
    ["burnt", ["value"], 1],
    ["handed over", ["value"], 2],
    ["gift-wrapped", ["value"], 2],
    ["cafés", ["value", "entity"], 1],
    ["new town", ["value"], 2],
    ["town", ["column"], 1],
    ["turnover", ["measure"], 1],
    ["waste rates", ["measure"], 2],
    ["catered", ["condition"], 1],
    ["tasty", ["vague"], 1],
    ["recipe", ["absent"], 1],
    ["recipes", ["absent"], 1],
  ])("%s", (text, kinds, length) => expect(longest(shops, text)).toEqual(kinds && { kinds, length }));

  it("is the longest that fits", () => {
    expect(longest(demo, "failed login attempts by country")?.length).toBe(3);
    expect(longest(demo, "login attempts")?.length).toBe(2);
  });

  it("with two meanings has both", () => {
    expect(longest(demo, "failed")?.kinds.length).toBeGreaterThan(1);
    expect(longest(demo, "country")?.kinds).toEqual(["column", "column"]);
  });

  it("that is vague or absent is compared as it is written", () => {
    expect(longest(shops, "taste")).toBeUndefined();
    expect(longest(shops, "reciped")).toBeUndefined();
  });
});

describe("what the data adds", () => {
  it("are the values of texts without any in the catalog", () => {
    expect(longest(shops, "Porto")?.kinds).toEqual(["value"]);
    expect(longest(new Lexicon(SHOP_CATALOG, EMPTY_PROFILE), "Porto")).toBeUndefined();
  });

  it("are countries by small letters, where there are such rows; by capitals they are always known", () => {
    expect([demo.countryOf("de"), demo.countryOf("ng"), demo.countryOf("fr")]).toEqual(["DE", "NG", undefined]);
    expect([demo.countryOf("FR"), demo.countryOf("in"), demo.countryOf("IN")]).toEqual(["FR", undefined, "IN"]);
  });

  it("is no country where nothing is of one", () => {
    expect(longest(shops, "germany")).toBeUndefined();
    expect(longest(demo, "germany")?.kinds).toEqual(["country"]);
    expect([shops.countryCond("stores", "DE"), demo.countryCond("users", "DE")?.values]).toEqual([undefined, ["DE"]]);
  });
});

describe("its parts", () => {
  it("are found by name, and asked for only when there are such", () => {
    expect([shops.entity("stores").key, shops.column("orders", "stage")?.values.length]).toEqual(["code", 3]);
    expect(shops.column("orders", "nothing")).toBeUndefined();
    expect(() => shops.entity("users")).toThrow("no entity users");
  });

  it("have words for the correction of misspellings, not those of three letters", () => {
    expect(["turnover", "kiosk", "orders"].every((word) => shops.vocabulary.has(word))).toBe(true);
    expect([...demo.vocabulary].filter((word) => word.length < 4)).toEqual([]);
    expect([shops.knows(stem("branches")), shops.knows("penguin"), shops.abbreviations.get("tos")]).toEqual([true, false, "turnover"]);
  });
});
