import { createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { fireEvent, render, screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moulded } from "../moulded.ts";
import { setDensity } from "../theme.ts";
import { freeSeat, type Seat } from "./create-seat.ts";
import { Table } from "./table.tsx";
import type { Column, TableState, TableView } from "./types.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly city: string;
}

const columns: readonly Column<Row>[] = [
  {
    id: "name",
    title: "Name",
    width: 200,
    sortable: true,
    filter: "text",
    cell: (row) => <span>{row().name}</span>,
  },
  { id: "city", title: "City", width: 100, cell: { text: (row) => row.city } },
];
const many = (count: number): Row[] =>
  Array.from({ length: count }, (_unused, index) => ({
    id: `r${index}`,
    name: `Name ${index}`,
    city: "Oslo",
  }));

beforeAll(() => {
  // The test environment has no layout: the box that scrolls is 640 px high, and nothing is animated.
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 800 });
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.setPointerCapture = () => undefined;
});

function setUp(start: readonly Row[], state: TableState = "ready") {
  const [rows, setRows] = createStore<{ list: readonly Row[] }>({ list: start });
  const [view, setView] = createSignal<TableView>({ columns: [{ id: "name" }, { id: "city" }], filters: {} });
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  const opened: string[] = [];
  const shown = render(() => (
    <Table
      label="People"
      columns={columns}
      view={view()}
      onView={setView}
      rows={rows.list}
      state={state}
      rowName={(row) => row.name}
      selection={{ ids: selected(), onChange: setSelected }}
      onOpen={(row) => opened.push(row.id)}
      filtering
      empty={<p>Nobody here</p>}
      failed={<p>It failed</p>}
    />
  ));
  const send = (next: readonly Row[]) => setRows("list", reconcile([...next], { key: "id" }));
  return { ...shown, send, view, selected, opened, grid: screen.getByRole("grid") };
}

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

