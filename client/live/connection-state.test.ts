import { describe, expect, test } from "vitest";
import { connectionState, type Link } from "./connection-state.ts";

const link: Link = { transport: "up", openedAt: 0, lastBeatAt: 100_000, online: true };
const at = (age: number, change: Partial<Link> = {}) => connectionState({ ...link, ...change }, 100_000 + age);

describe("the state of the line", () => {
  test.each([
    [0, "live"],
    [2_500, "live"],
    [2_600, "slow"],
    [3_999, "slow"],
    [4_000, "reconnecting"],
    [29_999, "reconnecting"],
    [30_000, "offline"],
  ])("is told by the age of the last heartbeat: %i ms is %s", (age, kind) => {
    expect(at(age).kind).toBe(kind);
  });

  test("is reconnecting as soon as the transport is down, with the seconds since the last heartbeat", () => {
    expect(at(1_200, { transport: "down" })).toEqual({ kind: "reconnecting", seconds: 1 });
    expect(at(7_900, { transport: "down" })).toEqual({ kind: "reconnecting", seconds: 7 });
  });

  test("is offline at once when the browser has no network", () => {
    expect(at(0, { online: false }).kind).toBe("offline");
  });

  test("is connecting until the first heartbeat, but not for ever", () => {
    const fresh: Link = { transport: "down", openedAt: 0, lastBeatAt: undefined, online: true };
    expect(connectionState(fresh, 1_000).kind).toBe("connecting");
    expect(connectionState(fresh, 6_000).kind).toBe("reconnecting");
    expect(connectionState(fresh, 31_000).kind).toBe("offline");
  });

  test("never has a negative age", () => {
    expect(at(-3_000)).toEqual({ kind: "live", seconds: 0 });
  });
});
