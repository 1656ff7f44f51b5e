import { createSignal } from "solid-js";
import { fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freeSeat, type Seat } from "./create-seat.ts";
import { People, many, withLayout, type Row } from "./testing.tsx";

withLayout();

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
    const shown = render(() => <People rows={known()} question={question} seat={seat} />);
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
    render(() => <People rows={many(200)} question={asked().key} seat={seat} />);
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
