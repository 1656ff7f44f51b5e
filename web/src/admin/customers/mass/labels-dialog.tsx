import { For, createEffect, createSignal, on, type Component } from "solid-js";
import type { LabelId } from "@trunkline/domain/ids/ids";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import type { Workspace } from "../../workspace.tsx";

interface LabelsDialogProps {
  readonly open: boolean;
  readonly workspace: Workspace;
  readonly count: number;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (change: { readonly add: LabelId[]; readonly remove: LabelId[] }) => void;
}

type Wish = "keep" | "add" | "remove";
const WISHES = [
  { value: "keep", label: "No change" },
  { value: "add", label: "Add" },
  { value: "remove", label: "Remove" },
] as const satisfies readonly { readonly value: Wish; readonly label: string }[];

/** Labels to add to and to remove from the selected customers; every other label stays. */
export const LabelsDialog: Component<LabelsDialogProps> = (props) => {
  const [wishes, setWishes] = createSignal<Readonly<Record<string, Wish>>>({});
  createEffect(
    on(
      () => props.open,
      (open) => open && setWishes({}),
    ),
  );
  const labels = () =>
    Object.entries(props.workspace.directory()?.labels ?? {}).toSorted(([, a], [, b]) =>
      a.title.localeCompare(b.title),
    );
  // The keys are those of the labels above.
  const wanted = (wish: Wish) =>
    Object.entries(wishes()).flatMap(([id, one]) => (one === wish ? [id as LabelId] : []));
  const counted = () => (props.count === 1 ? "1 customer" : `${props.count} customers`);
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={`Labels of ${counted()}`}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button
            look="primary"
            busy={props.busy}
            disabled={wanted("add").length + wanted("remove").length === 0}
            onClick={() => props.onConfirm({ add: wanted("add"), remove: wanted("remove") })}
          >
            Change labels of {counted()}
          </Button>
        </>
      }
    >
      <For each={labels()} fallback={<p>There are no labels yet. They are made in Config.</p>}>
        {([id, label]) => (
          <Select
            label={label.title}
            options={WISHES}
            value={wishes()[id] ?? "keep"}
            onChange={(wish) => setWishes({ ...wishes(), [id]: wish })}
          />
        )}
      </For>
    </Dialog>
  );
};
