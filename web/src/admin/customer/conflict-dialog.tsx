import { For, createEffect, createSignal, type Component } from "solid-js";
import type { Conflict } from "../../lib/form.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useWorkspace } from "../workspace.tsx";
import { fieldLabel, valueText } from "./labels.ts";
import type { Values } from "./values.ts";

interface ConflictDialogProps {
  readonly conflicts: readonly Conflict<Values, string>[];
  /** Who stored the other value, where known. */
  readonly whoChanged: (field: string) => string | undefined;
  readonly onDecide: (choices: ReadonlyMap<string, "mine" | "theirs">) => void;
  readonly onLater: () => void;
}

/** Fields that two people changed: as it was, theirs, mine; the person chooses each before anything is stored. */
export const ConflictDialog: Component<ConflictDialogProps> = (props) => {
  const workspace = useWorkspace();
  const [choices, setChoices] = createSignal<ReadonlyMap<string, "mine" | "theirs">>(new Map());
  createEffect(() => {
    if (props.conflicts.length > 0) setChoices(new Map<string, "mine" | "theirs">());
  });
  const choose = (field: string, side: "mine" | "theirs") =>
    setChoices((known) => new Map(known).set(field, side));
  const complete = () => props.conflicts.every(({ field }) => choices().has(field));
  return (
    <Dialog
      open={props.conflicts.length > 0}
      onClose={() => props.onLater()}
      wide
      title="Somebody else changed this meanwhile"
      description="Nothing was stored yet. Choose which value each field shall have."
      actions={
        <>
          <Button onClick={() => props.onLater()}>Decide later</Button>
          <Button look="primary" disabled={!complete()} onClick={() => props.onDecide(choices())}>
            Save my choice
          </Button>
        </>
      }
    >
      <For each={props.conflicts}>
        {(conflict) => (
          <fieldset class="conflict">
            <legend>{fieldLabel(conflict.field, workspace.fields())}</legend>
            <p class="conflict-base">
              Before: <bdi>{valueText(workspace, conflict.field, conflict.base)}</bdi>
            </p>
            <label class="conflict-side">
              <input
                type="radio"
                name={`conflict-${conflict.field}`}
                checked={choices().get(conflict.field) === "theirs"}
                onChange={() => choose(conflict.field, "theirs")}
              />
              <span>
                <small>{props.whoChanged(conflict.field) ?? "A colleague"}</small>
                <bdi>{valueText(workspace, conflict.field, conflict.theirs)}</bdi>
              </span>
            </label>
            <label class="conflict-side">
              <input
                type="radio"
                name={`conflict-${conflict.field}`}
                checked={choices().get(conflict.field) === "mine"}
                onChange={() => choose(conflict.field, "mine")}
              />
              <span>
                <small>You</small>
                <bdi>{valueText(workspace, conflict.field, conflict.mine)}</bdi>
              </span>
            </label>
          </fieldset>
        )}
      </For>
    </Dialog>
  );
};
