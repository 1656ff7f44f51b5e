import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { Directory } from "@trunkline/domain/config/directory";
import type { LabelId } from "@trunkline/domain/ids/ids";
import { VALUE } from "@trunkline/domain/search/line";
import { createSignal } from "solid-js";
import { beforeAll, expect, test } from "vitest";
import type { Caller } from "../../../data/calls.ts";
import { DIRECTORY, aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import CustomerList from "../list.tsx";
import { nextWish, standOf, type Wish } from "./label-wish.ts";

/* The labels of many customers at once (14 §1.10): on all of them, on none, or as they are. */

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
  Element.prototype.scrollTo = () => undefined;
});

const session = aSession({
  permissions: [
    ...aSession().permissions,
    "customers.list.massChange",
    "customers.search",
    "customers.list.totals",
  ],
});
const titles = { zeta: "Zeta", alpha: "alpha", cesky: "Český", mid: "Mid" };
const labels = Object.fromEntries(
  Object.entries(titles).map(([id, title]) => [id, { title, colour: "#123456" }]),
);
const has = (...ids: (keyof typeof titles)[]) => ids as string[] as LabelId[];
const three = [
  aCustomer({ number: 3, labelIds: has("alpha", "mid") }),
  aCustomer({ number: 4, labelIds: has("alpha") }),
  aCustomer({ number: 5, labelIds: has() }),
];

function open(options: DeskOptions = {}) {
  const calls: { name: string; input: unknown }[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push({ name, input });
    return { kind: "started", jobId: "j1" };
  }) as Caller;
  const desk = openDesk(CustomerList, "/customers", "/customers", { rows: three, session, call, ...options });
  desk.send.directory({ ...DIRECTORY, labels } as Directory);
  return { ...desk, calls };
}
async function ask(user: ReturnType<typeof userEvent.setup>, numbers: readonly number[]) {
  for (const number of numbers) await user.click(screen.getByLabelText(`Select Customer ${number}`));
  await user.click(screen.getByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: /Labels/ }));
  return within(await screen.findByRole("dialog"));
}
type Asked = Awaited<ReturnType<typeof ask>>;
const box = (dialog: Asked, name: RegExp) => dialog.getByRole<HTMLInputElement>("checkbox", { name });
const look = ({ checked, indeterminate }: HTMLInputElement) =>
  indeterminate ? "some" : checked ? "all" : "none";
const names = (dialog: Asked) =>
  dialog.getAllByRole("checkbox").map((one) => one.closest("label")?.textContent);

test("labels stand in order, each with how many of the selected have it now", async () => {
  const user = userEvent.setup();
  open();
  const dialog = await ask(user, [3, 4]);
  await waitFor(() =>
    expect(names(dialog)).toEqual(["alpha 2 of 2", "Český 0 of 2", "Mid 1 of 2", "Zeta 0 of 2"]),
  );
  expect(dialog.getAllByRole<HTMLInputElement>("checkbox").map(look)).toEqual([
    "all",
    "none",
    "some",
    "none",
  ]);
});

test("one job puts labels on all, takes others off all, and leaves the rest as it is", async () => {
  const user = userEvent.setup();
  const { calls } = open();
  const dialog = await ask(user, [3, 4, 5]);
  await waitFor(() => expect(look(box(dialog, /^alpha/))).toBe("some"));
  const change = () =>
    dialog.getByRole<HTMLButtonElement>("button", { name: "Change labels of 3 customers" });
  expect(change().disabled).toBe(true);
  await user.click(box(dialog, /^Zeta/));
  await user.click(box(dialog, /^Mid/));
  expect(look(box(dialog, /^Mid on all 3/))).toBe("all");
  await user.click(box(dialog, /^Mid/));
  expect(look(box(dialog, /^Mid on none/))).toBe("none");
  // Round to where it was.
  for (let press = 0; press < 3; press += 1) await user.click(box(dialog, /^alpha/));
  expect(look(box(dialog, /^alpha 2 of 3/))).toBe("some");
  expect(dialog.getByRole("status").textContent).toBe("On all: ZetaOn none: Mid");
  await user.click(change());
  expect(calls).toMatchObject([
    { input: { customerIds: ["c3", "c4", "c5"], action: { do: "labels", add: ["zeta"], remove: ["mid"] } } },
  ]);
});

test("what a colleague changes meanwhile is counted, and a wish stays", async () => {
  const user = userEvent.setup();
  const { send } = open();
  const dialog = await ask(user, [4, 5]);
  await user.click(await waitFor(() => box(dialog, /^Zeta 0 of 2/)));
  send.rows(three.map((row) => ({ ...row, labelIds: has("mid") })));
  await waitFor(() => expect(look(box(dialog, /^Mid 2 of 2/))).toBe("all"));
  expect(look(box(dialog, /^Zeta on all 2/))).toBe("all");
});

