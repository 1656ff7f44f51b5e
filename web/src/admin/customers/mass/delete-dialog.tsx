import { For, Show, type Component } from "solid-js";
import { countText } from "../../../lib/count-text.ts";
import { ConfirmDialog } from "../../../ui/dialog.tsx";
import type { Workspace } from "../../workspace.tsx";
import type { MassTarget } from "./target.ts";

interface DeleteDialogProps {
  readonly workspace: Pick<Workspace, "money">;
  readonly target: MassTarget;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Whom a mass Delete would take out of every list, and what they owe or have (11 §8.3). */
export const DeleteDialog: Component<DeleteDialogProps> = (props) => {
  const count = () => props.target.ids.length;
  const counted = () => (count() === 1 ? "1 customer" : `${countText(count())} customers`);
  const more = () => count() - props.target.named.length;
  return (
    <ConfirmDialog
      open
      title={`Delete ${counted()}`}
      text="They leave every list and can no longer sign in. An administrator with access to tools can restore them. Who is no longer Inactive by then is left alone and listed."
      confirm={`Delete ${counted()}`}
      danger
      busy={props.busy}
      onCancel={() => props.onCancel()}
      onConfirm={() => props.onConfirm()}
    >
      <ul class="list-refused">
        <For each={props.target.named}>
          {({ name, number, balance }) => (
            <li>
              <bdi>{name}</bdi> ({number})
              <Show when={balance}>
                {(open) => (
                  <>
                    {", account balance "}
                    <span class="number" classList={{ negative: open() < 0 }}>
                      {props.workspace.money(open())}
                    </span>
                  </>
                )}
              </Show>
            </li>
          )}
        </For>
        <Show when={more() > 0}>
          <li>and {countText(more())} more</li>
        </Show>
      </ul>
    </ConfirmDialog>
  );
};
