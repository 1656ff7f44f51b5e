import { createSignal } from "solid-js";
import { fireEvent, render, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, test } from "vitest";
import { moulded } from "../moulded.ts";
import { Table } from "./table.tsx";
import type { Column } from "./types.ts";
import { withLayout, type Row } from "./testing.tsx";

withLayout();

describe("rows as plain records", () => {
  interface Ship extends Row {
    readonly flag: "red" | "blue";
    readonly more?: readonly ("red" | "blue")[];
    /** Unknown of a ship that is not listened to. */
    readonly saved?: string;
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
        beside: { when: () => true, draw: (row) => <i>{row().flag}</i> },
      },
    },
    { id: "city", title: "City", width: 100, cell: { text: (row) => row.city, isolated: true } },
    {
      id: "flag",
      title: "Flag",
      width: 100,
      cell: {
        stamp: ({ flag, more = [] }) => ({
          pictures: [flag, ...more].map((one) => flags[one]),
          whole: false,
        }),
      },
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
        mark={(row) => row.saved}
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

  test("a row lights up when it was saved, not when its record is let go or comes", () => {
    const lit: string[] = [];
    Object.defineProperty(Element.prototype, "animate", {
      configurable: true,
      value(this: Element) {
        lit.push(this.textContent);
      },
    });
    try {
      const saved = (mark: string) => ({ ...ship("a", "Ann"), saved: mark });
      const { setPlaces } = sail([ship("a", "Ann")]);
      setPlaces([saved("e1")]);
      setPlaces([ship("a", "Ann")]);
      setPlaces([saved("e1")]);
      expect(lit).toEqual([]);
      setPlaces([saved("e2")]);
      expect(lit).toHaveLength(1);
    } finally {
      Reflect.deleteProperty(Element.prototype, "animate");
    }
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

  test("further away than next to those in sight, who is on his way is drawn when he has come", async () => {
    const fleetOf = (known: number) =>
      Array.from({ length: 100 }, (_unused, place) =>
        place < known ? ship(`s${place}`, `Ship ${place}`) : `s${place}`,
      );
    const { container, setPlaces } = sail(fleetOf(34));
    const drawn = () => container.querySelectorAll(".table-body > .table-row").length;
    const grid = screen.getByRole("grid");
    grid.scrollTop = 8 * 32;
    fireEvent.scroll(grid);
    await waitFor(() => expect(drawn()).toBe(36));
    expect(container.querySelectorAll("[aria-busy=true]")).toHaveLength(2);
    setPlaces(fleetOf(40));
    await waitFor(() => expect(drawn()).toBe(40));
    setPlaces(fleetOf(100));
    await waitFor(() => expect(drawn()).toBe(48));
  });
});
