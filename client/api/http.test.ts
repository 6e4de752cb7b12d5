import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { request, withQuery } from "./http.ts";
import { ApiProblem, problemOf, toProblem } from "./problem.ts";
import { setToken, tokenStore } from "./token.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  setToken(undefined);
});

const answer = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", "x-request-id": "r-1" } });

function stubFetch(response: Response | Error) {
  const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

test("empty parts of a query are left out, odd characters are escaped", () => {
  expect(withQuery("/a", { q: "x&y", cursor: undefined, type: "", limit: 5 })).toBe("/a?q=x%26y&limit=5");
  expect(withQuery("/a")).toBe("/a");
});

test("sends the token in the header only", async () => {
  setToken("s3cret");
  const fetch = stubFetch(answer({ ok: true }));
  await request(z.object({ ok: z.boolean() }), "/api");
  const [path, init] = fetch.mock.calls[0] ?? [];
  expect(path).toBe("/api");
  expect(init?.headers).toMatchObject({ authorization: "Bearer s3cret" });
});

test("a problem document keeps its code, detail and request id", async () => {
  const body = {
    type: "about:blank",
    title: "Conflict",
    status: 409,
    detail: "resolved",
    instance: "/x",
    code: "conflict",
    requestId: "r-9",
  };
  stubFetch(answer(body, 409));
  const error = await request(z.unknown(), "/api").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiProblem);
  expect(error).toMatchObject({ code: "conflict", status: 409, detail: "resolved", requestId: "r-9" });
});

test("a refused token asks to sign in again", async () => {
  setToken("old");
  stubFetch(answer({}, 401));
  await expect(request(z.unknown(), "/api")).rejects.toMatchObject({ status: 401 });
  expect(tokenStore.getState().refused).toBe(true);
});

test("no answer and an answer of another shape are problems too", async () => {
  stubFetch(new TypeError("failed to fetch"));
  await expect(request(z.unknown(), "/api")).rejects.toMatchObject({ code: "unreachable", status: 0 });
  stubFetch(answer({ ok: "maybe" }));
  await expect(request(z.object({ ok: z.boolean() }), "/api")).rejects.toMatchObject({ code: "unreadable", requestId: "r-1" });
});

test("whatever was thrown can be shown", async () => {
  expect(toProblem(new Error("boom")).detail).toBe("boom");
  expect((await problemOf(new Response("<html>", { status: 502 }))).code).toBe("unreadable");
});
