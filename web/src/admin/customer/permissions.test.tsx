import { cleanup, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { aComment, aCustomer, aSession, anEntry } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

/* 12 §8: each control of the page is there with its permission and gone without it; the others stay. */

const ALL: readonly Permission[] = [
  "customers.view",
  "customers.view.edit",
  "customers.view.geo",
  "customers.view.labels",
  "customers.view.plannedStatus",
  "customers.view.showPassword",
  "customers.view.loginAs",
  "customers.view.convert",
  "customers.view.delete",
  "customers.view.activity",
  "customers.comments.add",
  "customers.comments.editOwn",
  "customers.comments.editOthers",
];

const open = (permissions: readonly Permission[], status = "new") =>
  openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer: aCustomer({ status, passwordBy: "system" }),
    session: aSession({ permissions: [...permissions] }),
    comments: [
      aComment({ id: "mine", text: "Mine", author: "eva" }),
      aComment({ id: "his", text: "His", author: "tom" }),
    ],
    activity: [anEntry({ before: { city: "Bergen" }, after: { city: "Oslo" } })],
  });

const button = (name: RegExp | string) => screen.queryByRole("button", { name });
const inEntry = (text: string, name: string) =>
  [...document.querySelectorAll<HTMLElement>(".comment")]
    .find((entry) => entry.textContent.includes(text))
    ?.querySelector(`button[aria-label="${name}"]`) ?? null;
const editable = (label: string) => {
  const input = screen.queryByLabelText(new RegExp(`^${label}`), {
    selector: "input",
  }) as HTMLInputElement | null;
  return input !== null && !input.readOnly && !input.disabled ? input : null;
};
const inActions = async (name: string) => {
  const actions = button("Actions");
  if (actions === null) return null;
  await userEvent.setup().click(actions);
  return screen.queryByRole("menuitem", { name });
};
const inPlans = async () => {
  await userEvent.setup().click(button(/^Planned changes/) as HTMLElement);
  return screen.queryByRole("form", { name: "Plan a change" });
};

interface Control {
  readonly what: string;
  readonly needs: Permission;
  readonly status?: string;
  /** It stands in a menu or dialog, which looking for it opens. */
  readonly opens?: boolean;
  readonly find: () => unknown;
}

const CONTROLS: readonly Control[] = [
  { what: "Save", needs: "customers.view.edit", find: () => button("Save") },
  { what: "Save below the right column", needs: "customers.view.edit", find: () => button("Save customer") },
  { what: "typing in a field", needs: "customers.view.edit", find: () => editable("City") },
  { what: "choosing a status", needs: "customers.view.edit", find: () => enabled(/^Status/) },
  { what: "Undo at a change", needs: "customers.view.edit", find: () => button(/^Undo/) },
  { what: "setting the place", needs: "customers.view.geo", find: () => button("Set on the map") },
  { what: "choosing labels", needs: "customers.view.labels", find: () => editable("Labels") },
  { what: "planning a status", needs: "customers.view.plannedStatus", opens: true, find: inPlans },
  { what: "showing the password", needs: "customers.view.showPassword", find: () => button("Show") },
  {
    what: "Login as customer",
    needs: "customers.view.loginAs",
    opens: true,
    find: () => inActions("Login as customer"),
  },
  {
    what: "Convert to lead",
    needs: "customers.view.convert",
    opens: true,
    find: () => inActions("Convert to lead"),
  },
  {
    what: "Delete",
    needs: "customers.view.delete",
    status: "inactive",
    opens: true,
    find: () => inActions("Delete"),
  },
  {
    what: "the activity",
    needs: "customers.view.activity",
    find: () => screen.queryByRole("list", { name: "Activity" }),
  },
  { what: "adding a comment", needs: "customers.comments.add", find: () => button("Add a comment or to-do") },
  {
    what: "editing one's own comment",
    needs: "customers.comments.editOwn",
    find: () => inEntry("Mine", "Edit"),
  },
  {
    what: "deleting one's own comment",
    needs: "customers.comments.editOwn",
    find: () => inEntry("Mine", "Delete"),
  },
  {
    what: "editing another's comment",
    needs: "customers.comments.editOthers",
    find: () => inEntry("His", "Edit"),
  },
  {
    what: "deleting another's comment",
    needs: "customers.comments.editOthers",
    find: () => inEntry("His", "Delete"),
  },
];

function enabled(name: RegExp): HTMLElement | null {
  const found = button(name) as HTMLButtonElement | null;
  return found?.disabled === false ? found : null;
}

describe("12 §8: what each permission shows", () => {
  test.each(CONTROLS.map((control) => [control.what, control] as const))(
    "%s",
    async (_what, { needs, status, find }) => {
      open(ALL, status);
      expect(await find()).not.toBeNull();
      cleanup();
      open(
        ALL.filter((one) => one !== needs),
        status,
      );
      expect(await find()).toBeNull();
    },
  );

  test("12 example 14: without Edit all inputs are read-only and Save is absent", () => {
    open(ALL.filter((one) => one !== "customers.view.edit"));
    const inputs = [...document.querySelectorAll<HTMLInputElement>(".live-field input:not([aria-hidden])")];
    expect(inputs.length).toBeGreaterThan(8);
    expect(inputs.filter((input) => !input.readOnly && !input.disabled)).toEqual([]);
    expect([button("Save"), button("Save customer")]).toEqual([null, null]);
  });

  test("a permission taken away takes its control off the open page", () => {
    const { send } = open(ALL);
    expect(button("Add a comment or to-do")).not.toBeNull();
    send.session(aSession({ permissions: ["customers.view"] }));
    for (const { what, find } of CONTROLS.filter((control) => control.opens !== true)) {
      expect([what, find()]).toEqual([what, null]);
    }
  });
});
