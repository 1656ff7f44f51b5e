import { screen, waitFor } from "@solidjs/testing-library";
import type { AdminId, CustomerNumber } from "@trunkline/domain/ids/ids";
import { expect, test } from "vitest";
import { keepWalk, keptWalk } from "../customers/kept-walk.ts";
import { aCustomer } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import { NeighbourArrows } from "./neighbours.tsx";

const EVA = "eva" as AdminId;

/* In a file of its own: the list that a tab showed last outlives its pages, and here there was none since the reload. */

test("12 §1.3: after a reload the arrows still walk the list as it was", async () => {
  keepWalk(EVA, [30, 9, 4] as CustomerNumber[]);
  const first = openDesk(() => <NeighbourArrows customer={aCustomer({ number: 9 })} />, "/", "/");
  screen.getByRole("button", { name: "Next customer" }).click();
  await waitFor(() => expect(first.history.get()).toBe("/customers/4"));
  expect(keptWalk(EVA)).toEqual([30, 9, 4]);
  // Of somebody else who signs in here, and after signing out, there is none.
  expect(keptWalk("tom" as AdminId)).toEqual([]);
  sessionStorage.clear();
  expect(keptWalk(EVA)).toEqual([]);
});
