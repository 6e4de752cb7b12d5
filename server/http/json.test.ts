import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiError } from "./api-error.ts";
import { parseJson, structureErrors } from "./json.ts";

function refusal(body: string | Buffer): ApiError {
  try {
    parseJson(Buffer.from(body));
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    return error as ApiError;
  }
  throw new Error("accepted");
}

const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`;

describe("parseJson", () => {
  it("gives what JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes("__proto__"));
        expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("skips a byte order mark", () => expect(parseJson(Buffer.from("\ufeff[1]"))).toEqual([1]));

  it("says where it stopped, and repeats nothing of the body", () => {
    const { code, message } = refusal('{"password": "swordfish" "b": 1}');
    expect(code).toBe("malformed_json");
    expect(message).toContain("position 25");
    expect(message).not.toContain("swordfish");
  });

  it.each(["", "{", '{"a": }', "[1,]", "NaN", "{'a': 1}", "\u0000", "undefined"])("refuses %j as malformed", (body) => {
    expect(refusal(body).code).toBe("malformed_json");
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(refusal(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toMatchObject({
      code: "malformed_json",
      message: expect.stringContaining("UTF-8"),
    });
  });

  it("takes 32 levels and refuses 33 by their path", () => {
    expect(structureErrors(JSON.parse(nested(32)))).toEqual([]);
    expect(refusal(nested(33))).toMatchObject({ code: "invalid", options: { errors: [{ path: Array(32).fill("a").join(".") }] } });
  });

  it("is not brought down by any depth", () => {
    const depth = 200_000;
    expect(refusal("[".repeat(depth) + "]".repeat(depth)).code).toBe("invalid");
  });

  it("finds __proto__ wherever it is, however it is written", () => {
    for (const body of ['{"a": [{"__proto__": 1}]}', '{"a": [{"\\u005f_proto__": 1}]}']) {
      expect(refusal(body)).toMatchObject({ code: "invalid", options: { errors: [{ path: "a.0.__proto__" }] } });
    }
  });
});
