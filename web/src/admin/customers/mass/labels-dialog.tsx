import { For, Show, createEffect, createMemo, createSignal, onCleanup, type Component } from "solid-js";
import type { CustomerId, LabelId } from "@trunkline/domain/ids/ids";
import { fold } from "@trunkline/domain/text/fold";
import { countText } from "../../../lib/count-text.ts";
import { report } from "../../../lib/report.ts";
import { Button } from "../../../ui/button.tsx";
import { Checkbox } from "../../../ui/check.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { Workspace } from "../../workspace.tsx";
import { nextWish, standOf, type Had, type Wish } from "./label-wish.ts";
import "./labels-dialog.css";

/** How many of some customers have each label; undefined while that is not known. */
export type CountLabels = (ids: readonly CustomerId[]) => Promise<ReadonlyMap<string, number> | undefined>;

interface LabelsDialogProps {
  readonly open: boolean;
  readonly workspace: Workspace;
  readonly ids: readonly CustomerId[];
  readonly counts: CountLabels;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (change: { readonly add: LabelId[]; readonly remove: LabelId[] }) => void;
}

/** By a key, from the box that has the focus: which of so many comes next. */
function stepped(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp") return at - 1;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}

/** Labels to put on all of the selected customers, or on none; every other label stays with who has it. */
export const LabelsDialog: Component<LabelsDialogProps> = (props) => {
  const [wishes, setWishes] = createSignal<ReadonlyMap<string, Wish>>(new Map());
  const [find, setFind] = createSignal("");
  const [counts, setCounts] = createSignal<ReadonlyMap<string, number>>();
  /** Tab stops at one box; the arrows go to the others. */
  const [held, hold] = createSignal<string>();
  let list: HTMLDivElement | undefined;
  let search: HTMLDivElement | undefined;

  // What is read before the answer is waited for is followed: rows that change, and an index that is on its way.
  createEffect(() => {
    let over = false;
    onCleanup(() => (over = true));
    props.counts(props.ids).then((found) => over || setCounts(found), report);
  });
  const labels = createMemo(() =>
    Object.entries(props.workspace.directory()?.labels ?? {}).toSorted(([, a], [, b]) =>
      a.title.localeCompare(b.title),
    ),
  );
  const found = createMemo(() =>
    labels().filter(([, { title }]) => fold(title).includes(fold(find().trim()))),
  );
  const had = (id: string): Had => {
    const known = counts();
    return { has: known === undefined ? undefined : (known.get(id) ?? 0), many: props.ids.length };
  };
  const press = (id: string) => {
    hold(id);
    const next = new Map(wishes());
    const wish = nextWish(next.get(id), had(id));
    if (wish === undefined) next.delete(id);
    else next.set(id, wish);
    setWishes(next);
  };
  // The keys are those of the labels above.
  const wanted = (wish: Wish) =>
    labels().flatMap(([id]) => (wishes().get(id) === wish ? [id as LabelId] : []));
  const titles = (wish: Wish) =>
    wanted(wish).map((id) => props.workspace.directory()?.labels[id]?.title ?? "");
  const counted = () => (props.ids.length === 1 ? "1 customer" : `${countText(props.ids.length)} customers`);
  const said = (id: string) => {
    const { has, many } = had(id);
    const wish = wishes().get(id);
    if (wish !== undefined && many === 1) return wish === "add" ? "will be added" : "will be removed";
    if (wish !== undefined) return wish === "add" ? `on all ${countText(many)}` : "on none";
    return has === undefined ? "" : `${countText(has)} of ${countText(many)}`;
  };
  const stop = () => (found().some(([id]) => id === held()) ? held() : found()[0]?.[0]);
  const onKeyDown = (event: KeyboardEvent) => {
    const boxes = [...(list?.querySelectorAll("input") ?? [])];
    const at = boxes.findIndex((box) => box === document.activeElement);
    // In the search field the keys are the text's, but for the way down.
    const to = at >= 0 || event.key === "ArrowDown" ? stepped(event.key, at, boxes.length) : undefined;
    if (to === undefined || boxes.length === 0) return;
    event.preventDefault();
    if (to < 0) search?.querySelector("input")?.focus();
    else boxes[to]?.focus();
  };

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
            disabled={wishes().size === 0}
            onClick={() => props.onConfirm({ add: wanted("add"), remove: wanted("remove") })}
          >
            Change labels of {counted()}
          </Button>
        </>
      }
    >
      <Show when={labels().length > 0} fallback={<p>There are no labels yet. They are made in Config.</p>}>
        <div class="mass-labels" onKeyDown={onKeyDown}>
          <div ref={(element) => (search = element)}>
            <TextField
              label="Find a label"
              type="search"
              value={find()}
              onInput={setFind}
              // Where a finger points, the keyboard of the screen would cover the list.
              autofocus={matchMedia("(pointer: fine)").matches}
            />
          </div>
          <div ref={(element) => (list = element)} class="mass-labels-list" role="group" aria-label="Labels">
            <For each={found()} fallback={<p>No label is called so.</p>}>
              {([id, { title, colour }]) => (
                <div class="mass-label" data-wish={wishes().get(id)} onFocusIn={() => hold(id)}>
                  <Checkbox
                    label={
                      <>
                        <span class="chip-dot" aria-hidden="true" style={{ "background-color": colour }} />
                        <bdi>{title}</bdi> <span class="mass-label-count number">{said(id)}</span>
                      </>
                    }
                    stop={stop() === id}
                    checked={standOf(wishes().get(id), had(id)) === "all"}
                    mixed={standOf(wishes().get(id), had(id)) === "some"}
                    onChange={() => press(id)}
                  />
                </div>
              )}
            </For>
          </div>
          <div class="mass-labels-told" role="status">
            <Show
              when={wishes().size > 0}
              fallback="A dash stands for some of them. What is not pressed stays with who has it."
            >
              <Show when={titles("add").length > 0}>
                <p>
                  On all: <bdi>{titles("add").join(", ")}</bdi>
                </p>
              </Show>
              <Show when={titles("remove").length > 0}>
                <p>
                  On none: <bdi>{titles("remove").join(", ")}</bdi>
                </p>
              </Show>
            </Show>
          </div>
        </div>
      </Show>
    </Dialog>
  );
};
