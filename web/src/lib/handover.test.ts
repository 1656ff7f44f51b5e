import { afterEach, expect, test } from "vitest";
import { handoverAddress, readHandover, takeHandover } from "./handover.ts";

afterEach(() => history.replaceState(null, "", "/"));

test("what the admin site puts into the address is what the portal reads", () => {
  const address = new URL(handoverAddress("https://admin.example", "a_code-of-one-use", "Eva Dvořák & Sons"));
  expect(readHandover(address.hash)).toEqual({ code: "a_code-of-one-use", operator: "Eva Dvořák & Sons" });
});

test("a fragment without a code is no handover", () => {
  expect(readHandover("")).toBeUndefined();
  expect(readHandover("#details")).toBeUndefined();
  expect(readHandover("#operator=")).toBeUndefined();
});

test("the code is gone from the address once it was taken", () => {
  history.replaceState(null, "", "/#operator=secret&name=Eva");
  expect(takeHandover()?.code).toBe("secret");
  expect(location.href).not.toContain("secret");
});
