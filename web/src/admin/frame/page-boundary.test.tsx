import { screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { openDesk } from "../testing/desk.tsx";
import { PageBoundary } from "./page-boundary.tsx";

// What a broken page reports to the console is what these tests provoke.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

const MISSING = new TypeError(
  "Failed to fetch dynamically imported module: https://isp.example/assets/maps.js",
);

/** A page that fails until it is mended. */
function openBroken(error: Error) {
  let broken = true;
  const reloads: unknown[] = [];
  const desk = openDesk(
    () => (
      <PageBoundary reload={() => reloads.push("reload")}>
        {(() => {
          const Part = () => {
            if (broken) throw error;
            return <p>The page</p>;
          };
          return <Part />;
        })()}
      </PageBoundary>
    ),
    "/maps",
    "/maps",
  );
  return { desk, reloads, mend: () => (broken = false) };
}

test("a page that breaks says so and can be tried again", async () => {
  const { mend } = openBroken(new Error("undefined is not a function"));
  expect(screen.getByRole("heading", { name: "This page broke" })).toBeTruthy();
  mend();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("The page")).toBeTruthy();
});

test("a page that an update took away is fetched anew by a reload", async () => {
  const { reloads } = openBroken(MISSING);
  expect(screen.getByRole("alert").textContent).toContain("Trunkline was probably updated");
  await userEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(reloads).toEqual(["reload"]);
});

test("a page that was not fetched before the connection was cut is fetched by itself when it is back", () => {
  const { desk, reloads } = openBroken(MISSING);
  desk.send.connection("offline");
  expect(screen.getByRole("heading", { name: "This page is not on this device yet" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Reload" })).toBeNull();
  expect(reloads).toEqual([]);
  desk.send.connection("online");
  expect(reloads).toEqual(["reload"]);
});
