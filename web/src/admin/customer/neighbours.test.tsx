import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { Match, Switch } from "solid-js";
import { useLocation } from "@solidjs/router";
import { expect, test } from "vitest";
import { aCustomer } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import { rememberWalk } from "../customers/walk.ts";
import { NeighbourArrows } from "./neighbours.tsx";

const customers = [aCustomer({ number: 4 }), aCustomer({ number: 9 }), aCustomer({ number: 2 })];
const WANTED = { order: "city", descending: true, filters: {} } as const;

function open(number: number, complete: boolean) {
  const Page = () => {
    const location = useLocation();
    const at = () => Number(location.pathname.split("/")[2]);
    rememberWalk({ rows: () => customers, complete: () => complete, wanted: () => WANTED });
    return (
      <Switch fallback={<p>Another customer</p>}>
        <Match when={customers.find((one) => one.number === at())} keyed>
          {(customer) => <NeighbourArrows customer={customer} />}
        </Match>
      </Switch>
    );
  };
  return { ...openDesk(Page, "/customers/:number", `/customers/${number}`), user: userEvent.setup() };
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

test("a customer who is not of the list has no arrows", () => {
  openDesk(() => <NeighbourArrows customer={aCustomer({ number: 77 })} />, "/", "/");
  expect(screen.queryByRole("button", { name: "Next customer" })).toBeNull();
});
