import {
  For,
  Show,
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  on,
  onMount,
  type JSX,
} from "solid-js";
import { createVirtualizer } from "@tanstack/solid-virtual";
import { Checkbox } from "../check.tsx";
import { Skeleton } from "../states.tsx";
import { TableHead } from "./head.tsx";
import { coverage, ranged, toggled } from "./selection.ts";
import type { Column, TableProps } from "./types.ts";
import { askedWidth, shownColumns, trackList } from "./view.ts";
import "./table.css";

const DENSE_ROW = 32;
const OVERSCAN = 8;

/**
 * The one table of the product: columns chosen, ordered and sized by the person, sorted and filtered by its owner,
 * of any length. Rows keep their elements while they are the same record; only those in sight exist.
 */
export function Table<Row extends { readonly id: string }>(props: TableProps<Row>): JSX.Element {
  const uid = createUniqueId();
  const [scroller, setScroller] = createSignal<HTMLDivElement | null>(null);
  const [rowHeight, setRowHeight] = createSignal(DENSE_ROW);
  const [activeId, setActiveId] = createSignal<string>();
  let anchor: string | undefined;

  const columns = createMemo(() => shownColumns(props.columns, props.view));
  const order = createMemo(() => props.rows.map((row) => row.id));
  const picked = () => (props.selection === undefined ? undefined : coverage(props.selection.ids, order()));

  onMount(() => {
    const element = scroller();
    if (element === null) return;
    const height = Number.parseFloat(getComputedStyle(element).getPropertyValue("--row"));
    if (height > 0) setRowHeight(height);
  });

  const virtualizer = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return props.rows.length;
    },
    getScrollElement: scroller,
    estimateSize: () => rowHeight(),
    overscan: OVERSCAN,
    // Enough for the first paint before the element was measured.
    initialRect: { width: 0, height: 640 },
  });
  createEffect(on(rowHeight, () => virtualizer.measure(), { defer: true }));

  /** First row in sight and how many follow. */
  const span = createMemo(() => {
    const items = virtualizer.getVirtualItems();
    return { start: items[0]?.index ?? 0, end: (items.at(-1)?.index ?? -1) + 1 };
  });
  const shown = createMemo(() => props.rows.slice(span().start, span().end));

  createEffect(() => {
    if (props.rows.length > 0 && span().end >= props.rows.length - OVERSCAN) props.onNearEnd?.();
  });

  const activeIndex = () => order().indexOf(activeId() ?? "");
  const moveTo = (index: number) => {
    const id = order()[Math.max(0, Math.min(order().length - 1, index))];
    if (id === undefined) return;
    setActiveId(id);
    virtualizer.scrollToIndex(order().indexOf(id), { align: "auto" });
  };
  const pick = (id: string, wanted: boolean, range: boolean) => {
    const selection = props.selection;
    if (selection === undefined) return;
    const next =
      range && anchor !== undefined
        ? ranged(selection.ids, order(), anchor, id, wanted)
        : toggled(selection.ids, id, wanted);
    anchor = id;
    selection.onChange(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const at = activeIndex();
    const page = Math.max(1, Math.floor((scroller()?.clientHeight ?? 0) / rowHeight()) - 2);
    const id = activeId();
    if (event.key === "ArrowDown") moveTo(at + 1);
    else if (event.key === "ArrowUp") moveTo(at - 1);
    else if (event.key === "PageDown") moveTo(at + page);
    else if (event.key === "PageUp") moveTo(at - page);
    else if (event.key === "Home") moveTo(0);
    else if (event.key === "End") moveTo(props.rows.length - 1);
    else if (event.key === "Enter" && props.rows[at] !== undefined) props.onOpen?.(props.rows[at]);
    else if (event.key === " " && id !== undefined) {
      pick(id, props.selection?.ids.has(id) !== true, event.shiftKey);
    } else return;
    event.preventDefault();
  };

  return (
    <div class="table">
      <div
        ref={setScroller}
        class="table-scroll"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={props.rows.length + 1}
        aria-colcount={columns().length + (props.selection === undefined ? 0 : 1)}
        aria-multiselectable={props.selection === undefined ? undefined : true}
        aria-busy={props.state === "pending"}
        aria-activedescendant={
          activeIndex() >= span().start && activeIndex() < span().end ? `${uid}-${activeId()}` : undefined
        }
        style={{
          "--tracks": trackList(columns(), props.view, props.selection !== undefined),
          "--asked": `${askedWidth(columns(), props.view, props.selection !== undefined)}px`,
        }}
        onKeyDown={onKeyDown}
      >
        <TableHead
          columns={columns()}
          view={props.view}
          onView={(view) => props.onView(view)}
          filtering={props.filtering === true}
          picked={picked()}
          onPickAll={(wanted) => props.selection?.onChange(wanted ? new Set(order()) : new Set())}
        />
        <div
          class="table-body"
          role="rowgroup"
          style={{ "block-size": `${props.rows.length * rowHeight()}px` }}
        >
          <For each={shown()}>
            {(row, index) => (
              <TableRow
                row={row}
                place={span().start + index()}
                top={(span().start + index()) * rowHeight()}
                domId={`${uid}-${row.id}`}
                columns={columns()}
                active={activeId() === row.id}
                picked={props.selection === undefined ? undefined : props.selection.ids.has(row.id)}
                name={props.rowName(row)}
                mark={() => props.mark?.(row)}
                onPick={(wanted, range) => pick(row.id, wanted, range)}
                onActivate={() => setActiveId(row.id)}
                onOpen={() => props.onOpen?.(row)}
              />
            )}
          </For>
        </div>
        <Show when={props.rows.length === 0}>
          <div class="table-note" role="row">
            <div role="gridcell">
              <Show
                when={props.state !== "pending"}
                fallback={
                  <div class="panel-body">
                    <Skeleton lines={8} />
                  </div>
                }
              >
                {props.state === "failed" ? props.failed : props.empty}
              </Show>
            </div>
          </div>
        </Show>
      </div>
    </div>
  );
}

