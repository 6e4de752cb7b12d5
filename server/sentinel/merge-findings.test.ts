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
    expect(merged?.finding).toEqual({
      ...high.finding,
      missionIds: ["security.logins", "security.a", "security.exits"],
      affected: { ...high.finding.affected, userIds: [3, 7, 8, 9, 10], userCount: 5 },
    });
    expect(merged?.candidate).toEqual({ ...high.candidate, userIds: [3, 7, 8, 9, 10] });
  });

  it("needs four fifths of the smaller one's users", () => {
    const many = scoredExample("a", { userIds: [1, 2, 3, 4, 90, 91, 92, 93] });
    expect(mergeFindings([many, scoredExample("b", { userIds: [1, 2, 3, 4, 5] })])).toHaveLength(1);
    expect(mergeFindings([many, scoredExample("b", { userIds: [1, 2, 3, 5] })])).toHaveLength(2);
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

  it("goes on while the united are the same as yet another one", () => {
    const a = scoredExample("a", { userIds: [1, 2, 3, 4, 5] });
    const b = scoredExample("b", { userIds: [2, 3, 4, 5, 6] });
    const narrow = scoredExample("c", { userIds: [1, 3, 6] });
    expect(missions(mergeFindings([narrow, a]))).toEqual([["a"], ["c"]]);
    expect(missions(mergeFindings([narrow, b]))).toEqual([["b"], ["c"]]);
    expect(missions(mergeFindings([narrow, a, b]))).toEqual([["a", "b", "c"]]);
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

  it("changes nothing when done again, and loses neither a mission nor a user", () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 7 }), (found) => {
        const merged = mergeFindings(found);
        expect(mergeFindings(merged)).toEqual(merged);
        const all = (of: readonly ScoredFinding[], what: (each: ScoredFinding) => readonly (string | number)[]) =>
          new Set(of.flatMap((each) => what(each).map((value) => `${each.finding.kind} ${value}`)));
        expect(all(merged, ({ finding }) => finding.missionIds)).toEqual(all(found, ({ finding }) => finding.missionIds));
        expect(all(merged, ({ finding }) => finding.affected.userIds)).toEqual(all(found, ({ finding }) => finding.affected.userIds));
      }),
    );
  });
});
