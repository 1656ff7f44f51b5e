import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { platformOf } from "../stack/stack.ts";
import { eventually } from "./eventually.ts";
import { customerPathOf, people, sees, signIn, type People, type Person } from "./people.ts";

/* The second factor over the whole stack, under the sites' own policy: the session goes on where it was switched. */

const stack = inject("stack");

let all: People;
let creator: Person;
let elsewhere: Person;

beforeAll(async () => {
  all = await people(stack);
  [creator, elsewhere] = await Promise.all([all.operator("creator"), all.operator("creator")]);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

const button = ({ page }: Person, name: string) => page.getByRole("button", { name, exact: true });

async function toProfile(person: Person): Promise<void> {
  await button(person, "Account and settings").click();
  await person.page.getByRole("menuitem", { name: "My profile: security" }).click();
}

/** Goes to where the second factor is switched on, up to the button that does it. */
async function offered(person: Person) {
  const { page, login } = person;
  await toProfile(person);
  await button(person, "Switch on").click();
  await page.locator("input[name=password]").fill(login.password);
  await button(person, "Go on").click();
  await sees(page.getByRole("img", { name: "The key as a QR code" }));
  const secret = Secret.fromBase32(
    ((await page.locator(".profile-secret").textContent()) ?? "").replaceAll(" ", ""),
  );
  const code = (after: number) => TOTP.generate({ secret, timestamp: Date.now() + after });
  await page.getByLabel("Code that the app shows").fill(code(0));
  return { code, codes: page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem") };
}

async function switchOff(person: Person, code: string): Promise<void> {
  await button(person, "Switch off").click();
  await person.page.locator("input[name=password]").fill(person.login.password);
  await person.page.getByLabel("Code, or a recovery code").fill(code);
  await button(person, "Switch off").click();
  await sees(button(person, "Switch on"));
}

test("switched on from the account menu, it signs out every other browser and asks for a code from then on", async () => {
  const { page, login } = creator;
  // What the other browser was listening to is refused the moment its session ends.
  elsewhere.expectProblem(/permission|PERMISSION_DENIED|40[013]/i);
  const { code, codes } = await offered(creator);
  await button(creator, "Switch on").click();
  await sees(codes.first());
  expect(await codes.count()).toBe(10);
  const recovery = (await codes.first().textContent()) ?? "";

  await sees(elsewhere.page.getByText("Your session has ended."));
  await signIn(elsewhere.page, login);
  await elsewhere.page.getByLabel("Code of your authenticator app").fill(code(30_000));
  await button(elsewhere, "Sign in").click();
  await sees(elsewhere.page.getByRole("heading", { level: 1, name: "Customers" }));

  await button(creator, "I have kept them").click();
  await sees(page.getByText("Recovery codes left: 10."));
  await switchOff(creator, recovery);
  await sees(elsewhere.page.getByText("Your session has ended."));
});

test("another password of one's own: the session goes on here and ends everywhere else, and only the new one signs in", async () => {
  const { page, login } = creator;
  elsewhere.expectProblem(/permission|PERMISSION_DENIED|40[013]/i);
  await signIn(elsewhere.page, login);
  await sees(elsewhere.page.getByRole("heading", { level: 1, name: "Customers" }));
  const change = async (from: string, to: string) => {
    await button(creator, "Change password").click();
    await page.getByLabel("Your password now").fill(from);
    await page.getByLabel(/^New password(?! again)/).fill(to);
    await page.getByLabel("New password again").fill(to);
    await button(creator, "Change password").click();
    await sees(page.getByText("Your password was changed").first());
    await sees(elsewhere.page.getByText("Your session has ended."));
  };
  const other = "another good password";
  await change(login.password, other);
  await signIn(elsewhere.page, login);
  await sees(elsewhere.page.getByText("Login or password is wrong."));
  await signIn(elsewhere.page, { ...login, password: other });
  await sees(elsewhere.page.getByRole("heading", { level: 1, name: "Customers" }));
  await change(other, login.password);
});

/** Holds back the answer of that call to this tab until another tab has seen what it did: it waits, or it has left. */
async function answersAfter(name: string, changing: Person, other: Person): Promise<void> {
  await changing.page.route(`**/api/${name}`, async (route) => {
    const response = await route.fetch();
    await eventually(async () => {
      const waits = await changing.page.evaluate(
        async () => ((await navigator.locks.query()).pending ?? []).length,
      );
      return waits > 0 || (await other.page.getByText("Your session has ended.").isVisible());
    }).toBe(true);
    await route.fulfill({ response });
  });
}

/** The number of the customer in the middle of the list that the tab shows, and a box that holds his row alone. */
async function rowAmid({ page }: Person) {
  const grid = page.getByRole("grid", { name: "Customers" });
  const shown = grid.getByRole("link", { name: /^\d+$/ });
  await sees(shown.nth(12));
  const number = Number(await shown.nth(12).textContent());
  const link = page.getByRole("link", { name: String(number), exact: true });
  return { number, row: grid.getByRole("row").filter({ has: link }) };
}

test("with two tabs open it is switched on in one and off in the other, and both go on", async () => {
  const { page, login } = creator;
  const list = { ...(await all.visitor("admin", { tabOf: creator })), login };
  // What was listened to with the old token is refused until there is the new one.
  for (const tab of [creator, list]) tab.expectProblem(/permission|PERMISSION_DENIED/i);
  await list.page.goto(new URL("/customers?status=active", page.url()).href);
  const grid = list.page.getByRole("grid", { name: "Customers" });
  await sees(grid.getByRole("row").nth(5));
  await grid.evaluate((element) => (element.scrollTop = 32 * 120));
  const there = await rowAmid(list);

  const { code, codes } = await offered(creator);
  await answersAfter("confirmSecondFactor", creator, list);
  await button(creator, "Switch on").click();
  await sees(codes.first());
  expect(await codes.count()).toBe(10);
  await button(creator, "I have kept them").click();
  await sees(page.getByText("Recovery codes left: 10."));
  await page.getByRole("link", { name: "List" }).first().click();
  const here = await rowAmid(creator);
  await follow("Switched on", [here, there]);

  await toProfile(list);
  await answersAfter("removeSecondFactor", list, creator);
  await switchOff(list, code(30_000));
  await list.page.unrouteAll();
  await follow("Switched off", [here]);
  await list.page.goBack();
  await follow("Both there", [here, await rowAmid(list)]);
});

/** What somebody changes at the customers arrives in their rows. */
async function follow(city: string, rows: readonly Awaited<ReturnType<typeof rowAmid>>[]): Promise<void> {
  const platform = platformOf(stack);
  try {
    for (const { number, row } of rows) {
      const customer = platform.db.doc(customerPathOf(stack, number));
      const before: unknown = (await customer.get()).get("city");
      await customer.update({ city });
      await sees(row.getByText(city, { exact: true }));
      await customer.update({ city: before });
      await row.getByText(city, { exact: true }).waitFor({ state: "hidden" });
    }
  } finally {
    await platform.close();
  }
}
