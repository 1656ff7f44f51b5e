import { createSignal } from "solid-js";
import { render, screen } from "@solidjs/testing-library";
import type { ListedCustomer } from "@trunkline/domain/list/listed";
import type { LabelId } from "@trunkline/domain/ids/ids";
import { beforeAll, expect, test } from "vitest";
import { Table } from "../../ui/table/table.tsx";
import type { TableView } from "../../ui/table/types.ts";
import { aCustomer } from "../testing/builders.ts";
import type { Workspace } from "../workspace.tsx";
import { customerColumns } from "./columns.tsx";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
});

const TITLES = ["Fiber", "Wireless", "24/7", "VIP", "Prepaid"];
const labels = Object.fromEntries(TITLES.map((title) => [title, { title, colour: "#007755" }]));
const around: Pick<Workspace, "directory" | "fields"> = {
  directory: () => ({ staff: {}, partners: {}, locations: {}, labels }),
  fields: () => [],
};

test("as many labels as fit are whole; how many more there are is said, and all their names", () => {
  const customer: ListedCustomer = aCustomer({ number: 1, labelIds: TITLES as LabelId[] });
  const [width, setWidth] = createSignal(200);
  const view = (): TableView => ({ columns: [{ id: "labelIds", width: width() }], filters: {} });
  const columns = customerColumns(around as Workspace, [], () => []);
  const { container } = render(() => (
    <Table
      label="Customers"
      columns={columns}
      view={view()}
      onView={() => undefined}
      rows={[customer]}
      state="ready"
      rowName={(row) => row.name}
      empty={<p>None</p>}
    />
  ));
  const chips = () => [...container.querySelectorAll(".table-body .chip")].map((chip) => chip.textContent);
  expect(chips()).toEqual(["Fiber", "Wireless", "+3"]);
  expect(screen.getByRole("img", { name: "3 more of Fiber, Wireless, 24/7, VIP, Prepaid" }).title).toBe(
    "Fiber, Wireless, 24/7, VIP, Prepaid",
  );
  const first = container.querySelector(".table-body .chip");
  setWidth(300);
  expect(chips()).toEqual(["Fiber", "Wireless", "24/7", "VIP", "+1"]);
  expect(container.querySelector(".table-body .chip")).toBe(first);
  setWidth(56);
  expect(chips()).toEqual(["+5"]);
  setWidth(600);
  expect(chips()).toEqual(TITLES);
});