test("thirty labels need no mouse: letters find one, arrows go to it, Space chooses, and Tab leaves the list", async () => {
  const user = userEvent.setup();
  const { calls } = open();
  const dialog = await ask(user, [3]);
  const search = dialog.getByRole("searchbox", { name: "Find a label" });
  await user.click(search);
  await user.keyboard("ces");
  expect(names(dialog)).toEqual(["Český 0 of 1"]);
  await user.keyboard("{ArrowDown} ");
  expect(document.activeElement).toBe(box(dialog, /^Český will be added/));
  await user.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(search);
  await user.clear(search);
  await user.keyboard("{ArrowDown}{End}");
  expect(document.activeElement).toBe(box(dialog, /^Zeta/));
  await user.keyboard("{ArrowUp}{ArrowUp}");
  expect(document.activeElement).toBe(box(dialog, /^Český/));
  await user.tab();
  expect(document.activeElement?.textContent).toBe("Cancel");
  await user.keyboard("{Tab}{Enter}");
  expect(calls).toMatchObject([{ input: { action: { do: "labels", add: ["cesky"], remove: [] } } }]);
});

test("nothing found is said, and nobody loses what he chose by it", async () => {
  const user = userEvent.setup();
  open();
  const dialog = await ask(user, [3]);
  await user.click(box(dialog, /^Zeta/));
  await user.type(dialog.getByRole("searchbox"), "nobody");
  expect(dialog.getByText("No label is called so.")).toBeTruthy();
  expect(dialog.getByRole("status").textContent).toBe("On all: Zeta");
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: /^Change labels/ }).disabled).toBe(false);
});

test("whom the list does not show is counted by the index, once that is here; until then nothing is claimed", async () => {
  const user = userEvent.setup();
  const page = Array.from({ length: 100 }, (_unused, at) =>
    aCustomer({ number: at + 1, labelIds: has("mid") }),
  );
  const call = (async (name: string) =>
    name === "matchingCustomers"
      ? {
          kind: "found",
          rows: Array.from({ length: 137 }, (_unused, at) => ({
            customerId: `c${at + 1}`,
            status: "active",
          })),
        }
      : { kind: "started" }) as unknown as Caller;
  const [state, setState] = createSignal<"idle" | "ready">("idle");
  let brought = 0;
  const search: DeskOptions["search"] = {
    state,
    load: () => (brought += 1),
    async sift(question) {
      const [ids] = question.conditions;
      const asked = ids?.kind === "ids" ? ids.ids : [];
      const values = asked.map((_id, at) =>
        at === 0 ? has("zeta", "mid").join(VALUE) : at === 1 ? "zeta" : "",
      );
      return { total: asked.length, all: 137, from: 0, ids: asked, values };
    },
  };
  open({ rows: page, call, search, stats: { new: 0, active: 137, blocked: 0, inactive: 0, balance: 0 } });
  await user.click(screen.getByLabelText("Select Customer 1"));
  await user.click(screen.getByRole("button", { name: "Select all 137" }));
  await screen.findByText("137 rows are selected");
  await user.click(screen.getByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: /Labels/ }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(names(dialog).map((name) => name?.trim())).toEqual(["alpha", "Český", "Mid", "Zeta"]);
  expect(dialog.getAllByRole<HTMLInputElement>("checkbox").map(look)).toEqual([
    "some",
    "some",
    "some",
    "some",
  ]);
  expect(brought).toBe(1);
  setState("ready");
  await waitFor(() => expect(names(dialog)[2]).toBe("Mid 101 of 137"));
  expect(names(dialog)).toEqual(["alpha 0 of 137", "Český 0 of 137", "Mid 101 of 137", "Zeta 2 of 137"]);
});

test.each<[has: number | undefined, round: readonly (Wish | undefined)[], stands: readonly string[]]>([
  [0, ["add", undefined, "add"], ["none", "all", "none", "all"]],
  [2, ["remove", undefined, "remove"], ["all", "none", "all", "none"]],
  [1, ["add", "remove", undefined, "add"], ["some", "all", "none", "some", "all"]],
  [undefined, ["add", "remove", undefined, "add"], ["some", "all", "none", "some", "all"]],
])("a label that %s of 2 have goes round by presses", (count, round, stands) => {
  const had = { has: count, many: 2 };
  let wish: Wish | undefined;
  const seen = [standOf(wish, had) as string];
  for (const expected of round) {
    wish = nextWish(wish, had);
    expect(wish).toBe(expected);
    seen.push(standOf(wish, had));
  }
  expect(seen).toEqual(stands);
});
