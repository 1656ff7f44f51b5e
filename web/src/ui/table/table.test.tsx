import { createSignal } from "solid-js";
import { fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { setDensity } from "../theme.ts";
import { Table } from "./table.tsx";
import { many, setUp, withLayout, columns } from "./testing.tsx";

withLayout();

describe("a table of 100,000 rows", () => {
  test("draws only the rows in sight and says how many there are", () => {
    const { container, grid } = setUp(many(100_000));
    expect(container.querySelectorAll(".table-body > .table-row").length).toBeLessThanOrEqual(60);
    expect(grid.getAttribute("aria-rowcount")).toBe("100002");
  });

  test("after a jump the rows in sight are there at once, those around them after the paint", async () => {
    const { container, grid } = setUp(many(10_000));
    const places = () =>
      [...container.querySelectorAll(".table-body > .table-row")].map((row) => Number(row.ariaRowIndex) - 3);
    await waitFor(() => expect(places()).toHaveLength(28));
    grid.scrollTop = 5000 * 32;
    fireEvent.scroll(grid);
    expect(places()).toEqual(Array.from({ length: 20 }, (_unused, index) => 5000 + index));
    await waitFor(() =>
      expect(places()).toEqual(Array.from({ length: 36 }, (_unused, index) => 4992 + index)),
    );
    // A few rows further is no jump.
    grid.scrollTop += 3 * 32;
    fireEvent.scroll(grid);
    expect(places()).toEqual(Array.from({ length: 36 }, (_unused, index) => 4995 + index));
  });

  test("changes at most three nodes for a visible row and none for a hidden one", () => {
    const rows = many(1_000);
    const { container, send } = setUp(rows);
    const observer = new MutationObserver(() => undefined);
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    send(rows.map((row) => (row.id === "r900" ? { ...row, name: "Hidden" } : { ...row })));
    expect(observer.takeRecords()).toHaveLength(0);
    send(rows.map((row) => (row.id === "r3" ? { ...row, name: "Seen" } : { ...row })));
    const changed = observer.takeRecords().length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(3);
    expect(screen.getByText("Seen")).toBeTruthy();
  });

  test("a row keeps its element when others come before it", () => {
    const rows = many(20);
    const { container, send } = setUp(rows);
    const third = container.querySelectorAll(".table-body > .table-row")[3];
    send([{ id: "new", name: "New", city: "Rome" }, ...rows]);
    expect(container.querySelectorAll(".table-body > .table-row")[4]).toBe(third);
  });
});

test("a heading sorts up, then down, then as the list comes", async () => {
  const user = userEvent.setup();
  const { view } = setUp(many(2));
  const heading = screen.getByRole("button", { name: "Name" });
  await user.click(heading);
  expect(view().sort).toEqual({ column: "name", descending: false });
  expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe("ascending");
  await user.click(heading);
  expect(view().sort).toEqual({ column: "name", descending: true });
  await user.click(heading);
  expect(view().sort).toBeUndefined();
});

test("the whole heading sorts, but not its edge, nor a drag of the edge that ends over it", async () => {
  const user = userEvent.setup();
  const { view } = setUp(many(2));
  const heading = screen.getByRole("columnheader", { name: /^Name/ });
  await user.click(heading);
  expect(view().sort).toEqual({ column: "name", descending: false });
  const edge = screen.getByRole("separator", { name: "Width of Name" });
  await user.click(edge);
  fireEvent.pointerDown(edge);
  fireEvent.click(heading);
  await user.click(screen.getByRole("columnheader", { name: /^City/ }));
  expect(view().sort).toEqual({ column: "name", descending: false });
  await user.click(heading);
  expect(view().sort).toEqual({ column: "name", descending: true });
});

test("picking a range with Shift marks no words, and other presses stay the browser's", () => {
  setUp(many(2));
  const cell = screen.getByText("Name 1");
  expect(fireEvent.mouseDown(cell, { shiftKey: true })).toBe(false);
  expect(fireEvent.mouseDown(cell)).toBe(true);
});

test("every row has a number of its own, also while the filters show", () => {
  const [filtering, filter] = createSignal(false);
  const { container } = render(() => (
    <Table
      label="People"
      columns={columns}
      view={{ columns: [{ id: "name" }], filters: {} }}
      onView={() => undefined}
      rows={many(2)}
      state="ready"
      rowName={(row) => row.name}
      filtering={filtering()}
      empty={<p>Nobody here</p>}
    />
  ));
  const numbers = () => [...container.querySelectorAll("[role=row]")].map(({ ariaRowIndex }) => ariaRowIndex);
  const count = () => screen.getByRole("grid").getAttribute("aria-rowcount");
  expect([numbers(), count()]).toEqual([["1", "2", "3"], "3"]);
  filter(true);
  expect([numbers(), count()]).toEqual([["1", "2", "3", "4"], "4"]);
});

test("the filter row tells its owner what was typed", async () => {
  const user = userEvent.setup();
  const { view } = setUp(many(2));
  await user.type(screen.getByLabelText("Filter by Name"), "Li");
  expect(view().filters).toEqual({ name: "Li" });
  await user.clear(screen.getByLabelText("Filter by Name"));
  expect(view().filters).toEqual({});
});

test("an empty table, a loading one and a failed one never look the same", () => {
  const empty = setUp([]);
  expect(empty.container.textContent).toContain("Nobody here");
  empty.unmount();
  const failed = setUp([], "failed");
  expect(failed.container.textContent).toContain("It failed");
  failed.unmount();
  expect(setUp([], "pending").container.textContent).not.toContain("Nobody here");
  expect(screen.getByRole("status", { name: "Loading" })).toBeTruthy();
});

test("rows move to their new places when somebody chooses how close they stand", () => {
  setUp(many(3));
  const second = () => screen.getByText("Name 1").closest<HTMLElement>("[role=row]")?.style.translate;
  expect(second()).toBe("0px 32px");
  document.documentElement.style.setProperty("--row", "40px");
  setDensity("comfortable");
  expect(second()).toBe("0px 40px");
  document.documentElement.style.removeProperty("--row");
  setDensity("dense");
});
