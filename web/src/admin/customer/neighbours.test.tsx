import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { Match, Switch } from "solid-js";
import { useLocation } from "@solidjs/router";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import { expect, test } from "vitest";
import { aCustomer } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import { aSearch } from "../testing/searching.ts";
import { rememberWalk } from "../customers/walk.ts";
import { NeighbourArrows } from "./neighbours.tsx";

const customers = [aCustomer({ number: 4 }), aCustomer({ number: 9 }), aCustomer({ number: 2 })];
const WANTED = { order: "city", descending: true, filters: {} } as const;

function open(number: number, complete: boolean, index?: SiftQuestion, options: DeskOptions = {}) {
  const Page = () => {
    const location = useLocation();
    const at = () => Number(location.pathname.split("/")[2]);
    rememberWalk({
      rows: () => customers,
      complete: () => complete,
      wanted: () => WANTED,
      index: () => index,
    });
    return (
      <Switch fallback={<p>Another customer</p>}>
        <Match when={customers.find((one) => one.number === at())} keyed>
          {(customer) => <NeighbourArrows customer={customer} />}
        </Match>
      </Switch>
    );
  };
  return {
    ...openDesk(Page, "/customers/:number", `/customers/${number}`, options),
    user: userEvent.setup(),
  };
}

const arrow = (name: string) => screen.getByRole("button", { name }) as HTMLButtonElement;

test("12 §1.3: the arrows walk the list in its own order and end at its ends", async () => {
  const { user, history, queries } = open(4, true);
  expect(arrow("Previous customer").disabled).toBe(true);
  await user.click(arrow("Next customer"));
  expect(history.get()).toBe("/customers/9");
  await user.keyboard("j");
  await waitFor(() => expect(history.get()).toBe("/customers/2"));
  expect(arrow("Next customer").disabled).toBe(true);
  await user.keyboard("k");
  expect(history.get()).toBe("/customers/9");
  expect(queries).toEqual([]);
});

test("where the list had read no further one row more is asked for, from this customer on", () => {
  const { queries } = open(2, false);
  expect(queries).toEqual([{ ...WANTED, limit: 1, after: customers[2] }]);
});

test("a list that the index gives is walked past the rows that were here, and follows who comes between", async () => {
  const everybody = [7, 4, 9, 2, 30].map((number) => aCustomer({ number, city: "Oslo" }));
  const search = await aSearch(everybody);
  const byNumber = { key: "number", by: "number", descending: false } as const;
  const { user, history } = open(9, true, { conditions: [], order: byNumber }, { search: search.port });
  await waitFor(() => expect(arrow("Previous customer").disabled).toBe(false));
  await user.click(arrow("Next customer"));
  expect(history.get()).toBe("/customers/30");
  history.set({ value: "/customers/9" });
  await search.tell(aCustomer({ number: 8 }));
  await user.click(arrow("Previous customer"));
  await waitFor(() => expect(history.get()).toBe("/customers/8"));
});

test("a customer who is not of the list has no arrows", () => {
  openDesk(() => <NeighbourArrows customer={aCustomer({ number: 77 })} />, "/", "/");
  expect(screen.queryByRole("button", { name: "Next customer" })).toBeNull();
});
