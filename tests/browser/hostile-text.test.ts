import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { fieldDefinition } from "@trunkline/domain/fields/reader";
import {
  MAIN_PARTNER,
  type AdminId,
  type CustomerId,
  type LabelId,
  type LocationId,
  type PartnerId,
} from "@trunkline/domain/ids/ids";
import { activityOf, commentsOf, customerPath, locationPath, partnerPath } from "@trunkline/domain/paths";
import { setAdminState } from "../../functions/src/admins/change.ts";
import { createAdmin } from "../../functions/src/admins/create.ts";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { viewTexts } from "@trunkline/domain/views/views";
import { deleteCustomer } from "../../functions/src/customers/removal.ts";
import { changeStatus } from "../../functions/src/customers/status.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { newId } from "../../functions/src/platform/random.ts";
import { removeCustomerField, saveCustomerField } from "../../functions/src/settings/fields.ts";
import { removeLabel, saveLabel } from "../../functions/src/settings/labels.ts";
import { SCRIPTS } from "../bad-input/scripts.ts";
import { platformOf } from "../stack/stack.ts";
import { openCustomer } from "./customer-page.ts";
import { ownerOf } from "./owner.ts";
import { people, sees, signIn, type People, type Person } from "./people.ts";

/*
 * Everything that people can write, written by somebody who means ill: shown wherever it is shown, it is text, runs
 * nothing, breaks no page and troubles no policy.
 */

const stack = inject("stack");
const behind = platformOf(stack);
const { db } = behind;
const CUSTOMERS = 8;
// Logins of this run: those of deleted people stay theirs.
const RUN = `hostile${newId<string>(behind.random).slice(0, 6)}`;
const PASSWORD = "portal-pass-1";
const IMAGE = "<img src=x onerror=ran()>";

/** The first script from that place on that fits into the field. */
function scriptFor(place: number, longest: number): string {
  for (let at = 0; ; at += 1) {
    const text = SCRIPTS[(place + at) % SCRIPTS.length] ?? "";
    if (text.length <= longest && !/[\n\t]/.test(text)) return text;
  }
}

let all: People;
let olga: Person;
let onPhone: Person;
let caller: AdminCaller;
let label: LabelId;
let author: AdminId;
const customers: { readonly id: CustomerId; readonly number: number; readonly name: string }[] = [];

async function addCustomer(at: number, login: string): Promise<void> {
  const name = scriptFor(at * 12, 255);
  const answer = await createCustomer(behind, caller, {
    key: newId<string>(behind.random),
    password: PASSWORD,
    preview: null,
    anyway: true,
    values: {
      login,
      name,
      emails: [`a'onfocus=ran'${at}@x.example`],
      phones: [`601 000 ${100 + at}`],
      street: scriptFor(at * 12 + 1, 255),
      zip: "<b>x",
      city: scriptFor(at * 12 + 2, 100),
      category: "company",
      identification: scriptFor(at * 12 + 3, 64),
      companyId: scriptFor(at * 12 + 4, 64),
      contactPerson: scriptFor(at * 12 + 5, 255),
      vatId: scriptFor(at * 12 + 6, 64),
      // Half of them where the search index is: a partner made by hand has none yet.
      partnerId: at % 2 === 0 ? ("hostile" as PartnerId) : MAIN_PARTNER,
      locationId: "hostile" as LocationId,
      labelIds: [label],
      attr_hostile: scriptFor(at * 12 + 7, 255),
      attr_hostile_choice: IMAGE,
    },
  });
  if (answer.kind !== "created") throw new Error(JSON.stringify(answer));
  customers.push({ id: answer.customerId, number: answer.number, name });
}

/** Each script as a comment of the customer, half of them formatted, and as a change in his history. */
async function writeComments(id: CustomerId): Promise<void> {
  const batch = db.batch();
  for (const [at, text] of SCRIPTS.entries()) {
    const time = new Date(behind.clock() - 60_000 * (at + 1));
    const entry = `hostile-${at}`;
    batch.set(db.doc(`${commentsOf(id)}/hostile-${at}`), {
      state: "comment",
      text,
      format: at % 2 === 0 ? "plain" : "markup",
      type: "comment",
      category: "info",
      scheduled: null,
      assignee: null,
      mentions: [],
      pinned: false,
      author,
      partnerId: "hostile",
      doneBy: null,
      doneAt: null,
      createdAt: time,
      updatedAt: time,
      lastActivity: entry,
    });
    batch.set(db.doc(`${activityOf(id)}/${entry}`), {
      time,
      actor: author,
      source: "administrator",
      kind: at % 2 === 0 ? "comment" : "customer",
      record: at % 2 === 0 ? `hostile-${at}` : id,
      action: at % 2 === 0 ? "created" : "changed",
      before: at % 2 === 0 ? {} : { street: SCRIPTS[(at + 1) % SCRIPTS.length] ?? "", attr_hostile: text },
      after: at % 2 === 0 ? { text, state: "comment" } : { street: text, attr_hostile: "x" },
      partnerId: "hostile",
    });
  }
  await batch.commit();
}

