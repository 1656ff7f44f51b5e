import { Show, createSignal, type Component } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import type { AdminId } from "@trunkline/domain/ids/ids";
import type { ViewsPort } from "../../../data/ports.tsx";
import { Button } from "../../../ui/button.tsx";
import { Switch } from "../../../ui/check.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/dialog.tsx";
import { Menu, type MenuItem } from "../../../ui/menu.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { notify } from "../../../ui/toast.tsx";
import type { ListView } from "./create-list-view.ts";

interface ViewsMenuProps {
  readonly list: ListView;
  readonly port: ViewsPort;
  readonly uid: AdminId;
}

type Asking = "save-as" | "rename" | "delete";

async function tried<T>(work: Promise<T>, failed: string): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    notify({ tone: "bad", title: failed });
    return undefined;
  }
}

/** Saved views: switching between them, saving what is on the screen, sharing, renaming and deleting one's own. */
export const ViewsMenu: Component<ViewsMenuProps> = (props) => {
  const [asking, setAsking] = createSignal<Asking>();
  const [name, setName] = createSignal("");
  const [shared, setShared] = createSignal(false);
  const saved = () => props.list.saved();
  const mine = () => saved()?.owner === props.uid;
  const title = () => saved()?.name ?? "My view";

  const ask = (what: Asking) => {
    setName(what === "rename" ? (saved()?.name ?? "") : "");
    setShared(what === "rename" && saved()?.shared === true);
    setAsking(what);
  };
  const keep = () => {
    const from = saved();
    if (from === undefined) return;
    void tried(
      props.port.change(from.id, props.list.content(from.name, from.shared)),
      "The view was not saved. Try again.",
    );
  };
  const store = async () => {
    const text = name().trim();
    if (text === "") return;
    const from = saved();
    const what = asking();
    setAsking(undefined);
    if (what === "rename" && from !== undefined) {
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
  const items = (): readonly MenuItem[] => [
    { label: "My view", onSelect: () => props.list.choose(undefined) },
    ...props.list.all().map((view): MenuItem => ({
      label: view.name,
      end: view.owner === props.uid ? (view.shared ? "Shared" : undefined) : "From a colleague",
      onSelect: () => props.list.choose(view),
    })),
    { kind: "line" },
    ...(mine() && props.list.changed() ? [{ label: `Save changes to ${title()}`, onSelect: keep }] : []),
    { label: "Save as a new view", onSelect: () => ask("save-as") },
    ...(mine()
      ? [
          { label: "Rename or share", onSelect: () => ask("rename") },
          { label: "Delete view", danger: true, onSelect: () => ask("delete") },
        ]
      : []),
  ];

  return (
    <>
      <Menu
        label={`View: ${title()}`}
        trigger={
          <>
            <bdi>{title()}</bdi>
            <Show when={props.list.changed()}>
              <span class="list-count">changed</span>
            </Show>
            <ChevronDown size={14} aria-hidden="true" />
          </>
        }
        items={items()}
        onOpen={() => props.list.look()}
      />
      <Dialog
        open={asking() === "save-as" || asking() === "rename"}
        onClose={() => setAsking(undefined)}
        title={asking() === "rename" ? "Rename or share" : "Save as a new view"}
        description="A view keeps columns, filters and order."
        actions={
          <>
            <Button onClick={() => setAsking(undefined)}>Cancel</Button>
            <Button look="primary" disabled={name().trim() === ""} onClick={() => void store()}>
              Save view
            </Button>
          </>
        }
      >
        <TextField label="Name" value={name()} maxLength={100} onInput={setName} />
        <Switch label="Share with colleagues" checked={shared()} onChange={setShared} />
      </Dialog>
      <ConfirmDialog
        open={asking() === "delete"}
        title={`Delete view ${title()}`}
        text={
          saved()?.shared === true
            ? "Colleagues who use it lose it too. No customer is touched."
            : "No customer is touched."
        }
        confirm="Delete view"
        danger
        onCancel={() => setAsking(undefined)}
        onConfirm={() => {
          const from = saved();
          setAsking(undefined);
          if (from === undefined) return;
          props.list.choose(undefined);
          void tried(props.port.remove(from.id), "The view was not deleted. Try again.");
        }}
      />
    </>
  );
};
