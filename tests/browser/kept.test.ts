import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import type { AdminId, CustomerId, CustomerNumber, PartnerId } from "@trunkline/domain/ids/ids";
import { readAdmin } from "@trunkline/domain/admin/record";
import { activityOf, adminPath } from "@trunkline/domain/paths";
import { saveAdmin, setAdminState } from "../../functions/src/admins/change.ts";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { deleteCustomer, restoreCustomer } from "../../functions/src/customers/removal.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { newId } from "../../functions/src/platform/random.ts";
import { platformOf } from "../stack/stack.ts";
import { customerPage, openCustomer, type CustomerPage } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { ownerOf } from "./owner.ts";
import { people, sees, signIn, type People, type Person } from "./people.ts";

/* Somebody types, and something happens: a reload, a second tab, a colleague. What was typed is there afterwards, and told. */

const stack = inject("stack");
const behind = platformOf(stack);
const owner = ownerOf(behind);
const INGRID = "demo-nordlink" as AdminId;
const NORDLINK = "nordlink" as PartnerId;
const aKey = () => newId<string>(behind.random);

let all: People;
let ingrid: Person;
let customer: { readonly id: CustomerId; readonly number: CustomerNumber };
let page: CustomerPage;

beforeAll(async () => {
  all = await people(stack);
  ingrid = await all.operator("nordlink");
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});
beforeEach(async () => {
  const values = { name: "Typed At", city: "Oslo", partnerId: NORDLINK };
  const input = { key: aKey(), values, password: null, preview: null, anyway: true };
  const answer = await createCustomer(behind, owner, input);
  if (answer.kind !== "created") throw new Error(JSON.stringify(answer));
  customer = { id: answer.customerId, number: answer.number };
  page = await openCustomer(ingrid, customer.number);
});

const saves = async () =>
  (await behind.db.collection(activityOf(customer.id)).orderBy("time").get()).docs.flatMap((entry) =>
    entry.get("action") === "changed" ? [entry.get("after") as unknown] : [],
  );
const change = (field: string, base: string, mine: string) =>
  saveCustomer(behind, owner, {
    key: aKey(),
    customerId: customer.id,
    touched: { [field]: { base, mine } },
    password: null,
    undoes: null,
  });
const reload = async () => {
  await ingrid.page.reload();
  page = await customerPage(ingrid, customer.number);
};
const isClean = (one: CustomerPage) =>
  sees(one.page.getByRole("button", { name: "Save", exact: true, disabled: true }));

test("typed and reloaded at once, no key is lost; saved and reloaded at once, it is saved once", async () => {
  await page.field("City").fill("");
  await page.field("City").pressSequentially("Trondheim");
  await page.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  await page.page.getByRole("textbox", { name: "Comment", exact: true }).pressSequentially("Half a sent");
  await reload();
  await eventually(() => page.field("City").inputValue()).toBe("Trondheim");
  await eventually(() => page.page.getByRole("textbox", { name: "Comment", exact: true }).inputValue()).toBe(
    "Half a sent",
  );
  // The first Save is cut off by the reload, before its answer or before it left.
  await page.save();
  await reload();
  // What the device kept of the record may stand there for a moment, as clean as what was saved.
  await eventually(() => page.field("City").inputValue()).toBe("Trondheim");
  await isClean(page);
  expect(await saves()).toEqual([{ city: "Trondheim" }]);
});

test("two tabs of one browser at one customer: each keeps what was typed in it, both are saved, nobody is asked", async () => {
  const second = await all.visitor("admin", { tabOf: ingrid });
  const other = await openCustomer(second, customer.number);
  await page.field("Street").fill("Storgata 1");
  await other.field("Phone number").fill("+47 22 00 00 00");
  await page.save();
  await eventually(() => other.field("Street").inputValue()).toBe("Storgata 1");
  await second.page.reload();
  await customerPage(second, customer.number);
  await eventually(() => other.field("Phone number").inputValue()).toBe("+47 22 00 00 00");
  await other.save();
  await Promise.all([isClean(page), isClean(other)]);
  await eventually(() => page.field("Phone number").inputValue()).toBe("+47 22 00 00 00");
  expect([await page.conflict.count(), await other.conflict.count()]).toEqual([0, 0]);
  await second.close();
});

