import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerList from "../customers/list.tsx";
import CustomerSearch from "../customers/search.tsx";
import { TopBar } from "./top-bar.tsx";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
});

const nothing = () => undefined;
const Page = () => (
  <>
    <TopBar onSearch={nothing} onHelp={nothing} onRail={nothing} railOpen={false} />
    <CustomerList />
  </>
);
const headings = () =>
  screen
    .getAllByRole("columnheader", { hidden: true })
    .flatMap((heading) => heading.querySelector("button")?.textContent ?? []);

test("14 example 2: a table arranged on another machine is here, and Reset columns brings back how it came", async () => {
  const user = userEvent.setup();
  openDesk(Page, "/customers", "/customers", {
    rows: [aCustomer({ number: 3 })],
    tables: {
      customers: {
        columns: [
          { key: "number", shown: true, width: null },
          { key: "name", shown: true, width: 300 },
          { key: "status", shown: false, width: null },
        ],
        sort: null,
        pageSize: 100,
      },
    },
  });
  expect(headings()).toEqual(["ID", "Full name"]);
  await user.click(screen.getByRole("button", { name: "Account and settings" }));
  await user.click(await screen.findByRole("menuitem", { name: "Reset columns" }));
  // Nothing is lost by a slip of the hand.
  expect(headings()).toEqual(["ID", "Full name"]);
  const dialog = within(await screen.findByRole("alertdialog"));
  await user.click(dialog.getByRole("button", { name: "Reset columns" }));
  expect(headings().slice(0, 3)).toEqual(["Status", "ID", "Portal login"]);
});

test("14 §4.1.12: the account menu leads to the choice of search fields, from the search page too", async () => {
  const user = userEvent.setup();
  const Search = () => (
    <>
      <TopBar onSearch={nothing} onHelp={nothing} onRail={nothing} railOpen={false} />
      <CustomerSearch />
    </>
  );
  openDesk(Search, "/customers/search", "/customers/search", {
    session: aSession({ permissions: [...aSession().permissions, "customers.search"] }),
  });
  for (let time = 0; time < 2; time += 1) {
    await user.click(await screen.findByRole("button", { name: "Account and settings" }));
    await user.click(await screen.findByRole("menuitem", { name: "Customer search fields" }));
    await screen.findByRole("dialog");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
});
