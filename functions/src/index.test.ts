import * as calls from "@trunkline/domain/calls/index";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adminCalls, portalCalls } from "./calls.ts";
import { callNamed } from "./doorway/site.ts";
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

/** Who has business at which site; those whom anybody may call are named one by one. */
const SITES: Record<string, readonly string[]> = {
  admin: ["admin"],
  customer: ["portal"],
  "signed-in": ["admin", "portal"],
  signInAdmin: ["admin"],
  signInCustomer: ["portal"],
  signInBy: ["portal"],
  refreshSession: ["admin", "portal"],
  redeemHandover: ["portal"],
};

test.each([
  ["admin", adminCalls],
  ["portal", portalCalls],
] as const)("the %s site reaches every call its people make, and no other", (site, there) => {
  const wanted = declared.filter(({ name, caller }) => (SITES[name] ?? SITES[caller] ?? []).includes(site));
  expect(Object.keys(there).sort()).toEqual(wanted.map(({ name }) => name).sort());
});

test("each site's calls go to its own function, before the pages' catch-all can swallow them", () => {
  for (const { target, rewrites } of firebase.hosting) {
    expect(rewrites[0]).toEqual({ source: "/api/**", function: { functionId: `${target}Api` } });
    expect(Object.keys(functions)).toContain(`${target}Api`);
    expect(rewrites.slice(1).every((rewrite) => rewrite.function === undefined)).toBe(true);
  }
});

test("a path names a call exactly, or nothing", () => {
  expect(callNamed(adminCalls, "/api/createCustomer")).toBe(adminCalls.createCustomer);
  for (const path of [
    "/api/",
    "/api/createCustomer/",
    "/api/constructor",
    "/api/__proto__",
    "/api/x/createCustomer",
    "/createCustomer",
  ]) {
    expect(callNamed(adminCalls, path)).toBeUndefined();
  }
  expect(callNamed(portalCalls, "/api/createCustomer")).toBeUndefined();
});
