import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { AdminId, CustomerNumber } from "@trunkline/domain/ids/ids";
import { parseDay, type Day } from "@trunkline/domain/time/day";
import { CallError, type Caller } from "../../data/calls.ts";
import type { ShownPlan } from "../../data/ports.tsx";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

const PLANNER = aSession({
  permissions: ["customers.view", "customers.view.edit", "customers.view.plannedStatus"],
});
const day = (text: string) => parseDay(text) as Day;
const plan = (date: string, status: ShownPlan["status"] = "blocked"): ShownPlan => ({
  id: date,
  date: day(date),
  status,
  state: "waiting",
  createdBy: "tom" as AdminId,
  number: 17 as CustomerNumber,
});

function open(answer: unknown, planned: readonly ShownPlan[] = [], session = PLANNER) {
  const asked: { name: string; input: unknown }[] = [];
  const call: Caller = async (name, input) => {
    asked.push({ name, input });
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  const desk = openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer: aCustomer({ nextPlanned: planned[0]?.date ?? null }),
    planned,
    session,
    call,
  });
  return { ...desk, asked, user: userEvent.setup() };
}

const icon = () => screen.getByRole("button", { name: /^Planned changes/ });
const isOrange = () => icon().closest(".planned-icon")?.hasAttribute("data-planned") === true;

describe("planned status changes (11 §7)", () => {
  test("11 example 8: the icon is gray with nothing planned, orange when a colleague plans one, gray when it ran", () => {
    const { send } = open(undefined);
    expect(isOrange()).toBe(false);
    expect(icon().getAttribute("aria-label")).toBe("Planned changes: none");
    send.customer(aCustomer({ nextPlanned: "2026-12-01" }));
    expect(isOrange()).toBe(true);
    expect(icon().getAttribute("aria-label")).toBe("Planned changes: next on 2026-12-01");
    send.customer(aCustomer({ nextPlanned: null, status: "blocked" }));
    expect(isOrange()).toBe(false);
  });

  test("lists date, new status and who planned it, the next one first, live", async () => {
    const { user, send } = open(undefined, [plan("2027-02-01", "active"), plan("2026-12-01")]);
    await user.click(icon());
    const rows = () => within(screen.getByRole("list", { name: "Planned changes" })).getAllByRole("listitem");
    expect(rows().map((row) => row.textContent)).toEqual([
      "2026-12-01Blockedby Tom Okafor",
      "2027-02-01Activeby Tom Okafor",
    ]);
    send.planned([plan("2027-02-01", "active")]);
    expect(rows()).toHaveLength(1);
  });

  test("a change is planned for a day from tomorrow on", async () => {
    const { user, asked } = open({ kind: "done", entryId: "e9" });
    await user.click(icon());
    await user.click(screen.getByRole("radio", { name: "Blocked" }));
    const date = within(screen.getByRole("dialog")).getByLabelText(/^Date/, { selector: "input" });
    await user.type(date, "2026-11-22");
    await user.click(screen.getByRole("button", { name: "Plan" }));
    expect(screen.getByText("Tomorrow or later.")).toBeTruthy();
    expect(asked).toEqual([]);
    await user.clear(date);
    await user.type(date, "2026-11-23");
    await user.click(screen.getByRole("button", { name: "Plan" }));
    await waitFor(() =>
      expect(asked).toEqual([
        {
          name: "planStatus",
          input: {
            key: expect.any(String),
            customerId: "c17",
            date: "2026-11-23",
            status: "blocked",
            replaces: null,
          },
        },
      ]),
    );
  });

  test("a planned change is edited, and the server's refusal is said at the date", async () => {
    const { user, asked } = open({ kind: "date-taken" }, [plan("2026-12-01")]);
    await user.click(icon());
    await user.click(screen.getByRole("button", { name: "Edit the change on 2026-12-01" }));
    const date = within(screen.getByRole("dialog")).getByLabelText(/^Date/, {
      selector: "input",
    }) as HTMLInputElement;
    expect(date.value).toBe("2026-12-01");
    await user.clear(date);
    await user.type(date, "2026-12-05");
    await user.click(screen.getByRole("button", { name: "Change" }));
    expect(await screen.findByText("Another change is planned for this day.")).toBeTruthy();
    expect(asked[0]?.input).toEqual({
      key: expect.any(String),
      customerId: "c17",
      date: "2026-12-05",
      status: "blocked",
      replaces: "2026-12-01",
    });
  });

  test("a planned change is removed", async () => {
    const { user, asked } = open({ kind: "done", entryId: "e9" }, [plan("2026-12-01")]);
    await user.click(icon());
    await user.click(screen.getByRole("button", { name: "Remove the change on 2026-12-01" }));
    await waitFor(() =>
      expect(asked).toEqual([
        {
          name: "unplanStatus",
          input: { key: expect.any(String), customerId: "c17", date: "2026-12-01" },
        },
      ]),
    );
  });

  test("removing once more after no answer came is the same press", async () => {
    const { user, asked } = open(new CallError("offline", "away"), [plan("2026-12-01")]);
    await user.click(icon());
    const remove = screen.getByRole<HTMLButtonElement>("button", {
      name: "Remove the change on 2026-12-01",
    });
    for (const presses of [1, 2]) {
      await user.click(remove);
      await waitFor(() => expect([asked.length, remove.disabled]).toEqual([presses, false]));
    }
    expect(asked[1]).toEqual(asked[0]);
  });

  test("without the permission the list can be read and nothing planned", async () => {
    const { user } = open(undefined, [plan("2026-12-01")], aSession());
    await user.click(icon());
    expect(screen.getByText("by Tom Okafor")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Plan" })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Remove the change/ })).toBeNull();
  });
});
