import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Catalog } from "../../shared/catalog.ts";
import { DEMO_TABLES } from "../demo/schema.ts";
import { DEMO_CATALOG_FILE, loadCatalog, parseCatalog } from "./load.ts";

const SHOP = `name: shop
description: A shop
entities:
  - name: orders
    table: sales.orders
    label: { one: order, many: orders }
    description: Orders
    key: id
    timeColumn: placed
    defaultMeasure: value
    columns:
      - { name: id, type: integer, label: id }
      - { name: total, type: money, currency: EUR, label: total }
      - { name: state, type: text, label: state, values: [{ value: open }, { value: paid }] }
      - { name: placed, type: timestamp, label: placed }
measures:
  - { name: value, kind: aggregate, entity: orders, aggregate: sum, column: total, label: value, format: money }
conditions:
  - { name: unpaid, entity: orders, label: unpaid, where: [{ column: state, op: eq, value: open }] }
domains:
  - { id: general, label: General, description: All, prompt: All }
defaultDomain: general
`;

describe("a catalog file", () => {
  test("is read with its defaults", () => {
    const catalog = parseCatalog(SHOP, "shop.yaml");
    expect(catalog.entities[0]).toMatchObject({ table: "sales.orders", synonyms: [], sensitive: false, computed: [] });
    expect(catalog.entities[0]?.columns[2]?.values[0]).toEqual({
      value: "open",
      synonyms: [],
      nouns: [],
      verbs: [],
      actors: [],
      mass: false,
      needsColumn: false,
    });
  });

  test("takes words as a list or with commas between", () => {
    const read = (words: string) =>
      parseCatalog(SHOP.replace("    key: id", `    synonyms: ${words}\n    key: id`), "shop.yaml").entities[0]?.synonyms;
    expect(read("purchase, sales order , buy")).toEqual(["purchase", "sales order", "buy"]);
    expect(read("[purchase, sales order, buy]")).toEqual(["purchase", "sales order", "buy"]);
    expect(() => read("{ a: b }")).toThrow(/^shop\.yaml:8: entities\[0\]\.synonyms: /);
  });

  test.each([
    ["type: money", "type: cash", /^shop\.yaml:13: entities\[0\]\.columns\[1\]\.type: Invalid option/],
    ["key: id", "key: number", /^shop\.yaml:8: entities\[0\]\.key: orders has no column "number"$/],
    ["timeColumn: placed", "timeColumn: state", /^shop\.yaml:9: entities\[0\]\.timeColumn: "state" is no time$/],
    ["timeColumn: placed", "when: placed", /^shop\.yaml:4: entities\[0\]: Unrecognized key: "when"/],
    ["defaultMeasure: value", "defaultMeasure: worth", /^shop\.yaml:10: entities\[0\]\.defaultMeasure: there is no measure "worth"$/],
    ["name: placed,", "name: total,", /^shop\.yaml:\d+: entities\[0\].* \(and \d+ more\)$/],
    ["value: open }]", "value: opened }]", /^shop\.yaml:19: conditions\[0\]\.where\[0\]: state has no value "opened"$/],
    [
      "entity: orders, label: unpaid",
      "entity: carts, label: unpaid",
      /^shop\.yaml:19: conditions\[0\]\.entity: there is no entity "carts"$/,
    ],
    ["aggregate: sum, column: total", "aggregate: sum", /^shop\.yaml:17: measures\[0\]: "sum" needs a column$/],
    ["{ value: paid }", "{ value: 3 }", /^shop\.yaml:14: entities\[0\]\.columns\[2\]\.values\[1\]\.value: expected a string/],
    ["defaultDomain: general", "defaultDomain: sales", /^shop\.yaml:22: defaultDomain: there is no domain "sales"$/],
    ["table: sales.orders", "table: orders; DROP", /^shop\.yaml:5: entities\[0\]\.table: expected a table/],
    ["description: A shop", "description: [", /^shop\.yaml:\d+: not plain YAML: /],
  ])("says where it is wrong: %s -> %s", (before, after, message) => {
    expect(SHOP).toContain(before);
    expect(() => parseCatalog(SHOP.replace(before, after), "shop.yaml")).toThrow(message);
  });

  test("may miss", () => {
    const folder = mkdtempSync(join(tmpdir(), "catalog-"));
    expect(() => loadCatalog(join(folder, "none.yaml"))).toThrow(/none\.yaml cannot be read: ENOENT$/);
    writeFileSync(join(folder, "empty.yaml"), "");
    expect(() => loadCatalog(join(folder, "empty.yaml"))).toThrow(/empty\.yaml:1: the file: /);
    rmSync(folder, { recursive: true });
  });
});

describe("the demo catalog", () => {
  const catalog: Catalog = loadCatalog(DEMO_CATALOG_FILE);

  test("knows every column of the demo schema, and no other", () => {
    const known = catalog.entities.map(({ table, columns }) => [table, columns.map(({ name }) => name)]);
    expect(known).toEqual(DEMO_TABLES.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
  });

  test("never lets a word mean two values of one column", () => {
    for (const { columns } of catalog.entities) {
      for (const { name, values } of columns) {
        const words = values.flatMap(({ synonyms }) => synonyms.map((word) => word.toLowerCase()));
        expect(
          words.filter((word, index) => words.indexOf(word) !== index),
          name,
        ).toEqual([]);
      }
    }
  });

  test("has no word twice in a list, and nothing absent that it has", () => {
    const lists = catalog.entities.flatMap((entity) => [entity.synonyms, ...entity.columns.map(({ synonyms }) => synonyms)]);
    for (const list of lists) expect(new Set(list).size, list.join(", ")).toBe(list.length);
    const present = new Set([
      ...lists.flat(),
      ...catalog.entities.flatMap(({ columns }) =>
        columns.flatMap(({ values }) => values.flatMap((value) => [...value.synonyms, ...value.nouns])),
      ),
      ...catalog.measures.flatMap(({ synonyms }) => synonyms),
    ]);
    expect(catalog.absent.flatMap(({ words }) => words).filter((word) => present.has(word))).toEqual([]);
  });

  test("has examples for every domain", () => {
    for (const { id } of catalog.domains) expect(catalog.examples.filter(({ domain }) => domain === id).length).toBeGreaterThanOrEqual(3);
  });
});
