import { expect, test } from "vitest";
import { FirestoreError } from "../engine/errors.ts";
import { readCaller } from "./auth.ts";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: unknown, signature = ""): string =>
  `Bearer ${encode({ alg: "none" })}.${encode(claims)}.${signature}`;

test.each(["Bearer owner", "bearer OWNER", "Bearer ya29.a0AfH6SM", "BEARER Ya29."])(
  "%s is the administrator",
  (header) => {
    expect(readCaller(header)).toEqual({ kind: "admin" });
  },
);

test("no header is nobody", () => {
  expect(readCaller(undefined)).toEqual({ kind: "client", auth: null });
});

test("a user is named by user_id before sub, and every claim reaches the rules", () => {
  const claims = { user_id: "ana", sub: "other", role: "staff", nested: { a: [1] } };
  expect(readCaller(jwt(claims))).toEqual({ kind: "client", auth: { uid: "ana", token: claims } });
  expect(readCaller(jwt({ sub: "bo" }))).toMatchObject({ auth: { uid: "bo" } });
});

test("an expired or signed token is taken at its word", () => {
  expect(readCaller(jwt({ sub: "ana", exp: 1 }, "c2ln"))).toMatchObject({ auth: { uid: "ana" } });
});

test.each([
  "Bearer garbage",
  "Bearer  owner",
  "Bearer e30.e30",
  "Bearer e30.e30.e30.e30",
  "Bearer .e30.",
  "Bearer e30..",
  "Bearer e30.W10.",
  "Bearer W10.e30.",
  "Bearer e30.bnVsbA.",
  "Bearer e30.e30.a",
  "Bearer e30.e30.!!",
  "Bearer bm90anNvbg.e30.",
])("%s is no JWT", (header) => {
  expect(() => readCaller(header)).toThrow(new FirestoreError("INVALID_ARGUMENT", "invalid jwt"));
});

test.each(["owner", "Bearer", "Basic dXNlcjpwYXNz"])(
  "%s is refused as another kind of credential",
  (header) => {
    expect(() => readCaller(header)).toThrow(expect.objectContaining({ code: "UNAUTHENTICATED" }));
  },
);