interface RowProps<Row> {
  readonly row: Row;
  readonly place: number;
  readonly top: number;
  readonly domId: string;
  readonly columns: readonly Column<Row>[];
  readonly active: boolean;
  readonly picked: boolean | undefined;
  readonly name: string;
  readonly mark: () => unknown;
  readonly onPick: (wanted: boolean, range: boolean) => void;
  readonly onActivate: () => void;
  readonly onOpen: () => void;
}

function TableRow<Row>(props: RowProps<Row>): JSX.Element {
  let element!: HTMLDivElement;
  let range = false;
  // Drawn by the browser's animation engine, so lighting up changes no attribute and no node.
  createEffect(
    on(
      () => props.mark(),
      () => {
        if (typeof element.animate !== "function" || matchMedia("(prefers-reduced-motion: reduce)").matches)
          return;
        const from = getComputedStyle(element).getPropertyValue("--lit");
        element.animate([{ backgroundColor: from }, {}], { duration: 1400, easing: "ease-out" });
      },
      { defer: true },
    ),
  );
  return (
    <div
      ref={element}
      id={props.domId}
      class="table-row"
      role="row"
      aria-rowindex={props.place + 2}
      aria-selected={props.picked}
      data-active={props.active ? "" : undefined}
      style={{ translate: `0 ${props.top}px` }}
      onClick={() => props.onActivate()}
      onDblClick={() => props.onOpen()}
    >
      <Show when={props.picked !== undefined}>
        <div class="cell pick" role="gridcell">
          <Checkbox
            label={`Select ${props.name}`}
            hideLabel
            checked={props.picked === true}
            onClick={(event) => (range = event.shiftKey)}
            onChange={(wanted) => props.onPick(wanted, range)}
          />
        </div>
      </Show>
      <For each={props.columns}>
        {(column) => (
          <div class="cell" classList={{ end: column.align === "end" }} role="gridcell">
            {column.cell(props.row)}
          </div>
        )}
      </For>
    </div>
  );
}
