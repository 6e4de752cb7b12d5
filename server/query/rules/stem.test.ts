import fc from "fast-check";
import { expect, it } from "vitest";
import { stem } from "./stem.ts";

it.each([
  ["withdrawals", "withdrawal"],
  ["traded", "trade"],
  ["trading", "trades"],
  ["deposited", "deposits"],
  ["depositing", "deposit"],
  ["countries", "country"],
  ["currencies", "currency"],
  ["fees", "fee"],
  ["stopped", "stop"],
  ["dropping", "drops"],
  ["carried", "carry"],
  ["matches", "match"],
  ["taxes", "tax"],
  ["addresses", "address"],
  ["closed", "closes"],
  ["flagged", "flags"],
  ["transferred", "transfer"],
  ["transferring", "transfers"],
  ["approved", "approves"],
  ["devices", "device"],
])("takes %s and %s for forms of one word", (a, b) => expect(stem(a)).toBe(stem(b)));

it.each([
  ["status", "stat"],
  ["analysis", "analyst"],
  ["need", "ne"],
  ["bed", "b"],
  ["king", "k"],
  ["loss", "los"],
  ["gross", "gros"],
  ["basis", "base"],
  ["string", "str"],
])("does not take %s for a form of %s", (a, b) => expect(stem(a)).not.toBe(stem(b)));

it.each(["is", "a", "2fa", "kyc-status", "müller", "a@b.c", ""])("leaves %s as it is", (word) => expect(stem(word)).toBe(word));

it("never makes a word longer, nor nothing of one", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,14}$/), (word) => {
      expect(stem(word).length).toBeLessThanOrEqual(word.length);
      expect(stem(word)).not.toBe("");
    }),
  );
});
