import { For, Show, createMemo, createSignal, type JSX } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import FoldHorizontal from "lucide-solid/icons/fold-horizontal";
import UnfoldHorizontal from "lucide-solid/icons/unfold-horizontal";
import { Button } from "../button.tsx";
import { Switch } from "../check.tsx";
import { Dialog } from "../dialog.tsx";
import { IconButton } from "../icon-button.tsx";
import { TextField } from "../text-field.tsx";
import type { Column, TableView } from "./types.ts";
import { MIN_WIDTH, WIDTH_STEP, widthOf, withMoved, withShown, withWidth } from "./view.ts";

interface ChooserProps<Row> {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly columns: readonly Column<Row>[];
  readonly view: TableView;
  readonly onView: (view: TableView) => void;
  /** Back to how the product ships. */
  readonly onReset: () => void;
}

/** A press of a button is a larger step than a key that can be held. */
const PRESS_STEP = 2 * WIDTH_STEP;

/** Which columns show, in which order and how wide: switches, and buttons for all that dragging does (WCAG 2.5.7). */
export function ColumnChooser<Row>(props: ChooserProps<Row>): JSX.Element {
  const [filter, setFilter] = createSignal("");
  const [dragged, setDragged] = createSignal<string>();
  const [over, setOver] = createSignal<string>();
  const place = (id: string) => props.view.columns.findIndex((entry) => entry.id === id);
  const lines = createMemo(() => {
    const shown = props.view.columns.flatMap(({ id }) => props.columns.filter((column) => column.id === id));
    const hidden = props.columns.filter((column) => place(column.id) < 0);
    const wanted = filter().toLocaleLowerCase();
    return [...shown, ...hidden].filter((column) => column.title.toLocaleLowerCase().includes(wanted));
  });
  const widen = (column: Column<Row>, by: number) =>
    props.onView(withWidth(props.view, column.id, widthOf(column, props.view) + by));
  const drop = (target: string) => {
    const moved = dragged();
    setDragged(undefined);
    setOver(undefined);
    if (moved === undefined || place(target) < 0) return;
    props.onView(withMoved(props.view, moved, place(target) - place(moved)));
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title="Columns"
      actions={
        <>
          <Button onClick={() => props.onReset()}>Reset columns</Button>
          <Button look="primary" onClick={() => props.onClose()}>
            Done
          </Button>
        </>
      }
    >
      <TextField label="Find a column" type="search" value={filter()} onInput={setFilter} />
      <div class="chooser-list">
        <For each={lines()}>
          {(column) => (
            <div
              class="chooser-line"
              draggable={place(column.id) >= 0 ? "true" : undefined}
              data-over={over() === column.id ? "" : undefined}
              onDragStart={() => setDragged(column.id)}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(column.id);
              }}
              onDrop={() => drop(column.id)}
              onDragEnd={() => setOver(undefined)}
            >
              <Switch
                label={column.title}
                checked={place(column.id) >= 0}
                onChange={(shown) => props.onView(withShown(props.view, column.id, shown))}
              />
              <Show when={place(column.id) >= 0}>
                <IconButton
                  small
                  label={`Make ${column.title} narrower`}
                  icon={<FoldHorizontal size={14} aria-hidden="true" />}
                  disabled={widthOf(column, props.view) <= MIN_WIDTH}
                  onClick={() => widen(column, -PRESS_STEP)}
                />
                <IconButton
                  small
                  label={`Make ${column.title} wider`}
                  icon={<UnfoldHorizontal size={14} aria-hidden="true" />}
                  onClick={() => widen(column, PRESS_STEP)}
                />
                <IconButton
                  small
                  label={`Move ${column.title} up`}
                  icon={<ChevronUp size={14} aria-hidden="true" />}
                  disabled={place(column.id) === 0}
                  onClick={() => props.onView(withMoved(props.view, column.id, -1))}
                />
                <IconButton
                  small
                  label={`Move ${column.title} down`}
                  icon={<ChevronDown size={14} aria-hidden="true" />}
                  disabled={place(column.id) === props.view.columns.length - 1}
                  onClick={() => props.onView(withMoved(props.view, column.id, 1))}
                />
              </Show>
            </div>
          )}
        </For>
      </div>
    </Dialog>
  );
}
