import { For, createMemo, createSignal, untrack, type Component } from "solid-js";
import type { LabelLook } from "@trunkline/domain/config/directory";
import { problemText } from "@trunkline/domain/customer/problem";
import type { LabelId } from "@trunkline/domain/ids/ids";
import { usePorts } from "../../data/ports.tsx";
import { makePress } from "../../lib/press.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { answerOr } from "./ask.ts";
import { PALETTE, readColour } from "./palette.ts";

export interface LabelRow extends LabelLook {
  readonly id: LabelId;
}

interface LabelDialogProps {
  /** The label to change; undefined adds one. */
  readonly label: LabelRow | undefined;
  readonly onClose: () => void;
}

/** Adds or changes a label (10 §7.1): its title, and a colour of the palette or any other. */
export const LabelDialog: Component<LabelDialogProps> = (props) => {
  const ports = usePorts();
  // The dialog opens for one label; what a colleague renames meanwhile must not change what is being typed.
  const start = untrack(() => props.label);
  const [title, setTitle] = createSignal(start?.title ?? "");
  const [typed, setTyped] = createSignal(start?.colour ?? "#2563eb");
  const [problem, setProblem] = createSignal<{ readonly field: string; readonly text: string }>();
  const [busy, setBusy] = createSignal(false);
  const colour = createMemo(() => readColour(typed()));
  const press = makePress<object>();
  const errorAt = (field: string) => (problem()?.field === field ? problem()?.text : undefined);

  const save = async () => {
    const look = colour();
    if (title().trim() === "") {
      setProblem({ field: "title", text: "This field is required." });
      return;
    }
    if (look === undefined) {
      setProblem({ field: "colour", text: "Six digits 0–9 and a–f, like #2563eb." });
      return;
    }
    setBusy(true);
    const wish = { labelId: start?.id ?? null, title: title(), colour: look };
    const answer = await answerOr("Not saved", ports.call("saveLabel", { key: press.keyOf(wish), ...wish }));
    setBusy(false);
    if (answer === undefined) return;
    press.answered();
    switch (answer.kind) {
      case "done":
        notify({ tone: "good", title: start === undefined ? "Label added" : "Label saved" });
        props.onClose();
        break;
      case "fields": {
        const [field, found] = Object.entries(answer.problems)[0] ?? [];
        if (field === undefined || found === undefined) break;
        setProblem({
          field,
          text: found.kind === "taken" ? "Another label has this title." : problemText(found),
        });
        break;
      }
      case "not-found":
        notify({ tone: "bad", title: "Not saved", text: "A colleague deleted this label meanwhile." });
        props.onClose();
        break;
      case "not-allowed":
        notify({ tone: "bad", title: "Not saved", text: "You may not change labels." });
    }
  };

  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={start === undefined ? "Add a label" : `Edit ${start.title}`}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="primary" busy={busy()} onClick={() => void save()}>
            {start === undefined ? "Add" : "Save"}
          </Button>
        </>
      }
    >
      <form
        class="config-fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy()) void save();
        }}
      >
        <TextField
          label="Title"
          value={title()}
          onInput={(text) => {
            setProblem(undefined);
            setTitle(text);
          }}
          error={errorAt("title")}
          maxLength={50}
          required
          autofocus
        />
        <fieldset class="swatches">
          <legend class="field-label">Colour</legend>
          <For each={PALETTE}>
            {(one) => (
              <label class="swatch" title={one.name}>
                <input
                  type="radio"
                  name="colour"
                  aria-label={one.name}
                  checked={colour() === one.colour}
                  onChange={() => {
                    setProblem(undefined);
                    setTyped(one.colour);
                  }}
                />
                <span aria-hidden="true" style={{ "background-color": one.colour }} />
              </label>
            )}
          </For>
        </fieldset>
        <TextField
          label="Colour code"
          value={typed()}
          onInput={(text) => {
            setProblem(undefined);
            setTyped(text);
          }}
          error={errorAt("colour")}
          maxLength={7}
          hint="Any other colour, as #rrggbb."
        />
        <p class="label-preview">
          Looks like <Chip text={title().trim() === "" ? "Label" : title()} colour={colour()} />
        </p>
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
};
