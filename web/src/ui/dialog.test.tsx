import { Show, createSignal } from "solid-js";
import { render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Menu } from "./menu.tsx";
import { TextField } from "./text-field.tsx";

/** A page with a button and a menu that open the dialog, and a dialog that can take the button away. */
function setUp() {
  const [open, setOpen] = createSignal(false);
  const [there, setThere] = createSignal(true);
  let page!: HTMLElement;
  let elsewhere!: HTMLInputElement;
  render(() => (
    <main id="content" ref={page} tabIndex={-1}>
      <input ref={elsewhere} aria-label="Elsewhere" />
      <Show when={there()}>
        <Button onClick={() => setOpen(true)}>Ask</Button>
      </Show>
      <Menu trigger="Actions" items={[{ label: "Ask from here", onSelect: () => setOpen(true) }]} />
      <Dialog
        open={open()}
        onClose={() => setOpen(false)}
        title="Question"
        actions={
          <>
            <Button
              onClick={() => {
                setThere(false);
                setOpen(false);
              }}
            >
              Remove
            </Button>
            <Button
              onClick={() => {
                setOpen(false);
                elsewhere.focus();
              }}
            >
              Go on
            </Button>
          </>
        }
      />
    </main>
  ));
  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
  const focused = () => document.activeElement;
  return { page, elsewhere, press, focused };
}

const shown = () => screen.findByRole("dialog", { name: "Question" });

test("a field that asks for it has the focus of a dialog that opens, and keeps it", async () => {
  const [open, setOpen] = createSignal(false);
  render(() => (
    <>
      <Button onClick={() => setOpen(true)}>Find</Button>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Labels">
        <TextField label="Name" value="" onInput={() => undefined} />
        <TextField label="Find a label" value="" onInput={() => undefined} autofocus />
      </Dialog>
    </>
  ));
  await userEvent.click(screen.getByRole("button", { name: "Find" }));
  const field = await screen.findByLabelText("Find a label");
  // The dialog looks by itself for what is to have the focus, and has done so before the second letter.
  await userEvent.keyboard("vi");
  expect(document.activeElement).toBe(field);
});

test("Escape closes a dialog and gives the focus back to what opened it", async () => {
  const { press, focused } = setUp();
  await press("Ask");
  expect((await shown()).contains(focused())).toBe(true);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(focused()).toBe(screen.getByRole("button", { name: "Ask" })));
});

test("a dialog that an item of a menu opened gives the focus back to the menu's button", async () => {
  const { press, focused } = setUp();
  await press("Actions");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Ask from here" }));
  await shown();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(focused()).toBe(screen.getByRole("button", { name: "Actions" })));
});

test("where what opened it is gone, the page gets the focus, and nobody starts at its very top again", async () => {
  const { press, focused, page } = setUp();
  await press("Ask");
  await shown();
  await press("Remove");
  await waitFor(() => expect(focused()).toBe(page));
});

test("the focus stays where an answer took it", async () => {
  const { press, focused, elsewhere } = setUp();
  await press("Ask");
  await shown();
  await press("Go on");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await new Promise((done) => setTimeout(done));
  expect(focused()).toBe(elsewhere);
});