beforeAll(async () => {
  all = await people(stack);
  // Signed in before anything is written, so that the functions have nothing else to do.
  olga = await all.operator("admin");
  onPhone = await all.operator("petr", { width: 390 });
  caller = ownerOf(behind);
  await db.doc(partnerPath("hostile" as PartnerId)).set({ name: scriptFor(31, 100), number: 98 });
  await db.doc(locationPath("hostile" as LocationId)).set({ name: scriptFor(32, 100), number: 98 });
  const colleague = await createAdmin(behind, caller, {
    key: newId<string>(behind.random),
    login: `${RUN}-colleague`,
    name: `${IMAGE} ${scriptFor(33, 200)}`,
    email: `${RUN}@isp.example`,
    phone: "",
    roleId: "manager" as never,
    partner: "*",
    overrides: {},
    timeout: 0,
    password: "hostile-password-1",
  });
  if (colleague.kind !== "created") throw new Error(JSON.stringify(colleague));
  author = colleague.adminId;
  const named = await saveLabel(behind, caller, {
    key: "a-label-that-is-markup",
    labelId: null,
    title: IMAGE,
    colour: "#aa0000",
  });
  if (named.kind !== "done") throw new Error(JSON.stringify(named));
  label = named.labelId;
  const field = { onAdd: true, showInList: true, searchable: true, portal: "view" } as const;
  for (const definition of [
    { ...field, name: "hostile", title: `${IMAGE} 1` },
    {
      ...field,
      name: "hostile_choice",
      title: scriptFor(41, 100),
      type: "select",
      options: [IMAGE, scriptFor(42, 100), scriptFor(43, 100)].map((value) => ({ value, retired: false })),
    },
  ]) {
    const made = await saveCustomerField(behind, caller, {
      key: newId<string>(behind.random),
      definition: fieldDefinition.parse(definition),
      isNew: true,
      setForAll: false,
    });
    if (made.kind !== "done") throw new Error(JSON.stringify(made));
  }
  for (let at = 0; at < CUSTOMERS; at += 1) await addCustomer(at, `${RUN}-${at}`);
  const [first, second, third] = customers as [
    (typeof customers)[0],
    (typeof customers)[0],
    (typeof customers)[0],
  ];
  await writeComments(first.id);
  for (const { id } of [second, third]) {
    await changeStatus(behind, caller, { customerId: id, base: "new", status: "inactive", cause: IMAGE });
  }
  await deleteCustomer(behind, caller, { key: newId<string>(behind.random), customerId: third.id });
  await db.doc("views/hostile").set({
    owner: author,
    table: "customers",
    name: IMAGE,
    shared: true,
    partnerId: "*",
    ...viewTexts({
      columns: [
        "status",
        "number",
        "login",
        "name",
        "phones",
        "emails",
        "labelIds",
        "partnerId",
        "locationId",
        "street",
        "zip",
        "city",
        "identification",
        "companyId",
        "contactPerson",
        "vatId",
        "attr_hostile",
        "attr_hostile_choice",
      ].map((key) => ({ key, shown: true, width: null })),
      filters: {},
      sort: { key: "number", descending: true },
    }),
    updatedAt: new Date(behind.clock()),
  });
});

// What was written here would be in the way of the other tests.
afterAll(async () => {
  for (const { id } of customers) await db.doc(customerPath(id)).update({ kind: "deleted" });
  for (const name of ["hostile", "hostile_choice"]) await removeCustomerField(behind, caller, { name });
  await db.doc(partnerPath("hostile" as PartnerId)).delete();
  await db.doc(locationPath("hostile" as LocationId)).delete();
  await db.doc("views/hostile").delete();
  await removeLabel(behind, caller, { labelId: label });
  await setAdminState(behind, caller, { adminId: author, state: "deleted" });
  await behind.close();
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

/** Every look at a page: nothing of the texts became an element, nothing is to be scrolled sideways. */
async function isCalm({ page }: Person, where: string): Promise<void> {
  const found = await page.evaluate(lookForElements);
  expect({ where, found }).toEqual({ where, found: [] });
}

/** Runs in the page. */
function lookForElements(): string[] {
  const found: string[] = [];
  const strange =
    "iframe, object, embed, base, frameset, applet, marquee, video, audio, animate, set, foreignObject, math, image, dialog[open]";
  for (const element of document.querySelectorAll("*")) {
    const { outerHTML, attributes } = element;
    const runs = [...attributes].some(({ name }) => name.startsWith("on") || name === "srcdoc");
    const address = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
    const leads = /^\s*(?:javascript|data:text|vbscript)/i.test(address);
    // The page's own first script stands in its head, where no text is shown (docs/decisions/first-paint.md).
    const code =
      element.tagName === "SCRIPT" && !element.hasAttribute("src") && element.parentElement !== document.head;
    if (runs || leads || code || element.matches(strange)) found.push(outerHTML.slice(0, 200));
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`${scrollWidth - clientWidth} px to be scrolled sideways`);
  return found;
}

/** Makes whatever runs, and whatever the policy stops, a problem of the person's browser. */
async function watch(person: Person): Promise<void> {
  await person.context.addInitScript(() => {
    Object.assign(globalThis, { ran: () => console.error("A stored text ran") });
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`The policy stopped ${event.violatedDirective} ${event.sample}`),
    );
  });
  await person.page.reload();
}

