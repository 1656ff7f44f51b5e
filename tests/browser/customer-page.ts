import type { Locator, Page } from "playwright-core";
import { sees, type Person } from "./people.ts";

/** The page of one customer, as an operator uses it: by names and labels. */
export interface CustomerPage {
  readonly page: Page;
  field(label: string): Locator;
  /** The field's box with what is said beside it. */
  fieldBox(label: string): Locator;
  save(): Promise<void>;
  comment(text: string): Promise<void>;
  /** Comments and to-dos that hold the text. */
  comments(text: string): Locator;
  /** Entries of the activity that hold the text. */
  activity(text: string | RegExp): Locator;
  readonly conflict: Locator;
}

/** Opens the customer with that number by its address. */
export async function openCustomer(person: Person, number: number): Promise<CustomerPage> {
  const origin = new URL(person.page.url()).origin;
  await person.page.goto(`${origin}/customers/${number}`);
  return customerPage(person, number);
}

/** The customer's page that is opening or open. */
export async function customerPage({ page }: Person, number: number): Promise<CustomerPage> {
  await sees(page.getByRole("heading", { level: 1, name: new RegExp(` - ${number}\\)$`) }));
  const field = (label: string) => page.getByRole("textbox", { name: label, exact: true });
  return {
    page,
    field,
    fieldBox: (label) => page.locator(".live-field").filter({ has: field(label) }),
    async save() {
      await page.getByRole("button", { name: "Save", exact: true }).click();
    },
    async comment(text) {
      await page.getByRole("button", { name: "Add a comment or to-do" }).click();
      await page.getByRole("textbox", { name: "Comment", exact: true }).fill(text);
      await page.getByRole("button", { name: "Add", exact: true }).click();
    },
    comments: (text) => page.locator(".comment").filter({ hasText: text }),
    activity: (text) =>
      page.getByRole("list", { name: "Activity" }).getByRole("listitem").filter({ hasText: text }),
    conflict: page.getByRole("dialog", { name: "Somebody else changed this meanwhile" }),
  };
}
