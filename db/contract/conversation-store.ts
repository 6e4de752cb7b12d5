import { describe, expect, test } from "vitest";
import { type AppPlace, useAppDatabase } from "./app-harness.ts";

export function describeConversationStore(name: string, make: () => Promise<AppPlace>): void {
  describe(`${name}: the conversation store`, () => {
    const db = useAppDatabase(make);
    const body = { question: 'how many "users"?', nested: [1, null, { ü: true }] };

    test("gives back what was saved, also after it was opened again", async () => {
      await db.app.conversations.save({ id: "a", at: 100, body });
      await db.reopen();
      expect(await db.app.conversations.get("a", 100)).toEqual({ id: "a", at: 100, body });
      expect(await db.app.conversations.get("b", 0)).toBeUndefined();
    });

    test("keeps the newest state of each", async () => {
      await db.app.conversations.save({ id: "a", at: 100, body });
      await db.app.conversations.save({ id: "a", at: 200, body: { turn: 2 } });
      await db.app.conversations.save({ id: "b", at: 150, body: { turn: 1 } });
      expect(await db.app.conversations.get("a", 0)).toEqual({ id: "a", at: 200, body: { turn: 2 } });
      expect(await db.app.conversations.get("b", 0)).toEqual({ id: "b", at: 150, body: { turn: 1 } });
    });

    test("does not give out what is too old, and forgets it", async () => {
      await db.app.conversations.save({ id: "old", at: 100, body });
      await db.app.conversations.save({ id: "new", at: 200, body });
      expect(await db.app.conversations.get("old", 101)).toBeUndefined();
      expect(await db.app.conversations.forget(200)).toBe(1);
      expect(await db.app.conversations.get("old", 0)).toBeUndefined();
      expect(await db.app.conversations.get("new", 0)).toBeDefined();
    });
  });
}
