import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { platformOf } from "../stack/stack.ts";
import { openCustomer } from "./customer-page.ts";
import { leftOnDevice } from "./device.ts";
import { idTokenOf } from "./token.ts";
import { eventually } from "./eventually.ts";
import { loginOf, people, portalLogin, sees, signIn, type People, type Person } from "./people.ts";

/* What people do that nobody wants: too much, too fast, twice, wrong, and away in the middle. */

const stack = inject("stack");
const behind = platformOf(stack);

let all: People;
let olga: Person;

beforeAll(async () => {
  all = await people(stack);
  olga = await all.operator("admin");
});
afterAll(async () => {
  await behind.close();
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

const customersNamed = async (name: string) =>
  (await behind.db.collection("customers").where("name", "==", name).get()).size;
const box = (person: Person, label: string) => person.page.getByRole("textbox", { name: label, exact: true });

test("a double click on Add makes one customer", async () => {
  await olga.page.getByRole("link", { name: "Add", exact: true }).first().click();
  await box(olga, "Full name").fill("Double Clicked");
  await olga.page.getByRole("button", { name: "Add", exact: true }).dblclick();
  await sees(olga.page.getByRole("heading", { level: 1, name: /^Double Clicked \(/ }));
  expect(await customersNamed("Double Clicked")).toBe(1);
});

test("the back button after adding shows an empty form, and forward the customer: still one", async () => {
  const added = olga.page.url();
  await olga.page.goBack();
  await sees(olga.page.getByRole("heading", { level: 1, name: "Add a customer" }));
  await eventually(() => box(olga, "Full name").inputValue()).toBe("");
  await olga.page.goForward();
  await sees(olga.page.getByRole("heading", { level: 1, name: /^Double Clicked \(/ }));
  expect(olga.page.url()).toBe(added);
  expect(await customersNamed("Double Clicked")).toBe(1);
});

test("two tabs of one person follow each other, and what each typed in its own field is kept", async () => {
  const second = await all.visitor("admin", { tabOf: olga });
  const [here, there] = [await openCustomer(olga, 20), await openCustomer(second, 20)];
  // Two transactions on one document at once: one is refused, which the console tells, and tried again.
  for (const person of [olga, second]) person.expectProblem(/status of 400 .*documents:commit/);
  await here.field("Street").fill("First tab 1");
  await there.field("City").fill("Second tab");
  await here.save();
  await there.save();
  for (const tab of [here, there]) {
    await eventually(() => tab.field("Street").inputValue()).toBe("First tab 1");
    await eventually(() => tab.field("City").inputValue()).toBe("Second tab");
    await sees(tab.page.getByRole("button", { name: "Save", exact: true, disabled: true }));
  }
  await second.page.close();
});

test("values that are too long or malformed are refused at their field, and nothing typed is lost", async () => {
  const page = await openCustomer(olga, 21);
  const stored = (await behind.db.collection("customers").where("number", "==", 21).get()).docs[0]?.data();
  const wrong: readonly (readonly [string, string])[] = [
    ["Full name", "x".repeat(256)],
    ["City", "y".repeat(101)],
    ["Email", "not-an-address"],
    ["Phone number", "call me maybe"],
  ];
  for (const [label, text] of wrong) await page.field(label).fill(text);
  await page.save();
  for (const [label, text] of wrong) {
    await eventually(() => page.field(label).getAttribute("aria-invalid")).toBe("true");
    await sees(page.fieldBox(label).locator(".field-error"));
    expect(await page.field(label).inputValue()).toBe(text);
  }
  await page.page.getByRole("button", { name: "Discard", exact: true }).click();
  await eventually(() => page.field("Full name").inputValue()).toBe(stored?.["name"]);
  expect((await behind.db.collection("customers").where("number", "==", 21).get()).docs[0]?.data()).toEqual(
    stored,
  );
});

test("a comment that is too long is refused at its field and stays in it", async () => {
  const page = await openCustomer(olga, 21);
  const long = "z".repeat(5001);
  await page.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  const text = box(olga, "Comment");
  await text.fill(long);
  // A browser that cuts at the limit keeps what fits; one that does not is told.
  if ((await text.inputValue()).length > 5000) {
    await page.page.getByRole("button", { name: "Add", exact: true }).click();
    await eventually(() => text.getAttribute("aria-invalid")).toBe("true");
    expect(await text.inputValue()).toBe(long);
  }
  await text.fill("");
});

test("names with tags, right-to-left marks and emoji are shown as they were typed and run nothing", async () => {
  const page = await openCustomer(olga, 22);
  const name = `<img src=x onerror="document.title='gone'"> شركة 🛰`;
  await page.field("Full name").fill(name);
  await page.save();
  await sees(page.page.getByRole("heading", { level: 1, name }));
  await page.comment(`<script>document.title="gone"</script>`);
  await sees(page.comments("<script>"));
  expect(await page.page.title()).not.toBe("gone");
});

test("a reload keeps what was typed and not saved", async () => {
  const page = await openCustomer(olga, 23);
  const before = await page.field("Street").inputValue();
  await page.field("Street").fill("Half typed");
  await page.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  await box(olga, "Comment").fill("Half a comment");
  const id = portalLogin(stack, 23).uid;
  await eventually(async () => (await olga.page.evaluate(leftOnDevice)).join("\n")).toMatch(
    new RegExp(`drafts: .*comment_${id}.*customer_${id}`),
  );
  await page.page.reload();
  await eventually(() => page.field("Street").inputValue()).toBe("Half typed");
  await eventually(() => box(olga, "Comment").inputValue()).toBe("Half a comment");
  await page.page.getByRole("button", { name: "Discard", exact: true }).click();
  await eventually(() => page.field("Street").inputValue()).toBe(before);
  await box(olga, "Comment").fill("");
});

test("a wrong password and an unknown login are answered with the same words", async () => {
  const stranger = await all.visitor("admin");
  const answerTo = async (login: string, password: string) => {
    await signIn(stranger.page, { login, password });
    const banner = stranger.page.getByText("Login or password is wrong.");
    await sees(banner);
    const text = await banner.textContent();
    await stranger.page.reload();
    return text;
  };
  const known = await answerTo("technician", "not-the-password");
  expect(await answerTo("nobody-with-this-login", "not-the-password")).toBe(known);
});

test("an address that does not exist, and a customer that does not, say so", async () => {
  const origin = new URL(olga.page.url()).origin;
  await olga.page.goto(`${origin}/customers/99999`);
  await sees(olga.page.getByRole("heading", { name: "Customer not found" }));
  for (const path of ["/customers/1e3", "/nowhere"]) {
    await olga.page.goto(origin + path);
    await sees(olga.page.getByRole("heading", { name: /not found|no such page|does not exist/i }));
  }
});

test("a disabled administrator's open page closes by itself, and he comes in again when he is active", async () => {
  const technician = await all.operator("technician");
  technician.expectProblem(/permission|insufficient|40[13]/i);
  const idToken = await idTokenOf(stack, "admin", loginOf(stack, "admin"));
  const setState = async (state: "disabled" | "active") => {
    const answer = await fetch(`${stack.admin}/api/setAdminState`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${idToken}` },
      body: JSON.stringify({ data: { adminId: "demo-technician", state } }),
    });
    expect(await answer.json()).toMatchObject({ result: { kind: "done" } });
  };
  await setState("disabled");
  await sees(technician.page.getByText("Your session has ended."));
  await signIn(technician.page, loginOf(stack, "technician"));
  await sees(technician.page.getByText("Login or password is wrong."));
  await setState("active");
  await signIn(technician.page, loginOf(stack, "technician"));
  await sees(technician.page.getByRole("heading", { level: 1, name: "Customers" }));
});

test("signing out takes everything off the device", async () => {
  const maria = await all.operator("maria");
  const page = await openCustomer(maria, 24);
  await page.field("Street").fill("Never saved");
  await page.page.getByRole("button", { name: "Account and settings" }).click();
  await page.page.getByRole("menuitem", { name: "Sign out" }).click();
  await sees(page.page.getByRole("alertdialog", { name: "Sign out and drop unsaved changes?" }));
  const gone = page.page.waitForEvent("load");
  await page.page.getByRole("button", { name: "Sign out", exact: true }).click();
  await gone;
  await sees(page.page.getByRole("button", { name: "Sign in" }));
  const left = () => maria.page.evaluate(leftOnDevice);
  await eventually(left).toEqual([]);
  await maria.page.goBack().catch(() => null);
  await sees(maria.page.getByRole("button", { name: "Sign in" }));
});