test("two tabs that add a customer each have their own draft, and a closed one's is there on the next visit", async () => {
  const add = new URL("/customers/add", ingrid.page.url()).href;
  const name = ({ page: tab }: Person) => tab.getByRole("textbox", { name: /^Full name/ });
  const [here, there] = [
    await all.visitor("admin", { tabOf: ingrid }),
    await all.visitor("admin", { tabOf: ingrid }),
  ];
  await Promise.all([here.page.goto(add), there.page.goto(add)]);
  await name(here).fill("Typed here");
  await name(there).fill("Typed there");
  await Promise.all([here.page.reload(), there.page.reload()]);
  await eventually(() => name(here).inputValue()).toBe("Typed here");
  await eventually(() => name(there).inputValue()).toBe("Typed there");
  await there.close();
  const next = await all.visitor("admin", { tabOf: ingrid });
  await next.page.goto(add);
  await eventually(() => name(next).inputValue()).toBe("Typed there");
  expect(await name(here).inputValue()).toBe("Typed here");
  for (const tab of [here, next]) {
    await tab.page.getByRole("button", { name: "Empty the form" }).click();
    await tab.close();
  }
});

test("15 example 3, T17, T18: the customer is deleted, and moved to another partner, while she types", async () => {
  await change("status", "new", "inactive");
  await page.field("City").fill("Tromsø");
  await page.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  await page.page.getByRole("textbox", { name: "Comment", exact: true }).fill("Keeps the router");
  expect((await deleteCustomer(behind, owner, { key: aKey(), customerId: customer.id })).kind).toBe("done");
  const left = ingrid.page.getByRole("region", { name: "What you had typed was not saved" });
  await sees(left.getByText("Tromsø"));
  await sees(left.getByText("Keeps the router"));
  await sees(ingrid.page.getByText(/has just been deleted, converted to a lead or moved/));
  expect(
    (await restoreCustomer(behind, owner, { key: aKey(), customerId: customer.id, login: null, email: null }))
      .kind,
  ).toBe("done");
  page = await customerPage(ingrid, customer.number);
  await eventually(() => page.field("City").inputValue()).toBe("Tromsø");
  await page.save();
  await isClean(page);

  await page.field("Street").fill("Havnegata 2");
  expect((await change("partnerId", NORDLINK, "valley")).kind).toBe("done");
  await sees(left.getByText("Havnegata 2"));
  expect((await change("partnerId", "valley", NORDLINK)).kind).toBe("done");
  page = await customerPage(ingrid, customer.number);
  await eventually(() => page.field("Street").inputValue()).toBe("Havnegata 2");
});

test("her right to edit is taken while she types, and given back", async () => {
  const stored = readAdmin(INGRID, (await behind.db.doc(adminPath(INGRID)).get()).data());
  if (!stored.ok) throw new Error("No Ingrid");
  const { login, name, email, phone, roleId, partner, timeout } = stored.value;
  const person = { adminId: INGRID, login, name, email, phone, roleId, partner, timeout };
  const grant = (overrides: Record<string, boolean>) => saveAdmin(behind, owner, { ...person, overrides });
  await page.field("City").fill("Bodø");
  expect((await grant({ "customers.view.edit": false })).kind).toBe("done");
  await sees(ingrid.page.getByText(/You may not edit this customer any more/));
  await sees(ingrid.page.getByText("Your right to edit was taken away"));
  expect(await page.field("City").inputValue()).toBe("Bodø");
  expect(await page.page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
  expect((await grant({})).kind).toBe("done");
  await page.save();
  await isClean(page);
  expect(await saves()).toEqual([{ city: "Bodø" }]);
});

test("her session is ended by another administrator while she types", async () => {
  await page.field("City").fill("Narvik");
  expect((await setAdminState(behind, owner, { adminId: INGRID, state: "disabled" })).kind).toBe("done");
  await sees(ingrid.page.getByText(/Your session has ended\. What you typed is kept/));
  expect((await setAdminState(behind, owner, { adminId: INGRID, state: "active" })).kind).toBe("done");
  await signIn(ingrid.page, ingrid.login);
  page = await customerPage(ingrid, customer.number);
  await eventually(() => page.field("City").inputValue()).toBe("Narvik");
  await page.save();
  await isClean(page);
});
