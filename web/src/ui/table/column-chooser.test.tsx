import { createSignal } from "solid-js";
import { render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { ColumnChooser } from "./column-chooser.tsx";
import type { Column, TableView } from "./types.ts";

const column = (id: string, width: number): Column<{ readonly id: string }> => ({
  id,
  title: id,
  width,
  cell: (row) => row().id,
});
const columns = [column("Name", 200), column("City", 100), column("Zip", 72)];

function open() {
  const [view, setView] = createSignal<TableView>({
    columns: [{ id: "Name" }, { id: "City" }],
    filters: {},
  });
  render(() => (
    <ColumnChooser
      open
      onClose={() => undefined}
      columns={columns}
      view={view()}
      onView={setView}
      onReset={() => undefined}
    />
  ));
  const user = userEvent.setup();
  const press = (name: string) => user.click(screen.getByRole("button", { name }));
  return { view, user, press };
}

test("WCAG 2.5.7: a column is made wider, narrower and moved by pressing alone", async () => {
  const { view, press } = open();
  await press("Make City wider");
  await press("Make City wider");
  expect(view().columns[1]).toEqual({ id: "City", width: 164 });
  await press("Make City narrower");
  await press("Move City up");
  expect(view().columns).toEqual([{ id: "City", width: 132 }, { id: "Name" }]);
});

test("never too narrow to grab again, and then it is not offered", async () => {
  const { view, press } = open();
  await press("Make City narrower");
  await press("Make City narrower");
  expect(view().columns[1]).toEqual({ id: "City", width: 56 });
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Make City narrower" }).disabled).toBe(true);
});

test("a column that is not shown has no width and no place; shown, it has both", async () => {
  const { view, user } = open();
  expect(screen.queryByRole("button", { name: "Make Zip wider" })).toBeNull();
  await user.click(screen.getByRole("switch", { name: "Zip" }));
  expect(view().columns.map(({ id }) => id)).toEqual(["Name", "City", "Zip"]);
  expect(screen.getByRole("button", { name: "Make Zip wider" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Move Zip up" })).toBeTruthy();
});
