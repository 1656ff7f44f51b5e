import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import type { EntryId } from "@trunkline/domain/ids/ids";
import { aCustomer, aSession, anEntry } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

const open = (options: DeskOptions = {}) => ({
  ...openDesk(CustomerPage, "/customers/:number", "/customers/17", { customer: aCustomer(), ...options }),
  user: userEvent.setup(),
});
const group = () => within(screen.getByRole("group", { name: "Filter the activity" }));
const entries = () => within(screen.getByRole("list", { name: "Activity" })).getAllByRole("listitem");

async function put(user: ReturnType<typeof userEvent.setup>, box: HTMLElement, text: string) {
  await user.click(box);
  await user.paste(text);
}

describe("Activity (12 §6)", () => {
  test("12 example 12: period and source are asked of the database, in the provider's days", async () => {
    const { user, histories } = open({ activity: [anEntry()] });
    await put(user, group().getByLabelText(/^From/, { selector: "input" }), "2026-03-01");
    await put(user, group().getByLabelText(/^To/, { selector: "input" }), "2026-03-31");
    await user.click(group().getByRole("button", { name: /^Source/ }));
    await user.click(await screen.findByRole("option", { name: "System" }));
    // Oslo: winter time on 1 March, summer time on 1 April.
    expect(histories.at(-1)).toEqual({
      limit: 10,
      source: "system",
      from: Date.UTC(2026, 1, 28, 23),
      before: Date.UTC(2026, 2, 31, 22),
    });
    await user.click(group().getByRole("button", { name: "Clear" }));
    expect(entries()).toHaveLength(1);
  });

  test("a period that ends before it begins is refused and asks nothing", async () => {
    const { user, histories } = open({ activity: [anEntry()] });
    await put(user, group().getByLabelText(/^From/, { selector: "input" }), "2026-03-31");
    const before = histories.length;
    await put(user, group().getByLabelText(/^To/, { selector: "input" }), "2026-03-01");
    expect(group().getByText("Not before the first day.")).toBeTruthy();
    expect(histories.length).toBe(before);
  });

  test("opens with ten entries and reads fifty more when asked", async () => {
    const ten = Array.from({ length: 10 }, (_unused, index) =>
      anEntry({ id: `e${index}`, after: { city: `City ${index}` } }),
    );
    const { user, histories } = open({ activity: ten });
    expect(histories).toEqual([{ limit: 10 }]);
    await user.click(screen.getByRole("button", { name: "Show more" }));
    expect(histories.at(-1)).toEqual({ limit: 60 });
    expect(entries()).toHaveLength(10);
  });

  test("a planned change is told with its status and day", () => {
    open({
      activity: [
        anEntry({
          kind: "planned",
          action: "planned",
          record: "2026-12-01",
          after: { date: "2026-12-01", status: "blocked" },
        }),
        anEntry({
          id: "e2",
          kind: "planned",
          action: "plan-removed",
          record: "2026-12-01",
          before: { date: "2026-12-01", status: "blocked" },
        }),
        anEntry({ id: "e3", action: "opened-portal" }),
      ],
    });
    expect(entries().map((entry) => entry.querySelector(".timeline-line")?.textContent)).toEqual([
      "Tom Okafor planned a status: Blocked on 2026-12-01",
      "Tom Okafor removed a planned status: Blocked on 2026-12-01",
      "Tom Okafor opened the portal as this customer",
    ]);
  });
});

describe("undo of a change", () => {
  const changed = anEntry({ before: { city: "Oslo" }, after: { city: "Paris" } });

  test("puts the old value back, from the new one, and names the entry", async () => {
    const sent: unknown[] = [];
    const { user, send } = open({
      customer: aCustomer({ city: "Paris" }),
      activity: [changed],
      save: async (_customer, touched, _definitions, { undoes }) => {
        sent.push(touched, undoes);
        return { kind: "done", entryId: "e2" as EntryId };
      },
    });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(sent).toEqual([{ city: { base: "Paris", mine: "Oslo" } }, "e1"]);
    send.activity([
      anEntry({ id: "e2", before: { city: "Paris" }, after: { city: "Oslo" }, undoes: "e1" }),
      changed,
    ]);
    await waitFor(() => expect(entries()[1]?.textContent).toContain("Undone"));
  });

  test("what a colleague changed again since is named and left alone", async () => {
    const conflict: SaveAnswer = {
      kind: "conflict",
      conflicts: [{ field: "city", base: "Paris", theirs: "Rome", mine: "Oslo" }],
    };
    const { user } = open({ activity: [changed], save: async () => conflict });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Changed again since: City. Nothing was touched.")).toBeTruthy();
  });

  test("is not offered where a later entry shows another value in the field, and again once that one is undone", () => {
    const hour = 3_600_000;
    const at = (hours: number, id: string, before: string, after: string, more = {}) =>
      anEntry({
        id,
        time: { toMillis: () => hours * hour },
        before: { city: before },
        after: { city: after },
        ...more,
      });
    const [first, second] = [at(1, "e1", "Oslo", "Paris"), at(2, "e2", "Paris", "Rome")];
    const other = anEntry({
      id: "e3",
      time: { toMillis: () => 3 * hour },
      before: { zip: "1" },
      after: { zip: "2" },
    });
    const { send } = open({ activity: [other, second, first] });
    const offered = () =>
      entries().map((entry) => within(entry).queryByRole("button", { name: "Undo" }) !== null);
    expect(offered()).toEqual([true, true, false]);
    send.activity([at(4, "e4", "Rome", "Paris", { undoes: "e2" }), other, second, first]);
    expect(offered()).toEqual([true, true, false, true]);
  });

  test("a label that was deleted since is not put back; where nothing else was changed there is nothing to undo", async () => {
    const sent: unknown[] = [];
    const { user } = open({
      activity: [
        anEntry({ id: "e1", before: { labelIds: ["gone"] }, after: { labelIds: [] } }),
        anEntry({ id: "e2", before: { labelIds: ["vip", "gone"] }, after: { labelIds: ["fiber"] } }),
      ],
      save: async (_customer, touched) => {
        sent.push(touched);
        return { kind: "done", entryId: "e3" as EntryId };
      },
    });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(sent).toEqual([{ labelIds: { base: ["fiber"], mine: ["vip"] } }]);
  });

  test("is offered for changes of the customer only, and to those who may edit", () => {
    const { send } = open({
      activity: [
        changed,
        anEntry({ id: "e2", action: "password-shown" }),
        anEntry({ id: "e3", action: "created", after: { city: "Oslo" } }),
      ],
    });
    expect(screen.getAllByRole("button", { name: "Undo" })).toHaveLength(1);
    send.session(aSession({ permissions: ["customers.view", "customers.view.activity"] }));
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });
});
