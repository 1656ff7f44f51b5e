import { render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeClock } from "../lib/testing/fake-clock.ts";
import { OperatorBar } from "./operator-bar.tsx";

function open(readOnly = true) {
  const clock = fakeClock();
  const told: string[] = [];
  const until = clock.now() + 15 * 60_000;
  render(() => (
    <OperatorBar
      view={{ name: "John Doe", login: "000001" }}
      operator="Eva Dvořák"
      until={until}
      readOnly={readOnly}
      onExit={() => told.push("exit")}
      onEnd={() => told.push("end")}
      clock={clock}
    />
  ));
  return { clock, told };
}

const bar = () => screen.getByRole("complementary", { name: "Operator view" }).textContent;

test("20 §1.10: the bar names the customer, the operator, the rights and the time left", () => {
  const { clock } = open();
  expect(bar()).toContain("Viewing as John Doe (000001) – operator Eva Dvořák");
  expect(bar()).toContain("Read-only, 15 minutes left");
  clock.pass(10 * 60_000);
  expect(bar()).toContain("5 minutes left");
});

test("the view ends by itself after the quarter of an hour, not before", () => {
  const { clock, told } = open();
  clock.pass(15 * 60_000 - 1_000);
  expect(told).toEqual([]);
  clock.pass(1_000);
  expect(told[0]).toBe("end");
});

test("an operator who may act as the customer is not called read-only, and can exit", async () => {
  const { told } = open(false);
  expect(bar()).not.toContain("Read-only");
  await userEvent.setup().click(screen.getByRole("button", { name: "Exit" }));
  expect(told).toEqual(["exit"]);
});
