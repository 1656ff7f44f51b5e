import { expect, test } from "vitest";
import { CallError, makeCaller } from "./calls.ts";

function answering(status: number, body: unknown) {
  const requests: { url: string; init: RequestInit }[] = [];
  const send: typeof fetch = async (url, init) => {
    requests.push({ url: String(url), init: init ?? {} });
    return new Response(JSON.stringify(body), { status });
  };
  return { requests, call: makeCaller(async () => "token-1", send) };
}

test("a call is one request on the page's own origin, with the person's token", async () => {
  const { call, requests } = answering(200, { result: { kind: "done" } });
  expect(await call("signOut", { everywhere: false })).toEqual({ kind: "done" });
  expect(requests[0]?.url).toBe("/api/signOut");
  expect(requests[0]?.init.method).toBe("POST");
  expect(new Headers(requests[0]?.init.headers).get("authorization")).toBe("Bearer token-1");
  expect(requests[0]?.init.body).toBe('{"data":{"everywhere":false}}');
});

test.each([
  [401, "UNAUTHENTICATED", "signed-out"],
  [403, "PERMISSION_DENIED", "not-allowed"],
  [429, "RESOURCE_EXHAUSTED", "busy"],
  [500, "INTERNAL", "broken"],
] as const)("status %i %s is told as %s", async (status, code, failure) => {
  const { call } = answering(status, { error: { status: code, message: "No" } });
  await expect(call("signOut", { everywhere: false })).rejects.toMatchObject({ failure, message: "No" });
});

test("an answer that is no answer of ours is no success", async () => {
  const { call } = answering(502, "bad gateway");
  await expect(call("signOut", { everywhere: false })).rejects.toBeInstanceOf(CallError);
});

test("without a connection the caller knows that nothing was reached", async () => {
  const call = makeCaller(
    async () => undefined,
    async () => {
      throw new TypeError("Failed to fetch");
    },
  );
  await expect(call("signOut", { everywhere: false })).rejects.toMatchObject({ failure: "offline" });
});
