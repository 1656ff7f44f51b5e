import * as calls from "@trunkline/domain/calls/index";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as functions from "./index.ts";

interface Rewrite {
  readonly source: string;
  readonly function?: { readonly functionId: string };
}
const firebase = JSON.parse(readFileSync(new URL("../../firebase.json", import.meta.url), "utf8")) as {
  readonly hosting: readonly { readonly target: string; readonly rewrites: readonly Rewrite[] }[];
};
interface Declared {
  readonly name: string;
  readonly caller: string;
}
const declared = Object.values<unknown>({ ...calls }).filter(
  (one): one is Declared => typeof one === "object" && one !== null && "caller" in one,
);
const isCallable = (one: object) =>
  "__endpoint" in one && JSON.stringify(one.__endpoint).includes("callableTrigger");
const callables = Object.entries(functions).flatMap(([name, one]) => (isCallable(one) ? [name] : []));

/** Who has business at which site; those whom anybody may call are named one by one. */
const SITES: Record<string, readonly string[]> = {
  admin: ["admin"],
  customer: ["portal"],
  "signed-in": ["admin", "portal"],
  signInAdmin: ["admin"],
  signInCustomer: ["portal"],
  refreshSession: ["admin", "portal"],
  redeemHandover: ["portal"],
};

test("every call of the domain has its function, and every function its call", () => {
  expect(callables.sort()).toEqual(declared.map(({ name }) => name).sort());
});

test.each(["admin", "portal"])("the %s site reaches the calls its people make, and no other", (site) => {
  const wanted = declared
    .filter(({ name, caller }) => (SITES[name] ?? SITES[caller] ?? []).includes(site))
    .map(({ name }) => ({ source: `/api/${name}`, function: { functionId: name } }));
  const there = firebase.hosting
    .find(({ target }) => target === site)
    ?.rewrites.filter((rewrite) => rewrite.source.startsWith("/api/"));
  expect(there?.map((rewrite) => JSON.stringify(rewrite)).sort()).toEqual(
    wanted.map((rewrite) => JSON.stringify(rewrite)).sort(),
  );
});

test("calls come first among a site's rewrites: the pages' catch-all must not swallow them", () => {
  for (const { rewrites } of firebase.hosting) {
    const page = rewrites.findIndex((rewrite) => rewrite.function === undefined);
    expect(rewrites.slice(page + 1).every((rewrite) => rewrite.function === undefined)).toBe(true);
  }
});
