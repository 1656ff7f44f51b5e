import { Show, Suspense, createSignal, lazy, type Component } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import type { AdminId } from "@trunkline/domain/ids/ids";
import type { ViewsPort } from "../../../data/ports.tsx";
import { Menu, type MenuItem } from "../../../ui/menu.tsx";
import { notify } from "../../../ui/toast.tsx";
import type { ListView } from "./create-list-view.ts";
import type { ViewAsked } from "./view-dialogs.tsx";

// Fetched when somebody keeps, renames or deletes a view.
const ViewDialogs = lazy(async () => ({ default: (await import("./view-dialogs.tsx")).ViewDialogs }));

export interface ViewsMenuProps {
  readonly list: ListView;
  readonly port: ViewsPort;
  readonly uid: AdminId;
}

/** Saved views: switching between them, saving what is on the screen, sharing, renaming and deleting one's own. */
export const ViewsMenu: Component<ViewsMenuProps> = (props) => {
  const [asking, ask] = createSignal<ViewAsked>();
  const saved = () => props.list.saved();
  const mine = () => saved()?.owner === props.uid;
  const title = () => saved()?.name ?? "My view";

  const keep = () => {
    const from = saved();
    if (from === undefined) return;
    const content = props.list.content(from.name, from.shared);
    props.port
      .change(from.id, content)
      .catch(() => notify({ tone: "bad", title: "The view was not saved. Try again." }));
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
      <Show when={asking() !== undefined}>
        <Suspense>
          <ViewDialogs {...props} asked={asking()} onClose={() => ask("nothing")} />
        </Suspense>
      </Show>
    </>
  );
};
