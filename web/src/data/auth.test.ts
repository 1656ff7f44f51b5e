// @vitest-environment node

import { deleteApp } from "firebase/app";
import { afterAll, expect, test } from "vitest";
import { startIdentity } from "./auth.ts";

/* docs/decisions/sign-in-of-other-tabs.md: an update of the SDK may take away what `follow` needs. */

const identity = startIdentity(
  { firebase: { projectId: "demo-trunkline", apiKey: "demo" } },
  "portal-operator",
);
afterAll(() => deleteApp(identity.app));

test("the SDK still has the method by which a tab takes over what another one stored", () => {
  expect(Reflect.get(identity.auth(), "_onStorageEvent")).toBeTypeOf("function");
});

test("with nothing stored there is nothing to take over", async () => {
  await identity.auth().authStateReady();
  expect(await identity.follow()).toBeUndefined();
});