test("12 §1, 14 §1, T09: what is stored as text is shown as text on every page of the operators", async () => {
  await watch(olga);
  const { page } = olga;
  const origin = new URL(page.url()).origin;
  const [first, second] = customers as [(typeof customers)[0], (typeof customers)[0]];
  const newest = customers.at(-1);

  await page.goto(`${origin}/customers?view=hostile`);
  await sees(page.getByRole("link", { name: newest?.name ?? "", exact: true }));
  await isCalm(olga, "list");
  await page.getByRole("button", { name: /^View:/ }).click();
  await sees(page.getByRole("menu"));
  await isCalm(olga, "views");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show filters" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await sees(page.getByRole("dialog"));
  await isCalm(olga, "columns");
  await page.keyboard.press("Escape");

  const customer = await openCustomer(olga, first.number);
  await sees(page.getByRole("heading", { level: 1, name: first.name }));
  await sees(customer.comments(SCRIPTS[0] ?? ""));
  const comments = await page.locator(".comment").allTextContents();
  expect(SCRIPTS.filter((text) => comments.some((one) => one.includes(text))).length).toBeGreaterThan(20);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await sees(customer.activity(IMAGE));
  await page.mouse.move(700, 400);
  await isCalm(olga, "customer");
  await page.getByRole("combobox", { name: "Labels" }).click();
  await isCalm(olga, "labels to choose");
  await page.keyboard.press("Escape");

  await openCustomer(olga, second.number);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await sees(page.getByRole("alertdialog", { name: `Delete ${second.name}?` }));
  await isCalm(olga, "deleting");
  await page.keyboard.press("Escape");

  await page.goto(`${origin}/customers/add`);
  await page.getByRole("textbox", { name: "Full name" }).fill("Ann");
  await page.getByRole("textbox", { name: "Phone number" }).fill("601 000 100");
  await page.getByRole("textbox", { name: "City" }).focus();
  await sees(page.getByText("the same phone number"));
  await isCalm(olga, "add form with a warning");
  await page.getByRole("button", { name: "Empty the form" }).click();

  for (const [path, text] of [
    ["config/labels", IMAGE],
    ["config/fields", `${IMAGE} 1`],
    ["config/fields/hostile_choice", IMAGE],
    ["config/restore", ""],
    ["administration/logs/statuses", ""],
  ] as const) {
    await page.goto(`${origin}/${path}`);
    await sees(page.getByRole("heading", { level: 1 }));
    if (path === "config/restore") {
      await page.getByRole("searchbox").fill(`${RUN}-2`);
      await sees(page.getByRole("row", { name: new RegExp(`${RUN}-2`) }));
    } else if (text === "") await sees(page.getByRole("row").nth(2));
    else await sees(page.getByText(text).or(page.locator(`input[value='${text}']`)));
    await isCalm(olga, path);
  }

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(`${RUN}-1`);
  await sees(page.getByRole("option").filter({ hasText: `${RUN}-1` }));
  await isCalm(olga, "search");
  await olga.close();
  expect(olga.problems).toEqual([]);
});

test("12 §1, T09: on a phone such texts make no page wider than it is", async () => {
  await watch(onPhone);
  const origin = new URL(onPhone.page.url()).origin;
  await onPhone.page.goto(`${origin}/customers?view=hostile`);
  await sees(onPhone.page.getByRole("row").nth(3));
  await isCalm(onPhone, "list on a phone");
  const [first] = customers as [(typeof customers)[0]];
  const customer = await openCustomer(onPhone, first.number);
  await sees(customer.activity(IMAGE));
  await isCalm(onPhone, "customer on a phone");
  await onPhone.close();
  expect(onPhone.problems).toEqual([]);
});

test("20, T09: the portal shows them as text too", async () => {
  const visitor = await all.visitor("portal", { width: 390 });
  await watch(visitor);
  await signIn(visitor.page, { login: `${RUN}-4`, password: PASSWORD });
  await sees(visitor.page.getByRole("heading", { name: "Your details" }));
  await sees(visitor.page.getByRole("heading", { level: 1, name: customers[4]?.name ?? "" }));
  await isCalm(visitor, "portal");
  await visitor.close();
  expect(visitor.problems).toEqual([]);
});
