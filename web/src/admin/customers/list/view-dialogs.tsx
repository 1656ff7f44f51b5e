import { createEffect, createSignal, on, type Component } from "solid-js";
import { Button } from "../../../ui/button.tsx";
import { Switch } from "../../../ui/check.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { notify } from "../../../ui/toast.tsx";
import type { ViewsMenuProps } from "./views-menu.tsx";

/** What is asked about views. */
export type ViewAsked = "save-as" | "rename" | "delete" | "nothing";

interface ViewDialogsProps extends ViewsMenuProps {
  readonly asked: ViewAsked | undefined;
  readonly onClose: () => void;
}

async function tried<T>(work: Promise<T>, failed: string): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    notify({ tone: "bad", title: failed });
    return undefined;
  }
}

/** What a view is called and whether colleagues have it too, and whether it is really to go. */
export const ViewDialogs: Component<ViewDialogsProps> = (props) => {
  const saved = () => props.list.saved();
  const [name, setName] = createSignal("");
  const [shared, setShared] = createSignal(false);
  createEffect(
    on(
      () => props.asked,
      (asked) => {
        if (asked !== "save-as" && asked !== "rename") return;
        setName(asked === "rename" ? (saved()?.name ?? "") : "");
        setShared(asked === "rename" && saved()?.shared === true);
      },
    ),
  );
  const save = async () => {
    const text = name().trim();
    if (text === "") return;
    const from = saved();
    const renames = props.asked === "rename";
    props.onClose();
    if (renames && from !== undefined) {
      const { id, owner: _owner, ...content } = from;
      await tried(
        props.port.change(id, { ...content, name: text, shared: shared() }),
        "The view was not renamed. Try again.",
      );
      return;
    }
    const content = props.list.content(text, shared());
    const owner = props.uid;
    const id = await tried(props.port.add(content), "The view was not saved. Try again.");
    if (id !== undefined) props.list.choose({ ...content, id, owner });
  };
  const remove = () => {
    const from = saved();
    props.onClose();
    if (from === undefined) return;
    props.list.choose(undefined);
    void tried(props.port.remove(from.id), "The view was not deleted. Try again.");
  };
  return (
    <>
      <Dialog
        open={props.asked === "save-as" || props.asked === "rename"}
        onClose={() => props.onClose()}
        title={props.asked === "rename" ? "Rename or share" : "Save as a new view"}
        description="A view keeps columns, filters and order."
        actions={
          <>
            <Button onClick={() => props.onClose()}>Cancel</Button>
            <Button look="primary" disabled={name().trim() === ""} onClick={() => void save()}>
              Save view
            </Button>
          </>
        }
      >
        <TextField label="Name" value={name()} maxLength={100} onInput={setName} />
        <Switch label="Share with colleagues" checked={shared()} onChange={setShared} />
      </Dialog>
      <ConfirmDialog
        open={props.asked === "delete"}
        title={`Delete view ${saved()?.name ?? ""}`}
        text={
          saved()?.shared === true
            ? "Colleagues who use it lose it too. No customer is touched."
            : "No customer is touched."
        }
        confirm="Delete view"
        danger
        onCancel={() => props.onClose()}
        onConfirm={remove}
      />
    </>
  );
};
