import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { people, sees, signIn, type People, type Person } from "./people.ts";

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

test("switched on from the account menu, it signs out every other browser and asks for a code from then on", async () => {
  const { page, login } = creator;
  // What the other browser was listening to is refused the moment its session ends.
  elsewhere.expectProblem(/permission|PERMISSION_DENIED|40[013]/i);
  await button(creator, "Account and settings").click();
  await page.getByRole("menuitem", { name: "My profile: security" }).click();
  await button(creator, "Switch on").click();
  await page.getByLabel("Your password").fill(login.password);
  await button(creator, "Go on").click();
  await sees(page.getByRole("img", { name: "The key as a QR code" }));
  const secret = Secret.fromBase32(
    ((await page.locator(".profile-secret").textContent()) ?? "").replaceAll(" ", ""),
  );
  const code = (after: number) => TOTP.generate({ secret, timestamp: Date.now() + after });
  await page.getByLabel("Code that the app shows").fill(code(0));
  await button(creator, "Switch on").click();
  const codes = page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem");
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
  await button(creator, "Switch off").click();
  await page.getByLabel("Your password").fill(login.password);
  await page.getByLabel("Code, or a recovery code").fill(recovery);
  await button(creator, "Switch off").click();
  await sees(button(creator, "Switch on"));
  await sees(elsewhere.page.getByText("Your session has ended."));
});
