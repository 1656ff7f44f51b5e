import { createSignal } from "solid-js";
import { fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { People, many, setUp, withLayout } from "./testing.tsx";

withLayout();

describe("selection", () => {
  test("ticking, Shift for a range, and the heading for all", async () => {
    const user = userEvent.setup();
    const { selected } = setUp(many(6));
    await user.click(screen.getByLabelText("Select Name 1"));
    await user.keyboard("{Shift>}");
    await user.click(screen.getByLabelText("Select Name 4"));
    await user.keyboard("{/Shift}");
    expect([...selected()].toSorted()).toEqual(["r1", "r2", "r3", "r4"]);
    await user.click(screen.getByLabelText("Select all rows"));
    expect(selected().size).toBe(6);
    await user.click(screen.getByLabelText("Select all rows"));
    expect(selected().size).toBe(0);
  });

  test("stays when rows come and go", async () => {
    const user = userEvent.setup();
    const rows = many(5);
    const { selected, send } = setUp(rows);
    await user.click(screen.getByLabelText("Select Name 2"));
    send([...rows, { id: "new", name: "New", city: "Rome" }]);
    expect([...selected()]).toEqual(["r2"]);
    expect((screen.getByLabelText("Select Name 2") as HTMLInputElement).checked).toBe(true);
  });
});

describe("without a mouse", () => {
  test("arrows move, Space selects, Enter opens", () => {
    const { grid, selected, opened } = setUp(many(5));
    fireEvent.keyDown(grid, { key: "ArrowDown" });
    fireEvent.keyDown(grid, { key: "ArrowDown" });
    fireEvent.keyDown(grid, { key: " " });
    expect([...selected()]).toEqual(["r1"]);
    fireEvent.keyDown(grid, { key: "Enter" });
    expect(opened).toEqual(["r1"]);
    const active = grid.getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(active)?.textContent).toContain("Name 1");
  });

  test("Space just after a jump picks who stands there as soon as that is known, and never scrolls", async () => {
    const [known, setKnown] = createSignal(false);
    const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
    const idAt = (place: number) => `r${place}`;
    const between = Promise.withResolvers<void>();
    render(() => (
      <People
        long={{
          count: 5,
          idAt: (place) => (known() ? idAt(place) : undefined),
          placeOf: (id) => (known() ? Number(id.slice(1)) : -1),
          row: () => undefined,
          async between(from, to) {
            await between.promise;
            return Array.from({ length: to - from + 1 }, (_unused, index) => idAt(from + index));
          },
        }}
        selection={{ ids: ids(), onChange: setIds }}
      />
    ));
    const grid = screen.getByRole("grid");
    expect(fireEvent.keyDown(grid, { key: " " })).toBe(false);
    fireEvent.keyDown(grid, { key: "Home" });
    fireEvent.keyDown(grid, { key: "ArrowDown" });
    expect(fireEvent.keyDown(grid, { key: " " })).toBe(false);
    fireEvent.keyDown(grid, { key: "End" });
    setKnown(true);
    expect(fireEvent.keyDown(grid, { key: " ", shiftKey: true })).toBe(false);
    between.resolve();
    const picked = () => screen.queryAllByRole("row", { selected: true }).map((row) => row.ariaRowIndex);
    await waitFor(() => expect(picked()).toEqual(["3", "4", "5", "6"]));
  });

  test("Tab stops at one edge of all, and up and down go to the others", () => {
    setUp(many(2));
    const edge = (name: string) => screen.getByRole("separator", { name: `Width of ${name}` });
    const stops = () => screen.getAllByRole("separator").map(({ tabIndex }) => tabIndex);
    expect(stops()).toEqual([0, -1]);
    edge("Name").focus();
    fireEvent.keyDown(edge("Name"), { key: "ArrowDown" });
    expect(document.activeElement).toBe(edge("City"));
    expect(stops()).toEqual([-1, 0]);
    fireEvent.keyDown(edge("City"), { key: "ArrowDown" });
    expect(document.activeElement).toBe(edge("City"));
    fireEvent.keyDown(edge("City"), { key: "ArrowUp" });
    expect(document.activeElement).toBe(edge("Name"));
  });

  test("a column that fits its content leaves the others in sight, however long a name is", () => {
    // The test environment measures nothing.
    Range.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 1643, 20);
    const { view } = setUp(many(2));
    fireEvent.dblClick(screen.getByRole("separator", { name: "Width of Name" }));
    expect(view().columns[0]).toEqual({ id: "name", width: 480 });
  });

  test("a column is made wider with the arrow keys, and never too narrow to grab again", () => {
    const { view } = setUp(many(2));
    const edge = screen.getByRole("separator", { name: "Width of City" });
    fireEvent.keyDown(edge, { key: "ArrowRight" });
    expect(view().columns[1]).toEqual({ id: "city", width: 116 });
    for (let turn = 0; turn < 10; turn += 1) fireEvent.keyDown(edge, { key: "ArrowLeft" });
    expect(view().columns[1]).toEqual({ id: "city", width: 56 });
    fireEvent.keyDown(edge, { key: "ArrowRight" });
    fireEvent.keyDown(edge, { key: "Home" });
    expect(view().columns[1]).toEqual({ id: "city", width: 56 });
  });
});
