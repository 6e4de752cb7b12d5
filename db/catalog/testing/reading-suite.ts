import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draftCatalog } from "../draft/draft-catalog.ts";
import { draftText } from "../draft/draft-text.ts";
import { findWrongEncodings, fitCatalog } from "../fit-catalog.ts";
import { readSchema } from "../introspect.ts";
import { parseCatalog } from "../load.ts";
import { profileData } from "../profile.ts";
import type { OpenReader } from "../reader.ts";
import { foreignSchemaSql } from "./foreign-schema.ts";

const LIMITS = { now: () => Date.UTC(2026, 0, 1), limitMs: 60_000 };

/** A database of its own, empty. */
export interface EmptyDatabase {
  readonly reader: OpenReader;
  execute(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** What has to hold of reading any schema, on either database. */
export function describeSchemaReading(name: string, open: () => Promise<EmptyDatabase>): void {
  describe(`reading a foreign schema on ${name}`, () => {
    let database: EmptyDatabase;
    beforeAll(async () => {
      database = await open();
      for (const sql of foreignSchemaSql(database.reader.dialect)) await database.execute(sql);
    });
    afterAll(() => database?.drop());

    test("finds tables, columns, types and keys", async () => {
      const { tables } = await readSchema(database.reader);
      expect(tables.map((table) => table.name).sort()).toEqual(["book_loans", "categories", "libraryMembers", "open_loans", "tags"]);
      const columns = (table: string) => tables.find((facts) => facts.name === table)?.columns;
      expect(columns("book_loans")?.map(({ name, kind, nullable, primaryKey }) => [name, kind, nullable, primaryKey])).toEqual([
        ["id", "integer", false, true],
        ["member_id", "integer", false, false],
        ["category", "text", true, false],
        ["loan_state", "text", false, false],
        ["late_fee", "number", true, false],
        ["currency", "text", false, false],
        ["deposit_eur", "number", true, false],
        ["lent_at", "integer", false, false],
        ["note", "text", true, false],
      ]);
      expect(columns("book_loans")?.flatMap(({ references }) => references ?? [])).toEqual([
        { table: "libraryMembers", column: "memberId" },
        { table: "categories", column: "code" },
      ]);
      expect(columns("tags")?.some(({ primaryKey }) => primaryKey)).toBe(false);
    });

    test("drafts a catalog that can be loaded and that fits", async () => {
      const catalog = parseCatalog(draftText(await draftCatalog(database.reader, "library")), "draft.yaml");
      const fitted = fitCatalog(catalog, await readSchema(database.reader));
      expect(fitted.problems).toEqual([]);
      expect(await findWrongEncodings(database.reader, catalog)).toEqual([]);
      expect(catalog.entities.map(({ name, label, key }) => [name, label.one, label.many, key])).toEqual(
        expect.arrayContaining([
          ["book_loans", "book loan", "book loans", "id"],
          ["libraryMembers", "library member", "library members", "memberId"],
        ]),
      );
      const column = (entity: string, which: string) =>
        catalog.entities.find(({ name: other }) => other === entity)?.columns.find(({ name: other }) => other === which);
      expect(column("book_loans", "lent_at")).toMatchObject({ type: "timestamp", encoding: "epoch_milliseconds", label: "lent at" });
      expect(column("book_loans", "late_fee")).toMatchObject({ type: "money", currencyColumn: "currency" });
      expect(column("book_loans", "deposit_eur")).toMatchObject({ type: "money", currency: "EUR" });
      expect(column("book_loans", "loan_state")?.values.map(({ value, label }) => [value, label])).toEqual([
        ["lent", undefined],
        ["lost_item", "lost item"],
        ["returned", undefined],
      ]);
      expect(column("book_loans", "note")?.values).toEqual([]);
      expect(column("libraryMembers", "is_student")).toMatchObject({ type: "boolean", label: "student" });
      expect(column("libraryMembers", "country")).toMatchObject({ format: "country_alpha3" });
      expect(column("libraryMembers", "mail_address")).toMatchObject({ sensitive: true, values: [] });
      expect(column("libraryMembers", "passwordHash")).toBeUndefined();
      expect(catalog.relations).toMatchObject([
        { from: { entity: "book_loans", column: "member_id" }, to: { entity: "libraryMembers" }, label: "member", actor: true },
        { from: { entity: "book_loans", column: "category" }, to: { entity: "categories", column: "code" }, actor: false },
        { from: { entity: "open_loans", column: "member_id" }, to: { entity: "libraryMembers" } },
      ]);
      expect(catalog.entities.find(({ name: other }) => other === "book_loans")?.defaultMeasure).toBe("total_book_loans_deposit_eur");
    });

    test("profiles what it finds", async () => {
      const catalog = parseCatalog(draftText(await draftCatalog(database.reader, "library")), "draft.yaml");
      const { complete, profiledAt, entities } = await profileData(database.reader, catalog, LIMITS);
      expect({ complete, profiledAt }).toEqual({ complete: true, profiledAt: "2026-01-01T00:00:00.000Z" });
      expect(entities.book_loans).toMatchObject({ rowCount: 120, newest: "2025-06-20T14:06:40.000Z" });
      expect(entities.book_loans?.columns.late_fee).toEqual({ nullShare: 0.2, min: 0.25, max: 29.75 });
      expect(entities.book_loans?.columns.loan_state?.values).toEqual([
        { value: "lent", count: 40 },
        { value: "lost_item", count: 40 },
        { value: "returned", count: 40 },
      ]);
      expect(entities.libraryMembers?.columns.joinedOn).toEqual({
        nullShare: 0,
        min: "2025-01-03T10:00:00.000Z",
        max: "2025-12-03T10:00:00.000Z",
      });
      expect(entities.libraryMembers?.columns.is_student?.values).toEqual([
        { value: false, count: 30 },
        { value: true, count: 10 },
      ]);
      expect(entities.libraryMembers?.columns.mail_address).toEqual({ nullShare: 0 });
    });

    test("stops profiling when the time is up", async () => {
      const catalog = parseCatalog(draftText(await draftCatalog(database.reader, "library")), "draft.yaml");
      let time = 0;
      const profile = await profileData(database.reader, catalog, { now: () => time++, limitMs: 3 });
      expect(profile.complete).toBe(false);
      expect(Object.keys(profile.entities).length).toBeLessThan(catalog.entities.length);
      const sampled = await profileData(database.reader, catalog, { ...LIMITS, sampleRows: 30 });
      expect(sampled.entities.book_loans?.rowCount).toBe(120);
      expect(sampled.entities.book_loans?.columns.loan_state?.values?.reduce((sum, { count }) => sum + count, 0)).toBe(30);
    });

    test("tells what a catalog has and the database has not", async () => {
      const text = draftText(await draftCatalog(database.reader, "library"));
      const other = parseCatalog(
        text.replaceAll("deposit_eur", "deposit").replace("table: categories", "table: topics").replace("type: boolean", "type: text"),
        "x",
      );
      const { catalog, problems } = fitCatalog(other, await readSchema(database.reader));
      expect([...problems].sort()).toEqual([
        "book_loans.deposit: the database has no such column",
        expect.stringMatching(/^libraryMembers\.is_student: the catalog says text, the database (INTEGER|boolean)$/),
        "topics: the database has no such table",
      ]);
      expect(catalog.entities.map(({ name: entity }) => entity)).not.toContain("categories");
      expect(catalog.measures.map(({ name: measure }) => measure)).toEqual(["total_book_loans_late_fee"]);
      expect(catalog.relations.map(({ to }) => to.entity)).not.toContain("categories");
      expect(catalog.entities.find(({ name: entity }) => entity === "book_loans")?.defaultMeasure).toBeUndefined();
    });
  });
}
