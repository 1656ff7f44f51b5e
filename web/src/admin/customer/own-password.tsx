import { createEffect, createSignal, on, type Component } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { Reveal } from "./create-reveal.ts";

/** Whoever signed in more than twelve hours ago says again that he is himself (10 §4.7). */
export const OwnPassword: Component<{ readonly reveal: Reveal }> = (props) => {
  const [own, setOwn] = createSignal("");
  createEffect(
    on(
      () => props.reveal.asking(),
      () => setOwn(""),
    ),
  );
  return (
    <Dialog
      open={props.reveal.asking() !== undefined}
      onClose={() => props.reveal.giveUp()}
      title="Confirm that it is you"
      description="You signed in more than 12 hours ago. Type your own password to see the customer's."
      actions={
        <>
          <Button onClick={() => props.reveal.giveUp()}>Cancel</Button>
          <Button look="primary" type="submit" form="own-password" busy={props.reveal.busy()}>
            Show the password
          </Button>
        </>
      }
    >
      <form
        id="own-password"
        onSubmit={(event) => {
          event.preventDefault();
          if (own() !== "") void props.reveal.show(own());
        }}
      >
        <TextField
          label="Your password"
          type="password"
          autocomplete="current-password"
          autofocus
          value={own()}
          onInput={setOwn}
          error={props.reveal.asking()?.wrong === true ? "This is not your password." : undefined}
        />
      </form>
    </Dialog>
  );
};
