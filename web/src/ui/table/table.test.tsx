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

  describe("around the rows in sight", () => {
    const rowsIn = (container: HTMLElement) => [
      ...container.querySelectorAll<HTMLElement>(".table-body > .table-row"),
    ];
    const from = (start: number, count: number) =>
      Array.from({ length: count }, (_unused, index) => start + index);
    function open() {
      const { container, grid } = setUp(many(10_000));
      const places = () => rowsIn(container).map((row) => Number(row.ariaRowIndex) - 3);
      const scrollTo = (place: number) => {
        grid.scrollTop = place * 32;
        fireEvent.scroll(grid);
      };
      return { container, places, scrollTo };
    }

    test("after a jump they are there at once, the page that follows and some before it after the next paints", async () => {
      const { places, scrollTo } = open();
      // Of a box as high as the window, before it was measured: no page ahead of who turned none.
      expect(places()).toEqual(from(0, 32));
      scrollTo(5000);
      expect(places()).toEqual(from(5000, 20));
      await waitFor(() => expect(places()).toEqual(from(4982, 58)));
      // A few rows further all are there, and none is made or taken away for so little.
      scrollTo(5003);
      expect(places()).toEqual(from(4982, 58));
    });

    test("a page further nothing is made before it is seen, and what was left goes as the next page comes", async () => {
      const { container, places, scrollTo } = open();
      scrollTo(5000);
      await waitFor(() => expect(places()).toHaveLength(58));
      const before = rowsIn(container);
      scrollTo(5017);
      expect(rowsIn(container)).toEqual(before);
      await waitFor(() => expect(places()).toEqual(from(4999, 58)));
    });

    test("who turns back has the page before him drawn", async () => {
      const { places, scrollTo } = open();
      scrollTo(5000);
      await waitFor(() => expect(places()).toHaveLength(58));
      scrollTo(4983);
      expect(places()).toContain(4983);
      await waitFor(() => expect(places()).toEqual(from(4963, 58)));
    });
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
  const second = () => screen.getByText("Name 1").closest<HTMLElement>("[role=row]")?.style.top;
  expect(second()).toBe("32px");
  document.documentElement.style.setProperty("--row", "40px");
  setDensity("comfortable");
  expect(second()).toBe("40px");
  document.documentElement.style.removeProperty("--row");
  setDensity("dense");
});
