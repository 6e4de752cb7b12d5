import fc from "fast-check";
import { expect, it } from "vitest";
import { RecentFrames, type StoredFrame } from "./recent-frames.ts";

const frame = (seq: number, size: number): StoredFrame => ({
  event: "alert",
  envelope: { channel: "alerts", seq, at: "", data: null },
  size,
});

it("holds the newest frames that follow one another, within both bounds", () => {
  const push = fc.record({ size: fc.integer({ min: 1, max: 40 }), hole: fc.boolean().map((hole) => (hole ? 1 : 0)) });
  fc.assert(
    fc.property(
      fc.array(push, { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 200 }),
      (pushes, max, bytes) => {
        const recent = new RecentFrames(max, bytes);
        let model: StoredFrame[] = [];
        let seq = 0;
        for (const { size, hole } of pushes) {
          seq += 1 + hole;
          if (hole) model = [];
          recent.push(frame(seq, size));
          model.push(frame(seq, size));
          while (model.length > max || model.reduce((sum, each) => sum + each.size, 0) > bytes) model.shift();
          for (let since = Math.max(0, seq - 15); since <= seq; since++) {
            const expected =
              model[0] && since + 1 >= model[0].envelope.seq ? model.filter((each) => each.envelope.seq > since).slice(0, 4) : [];
            expect(recent.after(since, 4) ?? []).toEqual(expected);
          }
        }
      },
    ),
  );
});