describe("rows as plain records", () => {
  interface Ship extends Row {
    readonly flag: "red" | "blue";
    readonly more?: readonly ("red" | "blue")[];
  }
  const flags = { red: moulded(() => <b>red</b>), blue: moulded(() => <b>blue</b>) };
  const fleet: readonly Column<Ship>[] = [
    {
      id: "name",
      title: "Name",
      width: 200,
      cell: {
        text: (row) => row.name,
        isolated: true,
        href: (row) => `/ships/${row.name}`,
        look: (row) => row.flag,
        beside: (row) => <i>{row().flag}</i>,
      },
    },
    { id: "city", title: "City", width: 100, cell: { text: (row) => row.city, isolated: true } },
    {
      id: "flag",
      title: "Flag",
      width: 100,
      cell: { stamp: ({ flag, more = [] }) => [flag, ...more].map((one) => flags[one]) },
    },
    { id: "both", title: "Both", width: 100, cell: (row) => `${row().name} of ${row().city}` },
  ];
  const ship = (id: string, name: string, flag: Ship["flag"] = "red"): Ship => ({
    id,
    name,
    city: "Oslo",
    flag,
  });

  function sail(start: readonly (Ship | string)[]) {
    // A text is the id of a ship that is on its way.
    const [places, setPlaces] = createSignal(start);
    const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
    const idOf = (one: Ship | string | undefined) => (typeof one === "object" ? one.id : one);
    const opened: string[] = [];
    const shown = render(() => (
      <Table
        label="Ships"
        columns={fleet}
        view={{ columns: fleet.map(({ id }) => ({ id })), filters: {} }}
        onView={() => undefined}
        rows={[]}
        long={{
          get count() {
            return places().length;
          },
          idAt: (place) => idOf(places()[place]),
          placeOf: (id) => places().findIndex((one) => idOf(one) === id),
          row(id) {
            const found = places().find((one) => idOf(one) === id);
            return typeof found === "object" ? found : undefined;
          },
          between: async () => [],
        }}
        state="ready"
        rowName={(row) => row.name}
        selection={{ ids: ids(), onChange: setIds }}
        onOpen={(row) => opened.push(row.name)}
        empty={<p>None</p>}
      />
    ));
    const row = (place: number) => screen.getAllByRole("row")[place + 1] ?? document.createElement("div");
    const cells = (place: number) => within(row(place)).getAllByRole("gridcell");
    const words = (place: number) =>
      cells(place).map((cell) => cell.querySelector("input")?.ariaLabel ?? cell.textContent);
    return { ...shown, opened, setPlaces, row, cells, words };
  }

  test("show text, links, looks, pictures and whatever is drawn beside them", () => {
    const { words, row } = sail([ship("a", "Ann"), ship("b", "Bea", "blue")]);
    expect(words(0)).toEqual(["Select Ann", "Annred", "Oslo", "red", "Ann of Oslo"]);
    expect(words(1)).toEqual(["Select Bea", "Beablue", "Oslo", "blue", "Bea of Oslo"]);
    const link = within(row(1)).getByText("Bea").closest("a");
    expect([link?.getAttribute("href"), link?.className, link?.tabIndex]).toEqual(["/ships/Bea", "blue", -1]);
  });

  test("what people wrote has its own direction in the box that cuts it", () => {
    const { cells } = sail([{ ...ship("a", "أكرم"), city: "القاهرة" }]);
    expect(screen.getByText("أكرم").closest("[dir]")).toBe(screen.getByRole("link"));
    expect(screen.getByRole("link").getAttribute("dir")).toBe("auto");
    expect(cells(0)[2]?.getAttribute("dir")).toBe("auto");
    expect(cells(0)[2]?.childElementCount).toBe(0);
  });

  test("of several pictures those that stay keep their elements", () => {
    const colours = (place: number) => [...(cells(place)[3]?.children ?? [])];
    const { setPlaces, cells } = sail([{ ...ship("a", "Ann"), more: ["red", "blue"] }]);
    const before = colours(0);
    expect(before.map(({ textContent }) => textContent)).toEqual(["red", "red", "blue"]);
    setPlaces([{ ...ship("a", "Ann"), more: ["blue", "blue"] }]);
    expect(colours(0).map(({ textContent }) => textContent)).toEqual(["red", "blue", "blue"]);
    expect([colours(0)[0], colours(0)[2]]).toEqual([before[0], before[2]]);
    setPlaces([ship("a", "Ann")]);
    expect(colours(0)).toEqual([before[0]]);
  });

  test("a record that is another one changes what it says otherwise, and nothing else", () => {
    const { container, setPlaces, words } = sail([ship("a", "Ann"), ship("b", "Bea")]);
    const observer = new MutationObserver(() => undefined);
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    setPlaces([ship("a", "Ann"), ship("b", "Bea")]);
    expect(observer.takeRecords()).toHaveLength(0);
    setPlaces([ship("a", "Ann"), { ...ship("b", "Bea"), city: "Rome" }]);
    const touched = observer.takeRecords().map(({ target }) => target.textContent);
    expect(touched.toSorted()).toEqual(["Bea of Rome", "Rome"]);
    setPlaces([ship("a", "Ann"), { ...ship("b", "Bea", "blue"), city: "Rome" }]);
    expect(words(1)).toEqual(["Select Bea", "Beablue", "Rome", "blue", "Bea of Rome"]);
  });

  test("a row on its way has shapes, becomes a row, and is one on its way again when it is taken away", () => {
    const { setPlaces, row, words, opened } = sail([ship("a", "Ann"), "b"]);
    expect(row(1).getAttribute("aria-busy")).toBe("true");
    expect(words(1)).toEqual([""]);
    const element = row(1);
    fireEvent.dblClick(element);
    expect(opened).toEqual([]);
    setPlaces([ship("a", "Ann"), ship("b", "Bea")]);
    expect(row(1)).toBe(element);
    expect(element.hasAttribute("aria-busy")).toBe(false);
    expect(words(1)).toEqual(["Select Bea", "Beared", "Oslo", "red", "Bea of Oslo"]);
    fireEvent.dblClick(screen.getByText("Bea"));
    expect(opened).toEqual(["Bea"]);
    setPlaces([ship("a", "Ann"), "b"]);
    expect(element.getAttribute("aria-busy")).toBe("true");
    expect(words(1)).toEqual([""]);
  });

  test("a selected row looks selected however often it is on its way and back", () => {
    const { setPlaces, row } = sail([ship("a", "Ann"), ship("b", "Bea")]);
    const ticked = (place: number) => within(row(place)).getByRole<HTMLInputElement>("checkbox").checked;
    fireEvent.click(within(row(0)).getByRole("checkbox"));
    fireEvent.click(within(row(1)).getByRole("checkbox"));
    for (let turn = 1; turn <= 4; turn += 1) {
      setPlaces([ship("a", "Ann"), "b"]);
      expect(row(1).getAttribute("aria-selected")).toBe("true");
      setPlaces([ship("a", "Ann"), ship("b", "Bea")]);
      expect([turn, ticked(0), ticked(1)]).toEqual([turn, true, true]);
    }
    // Untold while it is away, told when it is back.
    setPlaces([ship("a", "Ann"), "b"]);
    fireEvent.click(screen.getByLabelText("Select all rows"));
    fireEvent.click(within(row(0)).getByRole("checkbox"));
    setPlaces([ship("a", "Ann"), ship("b", "Bea")]);
    expect(ticked(0)).toBe(row(0).getAttribute("aria-selected") === "true");
    expect(ticked(1)).toBe(row(1).getAttribute("aria-selected") === "true");
  });
});

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
      <Table
        label="People"
        columns={columns}
        view={{ columns: [{ id: "name" }], filters: {} }}
        onView={() => undefined}
        rows={[]}
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
        state="ready"
        rowName={(row) => row.name}
        selection={{ ids: ids(), onChange: setIds }}
        empty={<p>Nobody here</p>}
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

