import { For, Show, createSignal, type JSX } from "solid-js";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { Checkbox } from "../check.tsx";
import { FilterControl } from "./filter-control.tsx";
import type { Column, TableView } from "./types.ts";
import { MIN_WIDTH, WIDTH_STEP, nextSort, widthOf, withFilter, withWidth } from "./view.ts";

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly view: TableView;
  readonly onView: (view: TableView) => void;
  readonly filtering: boolean;
  readonly picked?: "none" | "some" | "all" | undefined;
  readonly onPickAll: (on: boolean) => void;
}

const inGrip = (target: Element) => target.closest(".grip") !== null;

/** Headings that sort and resize, and the row of filters under them. */
export function TableHead<Row>(props: HeadProps<Row>): JSX.Element {
  const direction = (column: string) => {
    const sort = props.view.sort;
    if (sort?.column !== column) return undefined;
    return sort.descending ? "descending" : "ascending";
  };
  // A drag that began at an edge may end over its heading, where some browsers see a click.
  let onGrip = false;
  // The whole heading sorts; its button is there for the keyboard.
  const sortBy = (column: Column<Row>, target: Element) => {
    if (column.sortable !== true || inGrip(target)) return;
    if (onGrip && target.closest("button") === null) return;
    props.onView(nextSort(props.view, column.id));
  };
  // One edge is where Tab stops; the others are reached from it, so that nine columns are no nine stops more.
  const [held, hold] = createSignal("");
  const stop = () => (props.columns.find(({ id }) => id === held()) ?? props.columns[0])?.id;
  return (
    <div class="table-head" role="rowgroup">
      <div class="table-row" role="row" aria-rowindex={1}>
        <Show when={props.picked}>
          {(picked) => (
            <div class="cell cut pick head-cell" role="columnheader">
              <Checkbox
                label="Select all rows"
                hideLabel
                checked={picked() === "all"}
                mixed={picked() === "some"}
                onChange={(on) => props.onPickAll(on)}
              />
            </div>
          )}
        </Show>
        <For each={props.columns}>
          {(column) => (
            <div
              class="cell cut head-cell"
              classList={{
                end: column.align === "end",
                sortable: column.sortable === true,
                pin: column.pinned === true,
              }}
              role="columnheader"
              onPointerDown={(event) => (onGrip = inGrip(event.target))}
              onClick={(event) => sortBy(column, event.target)}
              aria-sort={direction(column.id) ?? (column.sortable === true ? "none" : undefined)}
            >
              <Show when={column.sortable === true} fallback={<span>{column.title}</span>}>
                <button type="button">
                  <span>{column.title}</span>
                  <Show when={direction(column.id) === "ascending"}>
                    <ArrowUp size={13} aria-hidden="true" />
                  </Show>
                  <Show when={direction(column.id) === "descending"}>
                    <ArrowDown size={13} aria-hidden="true" />
                  </Show>
                </button>
              </Show>
              <Grip
                title={column.title}
                width={widthOf(column, props.view)}
                stops={stop() === column.id}
                onStop={() => hold(column.id)}
                onWidth={(width) => props.onView(withWidth(props.view, column.id, width))}
              />
            </div>
          )}
        </For>
      </div>
      <Show when={props.filtering}>
        <div class="table-row" role="row" aria-rowindex={2}>
          <Show when={props.picked}>
            <div class="pick" role="cell" />
          </Show>
          <For each={props.columns}>
            {(column) => (
              <div class="filter-cell" classList={{ pin: column.pinned === true }} role="cell">
                <FilterControl
                  column={column}
                  value={props.view.filters[column.id] ?? ""}
                  onValue={(text) => props.onView(withFilter(props.view, column.id, text))}
                />
              </div>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}

interface GripProps {
  readonly title: string;
  readonly width: number;
  /** Tab stops here. */
  readonly stops: boolean;
  readonly onStop: () => void;
  readonly onWidth: (width: number) => void;
}

/** Wider than this the other columns would be out of sight: one long name alone asks for more. */
const MOST_FITTED = 480;

const sign = (element: Element) => (getComputedStyle(element).direction === "rtl" ? -1 : 1);

/** The width that a key on the edge asks for: a step, the least, or what its content takes. */
function widthByKey(
  { key, currentTarget: grip }: KeyboardEvent & { currentTarget: HTMLElement },
  width: number,
): number | undefined {
  if (key === "ArrowRight") return width + WIDTH_STEP * sign(grip);
  if (key === "ArrowLeft") return width - WIDTH_STEP * sign(grip);
  if (key === "Home") return MIN_WIDTH;
  return key === "Enter" ? contentWidth(grip) : undefined;
}

/** What the heading and the cells in sight below it take up. */
function contentWidth(grip: HTMLElement): number | undefined {
  const heading = grip.parentElement;
  const row = heading?.parentElement;
  if (heading === null || row === null || row === undefined) return undefined;
  const place = [...row.children].indexOf(heading);
  const rows = grip.closest(".table-scroll")?.querySelectorAll(".table-body > .table-row") ?? [];
  const cells = [...rows].flatMap((one) => one.children[place] ?? []);
  const range = document.createRange();
  const widths = [heading, ...cells].map((cell) => {
    range.selectNodeContents(cell);
    if (cell === heading) range.setEndBefore(grip);
    return range.getBoundingClientRect().width;
  });
  const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(heading);
  const around = Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd);
  return Math.min(MOST_FITTED, Math.ceil(Math.max(...widths) + around) + 2);
}

/** The edge before or after this one, as the keys up and down ask for it. */
function besides({ key, currentTarget: grip }: KeyboardEvent & { currentTarget: HTMLElement }) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  const grips = [...(grip.closest(".table-head")?.querySelectorAll<HTMLElement>(".grip") ?? [])];
  return step === undefined ? undefined : (grips[grips.indexOf(grip) + step] ?? grip);
}

/** The edge of a heading: dragged, moved with keys, pressed twice to fit the content. The dialog of the columns has buttons for it. */
function Grip(props: GripProps): JSX.Element {
  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    event.preventDefault();
    const grip = event.currentTarget;
    const from = { x: event.clientX, width: grip.parentElement?.offsetWidth ?? props.width };
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => props.onWidth(from.width + (moved.clientX - from.x) * sign(grip));
    const done = () => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", done);
      grip.removeEventListener("pointercancel", done);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", done);
    grip.addEventListener("pointercancel", done);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const wanted = widthByKey(event, props.width);
    const other = besides(event);
    if (wanted === undefined && other === undefined) return;
    event.preventDefault();
    other?.focus();
    if (wanted !== undefined) props.onWidth(wanted);
  };
  return (
    <span
      class="grip"
      role="separator"
      tabIndex={props.stops ? 0 : -1}
      aria-orientation="vertical"
      aria-description="Left and right change the width, up and down go to another column"
      aria-label={`Width of ${props.title}`}
      aria-valuenow={props.width}
      aria-valuemin={MIN_WIDTH}
      onPointerDown={onPointerDown}
      onDblClick={(event) => {
        const wanted = contentWidth(event.currentTarget);
        if (wanted !== undefined) props.onWidth(wanted);
      }}
      onFocus={() => props.onStop()}
      onKeyDown={onKeyDown}
    />
  );
}
