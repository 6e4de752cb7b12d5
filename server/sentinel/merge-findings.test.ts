import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeFindings } from "./merge-findings.ts";
import type { ScoredFinding } from "./scored-finding.ts";
import { type Example, scoredExample } from "./testing/scored-example.ts";

function payments(...ids: number[]): Pick<Example, "rows"> {
  return { rows: ids.map((id) => ({ id, user_id: id % 7, amount_usd: id * 10 })) };
}

const missions = (found: readonly ScoredFinding[]) => found.map(({ finding }) => finding.missionIds.map((id) => id.split(".")[1]));

describe("mergeFindings", () => {
  it("makes one of findings about the same users: the higher score leads", () => {
    const low = scoredExample("exits", { userIds: [10, 9, 8, 7, 3], finding: { score: 50, domain: "risk" } });
    const high = scoredExample("logins", { userIds: [7, 8, 9, 10], finding: { score: 70, missionIds: ["security.logins", "security.a"] } });
    const [merged, ...others] = mergeFindings([low, high]);
    expect(others).toEqual([]);
    expect(merged?.finding).toEqual({ ...high.finding, missionIds: ["security.logins", "security.a", "security.exits"] });
    expect(merged?.candidate).toEqual(high.candidate);
  });

  it("lets the more particular question lead, unless it is not worth telling", () => {
    const users = { userIds: [7, 8, 9] };
    const wide = scoredExample("wide", { ...users, finding: { score: 70 }, candidate: { focus: "everything" } });
    const narrow = (score: number) => scoredExample("narrow", { ...users, finding: { score }, candidate: { focus: "accounts" } });
    expect(missions(mergeFindings([wide, narrow(45)]))).toEqual([["narrow", "wide"]]);
    expect(missions(mergeFindings([wide, narrow(39)]))).toEqual([["wide", "narrow"]]);
  });

  it("leaves a count to what explains it: without those rows it would be as usual", () => {
    const keys = (...ids: number[]) => new Map(ids.map((id) => [`transactions:${id}`, id] as const));
    const many = Array.from({ length: 30 }, (_, index) => index);
    const count = (expected: number, focus: "kind" | "everything") =>
      scoredExample("count", { finding: { score: 60 }, candidate: { focus, expected, rowKeys: keys(...many) } });
    const accounts = scoredExample("accounts", { userIds: many.slice(0, 20), candidate: { focus: "accounts" } });
    // Ten rows are left: as usual where five are expected, not where one is; of everything 20 of 29 beyond it are enough.
    expect(missions(mergeFindings([count(5, "kind"), accounts]))).toEqual([["accounts", "count"]]);
    expect(missions(mergeFindings([count(1, "kind"), accounts]))).toEqual([["accounts"], ["count"]]);
    expect(missions(mergeFindings([count(1, "everything"), accounts]))).toEqual([["accounts", "count"]]);
    const quiet = scoredExample("accounts", { userIds: many.slice(0, 20), finding: { score: 39 }, candidate: { focus: "accounts" } });
    expect(missions(mergeFindings([count(5, "kind"), quiet]))).toEqual([["count"], ["accounts"]]);
  });

  it("needs four fifths of the larger one's users", () => {
    const many = scoredExample("a", { userIds: [1, 2, 3, 4, 5] });
    expect(mergeFindings([many, scoredExample("b", { userIds: [1, 2, 3, 4] })])).toHaveLength(1);
    expect(mergeFindings([many, scoredExample("b", { userIds: [1, 2, 3] })])).toHaveLength(2);
    expect(mergeFindings([many, scoredExample("b", { userIds: [1, 2, 3, 6, 7] })])).toHaveLength(2);
  });

  it("does not take two users for proof: all of them and the rows too", () => {
    const one = scoredExample("a", { userIds: [1], ...payments(1, 8, 15, 22, 29) });
    expect(mergeFindings([one, scoredExample("b", { userIds: [1] })])).toHaveLength(2);
    expect(mergeFindings([one, scoredExample("b", { userIds: [1], ...payments(1, 8, 15, 22, 36) })])).toHaveLength(1);
    expect(mergeFindings([one, scoredExample("b", { userIds: [1], ...payments(1, 8, 15, 36, 43) })])).toHaveLength(2);
    expect(mergeFindings([one, scoredExample("b", { userIds: [1, 2, 4, 6], ...payments(1, 8, 15, 22, 29) })])).toHaveLength(2);
  });

  it("compares rows by their ids and what both show, others as a whole", () => {
    const shown = scoredExample("a", { rows: [{ id: 5, user_id: 1, amount_usd: 10 }] });
    const other = scoredExample("b", { rows: [{ id: 5, user_id: 1, method: "card" }] });
    expect(mergeFindings([shown, other])).toHaveLength(1);
    const login = scoredExample("b", { rows: [{ id: 5, user_id: 2, device: "web" }] });
    expect(mergeFindings([shown, login])).toHaveLength(2);
    const counted = scoredExample("a", { rows: [{ country: "XK", n: 180 }] });
    expect(mergeFindings([counted, scoredExample("b", { rows: [{ country: "XK", n: 180 }] })])).toHaveLength(1);
    expect(mergeFindings([counted, scoredExample("b", { rows: [{ country: "XK", n: 181 }] })])).toHaveLength(2);
  });

  it("does not take rows of one user each for the same because the user is", () => {
    const largest = scoredExample("a", { userIds: [1], rows: [{ user_id: 1, largest: 5 }] });
    const travelled = scoredExample("b", { userIds: [1], rows: [{ user_id: 1, km: 4_000 }] });
    expect(mergeFindings([largest, travelled])).toHaveLength(2);
  });

  it("keeps apart what was at another time, and standing from acute", () => {
    const users = { userIds: [1, 2, 3] };
    const first = scoredExample("a", { ...users, hours: [2, 4] });
    expect(mergeFindings([first, scoredExample("b", { ...users, hours: [4, 6] })])).toHaveLength(2);
    expect(mergeFindings([first, scoredExample("b", { ...users, hours: [3, 6] })])).toHaveLength(1);
    const standing = scoredExample("b", { ...users, finding: { kind: "standing", score: 90 } });
    expect(missions(mergeFindings([standing, first]))).toEqual([["a"], ["b"]]);
  });
});

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
const example = fc
  .record({
    name: fc.constantFrom("a", "b", "c"),
    users: ids,
    rows: ids,
    score: fc.constantFrom(30, 50, 64),
    standing: fc.boolean(),
    from: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ name, users, rows, score, standing, from }) =>
    scoredExample(name, {
      userIds: users,
      ...payments(...rows),
      hours: [from, from + 2],
      finding: { score, kind: standing ? "standing" : "acute" },
    }),
  );

describe("mergeFindings, whatever was found", () => {
  it("does not depend on the order", () => {
    fc.assert(
      fc.property(
        fc
          .array(example, { maxLength: 7 })
          .chain((found) => fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length }))),
        ([found, shuffled]) => {
          expect(mergeFindings(shuffled)).toEqual(mergeFindings(found));
        },
      ),
    );
  });

  it("changes nothing when done again, and loses no mission", () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 7 }), (found) => {
        const merged = mergeFindings(found);
        expect(mergeFindings(merged)).toEqual(merged);
        const all = (of: readonly ScoredFinding[]) =>
          new Set(of.flatMap(({ finding }) => finding.missionIds.map((id) => `${finding.kind} ${id}`)));
        expect(all(merged)).toEqual(all(found));
      }),
    );
  });
});