describe("somebody who comes back to a list", () => {
  // As a browser does, and this environment does not: no further than there are rows.
  const tops = new WeakMap<Element, number>();
  const plain = Object.getOwnPropertyDescriptor(Element.prototype, "scrollTop");
  beforeAll(() => {
    Object.defineProperty(Element.prototype, "scrollTop", {
      configurable: true,
      get(this: Element) {
        return tops.get(this) ?? 0;
      },
      set(this: Element, to: number) {
        const body = this.querySelector<HTMLElement>(".table-body");
        const high = Number.parseFloat(body?.style.blockSize ?? "0");
        tops.set(this, Math.max(0, Math.min(to, high - 640)));
      },
    });
  });
  afterAll(() => {
    if (plain !== undefined) Object.defineProperty(Element.prototype, "scrollTop", plain);
  });

  /** The list of one page, left and entered again with the same seat. */
  function enter(seat: Seat, rows: readonly Row[], question: string) {
    const [known, setKnown] = createSignal(rows);
    const shown = render(() => (
      <Table
        label="People"
        columns={columns}
        view={{ columns: [{ id: "name" }], filters: {} }}
        onView={() => undefined}
        rows={known()}
        question={question}
        seat={seat}
        state="ready"
        rowName={(row) => row.name}
        empty={<p>Nobody here</p>}
      />
    ));
    const grid = screen.getByRole("grid");
    return { ...shown, grid, setKnown };
  }
  const leaveAt = (seat: Seat, place: number) => {
    const { grid, unmount } = enter(seat, many(200), "all");
    grid.focus();
    fireEvent.keyDown(grid, { key: "PageDown" });
    grid.scrollTop = place * 32;
    fireEvent.scroll(grid);
    unmount();
  };

  test("finds its rows, the chosen one and the keys where they were", async () => {
    const seat = freeSeat();
    leaveAt(seat, 100);
    const { grid } = enter(seat, many(200), "all");
    await waitFor(() => expect(document.activeElement).toBe(grid));
    expect(grid.scrollTop).toBe(3200);
    expect(screen.getByText("Name 100")).toBeTruthy();
    fireEvent.keyDown(grid, { key: "ArrowUp" });
    expect(grid.getAttribute("aria-activedescendant")).toMatch(/-r15$/);
  });

  test("gets there also when rows come page by page, unless he scrolls himself", () => {
    const seat = freeSeat();
    leaveAt(seat, 100);
    const first = enter(seat, many(50), "all");
    expect(first.grid.scrollTop).toBe(50 * 32 - 640);
    first.setKnown(many(200));
    expect(first.grid.scrollTop).toBe(3200);
    first.unmount();

    const second = enter(seat, many(50), "all");
    fireEvent.wheel(second.grid);
    second.setKnown(many(200));
    expect(second.grid.scrollTop).toBe(50 * 32 - 640);
  });

  test("stays where it is when the same is asked once more, as by another column", () => {
    const seat = freeSeat();
    const [asked, ask] = createSignal({ key: "all" });
    render(() => (
      <Table
        label="People"
        columns={columns}
        view={{ columns: [{ id: "name" }], filters: {} }}
        onView={() => undefined}
        rows={many(200)}
        question={asked().key}
        seat={seat}
        state="ready"
        rowName={(row) => row.name}
        empty={<p>Nobody here</p>}
      />
    ));
    const grid = screen.getByRole("grid");
    grid.scrollTop = 3200;
    fireEvent.scroll(grid);
    ask({ key: "all" });
    expect(grid.scrollTop).toBe(3200);
    ask({ key: "other" });
    expect(grid.scrollTop).toBe(0);
  });

  test("begins at the start of a list that answers something else", () => {
    const seat = freeSeat();
    leaveAt(seat, 100);
    expect(enter(seat, many(200), "other").grid.scrollTop).toBe(0);
  });
});
