import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { portalPath } from "@trunkline/domain/paths";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { openCustomer } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { customerPathOf, people, portalLogin, sees, type People } from "./people.ts";
import { idTokenOf } from "./token.ts";

/* The customer's side: his own page, live, and nothing else. */

const stack = inject("stack");
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

test("a customer sees his own page follow what operators change, and none of their comments", async () => {
  const [olga, customer] = await Promise.all([all.operator("admin"), all.customer(30)]);
  const page = await openCustomer(olga, 30);
  await sees(
    customer.page.getByRole("heading", { level: 1, name: await page.field("Full name").inputValue() }),
  );
  await page.comment("Pays late, be patient.");
  await sees(page.activity("Pays late, be patient."));
  await page.field("City").fill("Olomouc");
  await page.save();
  // The projection comes by a trigger after the comment did: what is not here now never came.
  await sees(customer.page.getByText("Olomouc"));
  const seen = await customer.page.locator("body").innerText();
  expect(seen).not.toContain("Pays late");
  expect(seen).not.toContain("Olga");
});

test("a customer's token reads his own portal document and nothing else, however it asks", async () => {
  const me = portalLogin(stack, 17);
  const idToken = await idTokenOf(stack, "portal", me);
  const other = portalLogin(stack, 18).uid;
  const documents = `http://127.0.0.1:${stack.ports.firestore}/v1/projects/${stack.project}/databases/(default)/documents`;
  const headers = { authorization: `Bearer ${idToken}`, "content-type": "application/json" };
  const get = async (path: string) => (await fetch(`${documents}/${path}`, { headers })).status;
  const query = async (parent: string, from: object) =>
    (
      await fetch(`${documents}${parent}:runQuery`, {
        method: "POST",
        headers,
        body: JSON.stringify({ structuredQuery: { from: [from], limit: 1 } }),
      })
    ).status;

  expect(await get(portalPath(me.uid as CustomerId))).toBe(200);
  const own = customerPathOf(stack, 17);
  const refused = [
    own,
    customerPathOf(stack, 18),
    `${own}/comments`,
    `${own}/activity`,
    portalPath(other as CustomerId),
    "portal",
    "customers",
    "admins/demo-admin",
    "sessions/demo-admin",
    "directory/all",
    "roles",
    `credentials/${me.uid}`,
    `portalSecrets/${me.uid}`,
    "config/general",
    "stats/all",
  ];
  for (const path of refused) expect([path, await get(path)]).toEqual([path, 403]);
  for (const collectionId of ["comments", "activity", "customers", "portal"]) {
    expect([collectionId, await query("", { collectionId, allDescendants: true })]).toEqual([
      collectionId,
      403,
    ]);
  }
  expect(await query(`/${own}`, { collectionId: "comments" })).toBe(403);
});

test("a customer's sign-in opens nothing on the operators' site, nor an operator's the portal", async () => {
  await expect(idTokenOf(stack, "admin", portalLogin(stack, 1))).rejects.toThrow("refused");
  await expect(idTokenOf(stack, "portal", { login: "admin", password: "trunkline-demo" })).rejects.toThrow(
    "refused",
  );
});

test("signing out of the portal leaves the sign-in page, also after a reload and the back button", async () => {
  const customer = await all.customer(2);
  const left = customer.page.waitForEvent("load");
  await customer.page.getByRole("button", { name: "Sign out" }).click();
  await left;
  const again = customer.page.getByRole("button", { name: "Sign in" });
  await sees(again);
  await customer.page.reload();
  await sees(again);
  await eventually(() => customer.page.getByText("Your details").count()).toBe(0);
});
