import { Show } from "solid-js";
import { screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { createLiveDoc } from "../lib/live/create-live.ts";
import type { LiveSource } from "../lib/live/source.ts";
import { LiveTrouble } from "./live-trouble.tsx";
import { openDesk } from "./testing/desk.tsx";

test.each(["refused", "broken"] as const)("what was %s is asked for again by hand", async (kind) => {
  let answers = false;
  const source: LiveSource<string> = {
    key: kind,
    subscribe(observer) {
      if (answers) observer.next("Here it is", false);
      else observer.error({ kind, cause: null });
      return () => undefined;
    },
  };
  openDesk(
    () => {
      const live = createLiveDoc(() => source);
      return (
        <Show when={live.value()} fallback={<LiveTrouble title="The log cannot be shown" />}>
          {(text) => <p>{text()}</p>}
        </Show>
      );
    },
    "/",
    "/",
  );
  expect(screen.getByRole("alert").textContent).toContain("The log cannot be shown");
  answers = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("Here it is")).toBeTruthy();
});
