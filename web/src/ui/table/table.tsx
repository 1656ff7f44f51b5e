import {
  For,
  Show,
  batch,
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  createUniqueId,
  on,
  type JSX,
} from "solid-js";
import { Skeleton } from "../states.tsx";
import { shownDensity } from "../theme.ts";
import { createDrawn } from "./create-drawn.ts";
import { createEnding } from "./create-ending.ts";
import { createPicking } from "./create-picking.ts";
import { createSeat } from "./create-seat.ts";
import { createSpan } from "./create-span.ts";
import { TableHead } from "./head.tsx";
import { rowMould } from "./mould.tsx";
import { TableRow } from "./row.tsx";
import { createRowsHere } from "./rows.ts";
import type { Column, LongRows, TableProps } from "./types.ts";
import { askedWidth, sameColumns, shownColumns, trackList, widthOf } from "./view.ts";
import "./table.css";

const DENSE_ROW = 32;
/** So many rows before the end, more are asked for. */
const NEAR_END = 8;

/** With Shift a range is picked: the browser would mark the words in it. */
const onMouseDown = (event: MouseEvent) => {
  if (event.shiftKey) event.preventDefault();
};

/**
 * The one table of the product: columns chosen, ordered and sized by the person, sorted and filtered by its owner,
 * of any length. Rows keep their elements while they are the same record; only those in sight exist.
 */
export function Table<Row extends { readonly id: string }>(props: TableProps<Row>): JSX.Element {
  const uid = createUniqueId();
  const [scroller, setScroller] = createSignal<HTMLDivElement | null>(null);
  // Asked of the document, which stands already: asking what is only being made would have it laid out twice.
  const rowHeight = createMemo(() => {
    shownDensity();
    const stated = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row"));
    return stated > 0 ? stated : DENSE_ROW;
  });
  const [activeId, setActiveId] = createSignal<string>();
  // The place that was moved to; its row may still be on its way.
  const [activePlace, setActivePlace] = createSignal(-1);

  const here = createRowsHere(() => props.rows);
  const rows = createMemo((): LongRows<Row> => props.long ?? here());
  /** Rows of the heading, which count as the grid's first ones. */
  const headed = () => (props.filtering === true ? 2 : 1);
  const columns = createMemo<readonly Column<Row>[]>(() => shownColumns(props.columns, props.view), [], {
    equals: sameColumns,
  });
  const selectable = createMemo(() => props.selection !== undefined);
  const tracks = createMemo(() => trackList(columns(), props.view, selectable()));
  // Read by each row: another order or filter is no other width.
  const widths = createMemo(
    on(tracks, () => new Map(columns().map((column) => [column, widthOf(column, props.view)]))),
  );
  const asked = createMemo(() => `${askedWidth(columns(), props.view, selectable())}px`);

  const scrolled = createSpan({ scroller, rowHeight, rows });
  const { span } = scrolled;
  // Whoever asks may ask the same again; only another question begins at its start.
  const question = createMemo(() => props.question);
  createEffect(on(question, () => scrolled.toStart(), { defer: true }));

  const drawn = createDrawn(scrolled, rows);
  const mould = createMemo(() => rowMould(columns(), selectable()));

  createEffect(() => props.onSpan?.(span().start, span().end));
  createEffect(() => {
    if (props.long !== undefined || props.rows.length === 0) return;
    if (span().end >= props.rows.length - NEAR_END) props.onNearEnd?.();
  });

  const activeIndex = () => {
    const id = activeId();
    const place = id === undefined ? -1 : rows().placeOf(id);
    return place >= 0 ? place : activePlace();
  };
  // Its row arrived, or another one stands there after the first was moved to.
  createEffect(() => {
    const id = rows().idAt(activePlace());
    if (activeId() === undefined && id !== undefined) setActiveId(id);
  });
  const moveTo = (index: number) => {
    const place = Math.max(0, Math.min(rows().count - 1, index));
    if (rows().count === 0) return;
    batch(() => {
      // First, as scrolling would have what was changed before it laid out at once.
      scrolled.scrollTo(place);
      setActivePlace(place);
      setActiveId(rows().idAt(place));
    });
  };
  const toEnd = () => moveTo(rows().count - 1);
  const awaitEnd = createEnding({
    scroller,
    question,
    whole: () => props.long !== undefined,
    go: toEnd,
  });
  const activate = (id: string) => {
    setActiveId(id);
    setActivePlace(rows().placeOf(id));
  };
  const openRow = (id: string, place: number) => {
    const row = rows().row(id, place);
    if (row !== undefined) props.onOpen?.(row);
  };

  createSeat({
    seat: () => props.seat,
    question,
    scroller,
    top: scrolled.top,
    height: () => rows().count * rowHeight(),
    move: (top) => scrolled.moveTo(top),
    activeId,
    activate: setActiveId,
  });

  const picking = createPicking({
    selection: () => props.selection,
    shown: () => props.rows,
    rows,
    question,
  });
  // Whoever is made active is one row's matter, and that of the one before.
  const isActive = createSelector(activeId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const at = activeIndex();
    const page = Math.max(1, scrolled.fit() - 3);
    const id = rows().idAt(at);
    if (event.key === "ArrowDown") moveTo(at + 1);
    else if (event.key === "ArrowUp") moveTo(at - 1);
    else if (event.key === "PageDown") moveTo(at + page);
    else if (event.key === "PageUp") moveTo(at - page);
    else if (event.key === "Home") moveTo(0);
    else if (event.key === "End") {
      toEnd();
      if (props.long === undefined && props.onEnd !== undefined) {
        awaitEnd();
        props.onEnd();
      }
    } else if (event.key === "Enter" && id !== undefined) openRow(id, at);
    // Also where no row is: the browser would scroll the list.
    else if (event.key === " ") picking.at(at, event.shiftKey);
    else if (event.key === "Escape" && (props.selection?.ids.size ?? 0) > 0) {
      props.selection?.onChange(new Set());
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey) && selectable()) picking.all(true);
    else return;
    event.preventDefault();
  };

  // Heard here for all rows, none of which has listeners of its own.
  const idOf = (event: Event) => {
    const row = event.target instanceof Element ? event.target.closest(".table-body > .table-row") : null;
    const id = row?.id.slice(uid.length + 1);
    return id !== undefined && rows().placeOf(id) >= 0 ? id : undefined;
  };
  let range = false;
  const onClick = (event: MouseEvent) => {
    range = event.shiftKey;
    const id = idOf(event);
    if (id !== undefined) activate(id);
  };
  const onDblClick = (event: MouseEvent) => {
    const id = idOf(event);
    if (id !== undefined) openRow(id, rows().placeOf(id));
  };
  const onChange = (event: Event) => {
    const id = idOf(event);
    const box = event.target;
    if (id === undefined || !(box instanceof HTMLInputElement) || box.closest(".pick") === null) return;
    const wanted = box.checked;
    // The owner decides: until his selection says so, the box keeps showing it.
    box.checked = picking.has(id) === true;
    void picking.pick(id, wanted, range);
  };

  return (
    <div class="table">
      <div
        ref={setScroller}
        class="table-scroll"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rows().count + headed()}
        aria-colcount={columns().length + (selectable() ? 1 : 0)}
        aria-multiselectable={selectable() ? true : undefined}
        aria-busy={props.state === "pending"}
        aria-activedescendant={
          activeId() !== undefined && activeIndex() >= span().start && activeIndex() < span().end
            ? `${uid}-${activeId()}`
            : undefined
        }
        style={{
          "--tracks": tracks(),
          "--asked": asked(),
        }}
        onKeyDown={onKeyDown}
      >
        <TableHead
          columns={columns()}
          view={props.view}
          onView={(view) => props.onView(view)}
          filtering={props.filtering === true}
          picked={picking.coverage()}
          onPickAll={picking.all}
        />
        <div
          class="table-body"
          role="rowgroup"
          style={{ "block-size": `${rows().count * rowHeight()}px` }}
          onMouseDown={onMouseDown}
          onClick={onClick}
          onDblClick={onDblClick}
          onChange={onChange}
        >
          <Show when={mould()} keyed>
            {(current) => (
              <For each={drawn()}>
                {(row) => (
                  <TableRow
                    mould={current}
                    drawn={row}
                    height={rowHeight()}
                    headed={headed()}
                    domId={`${uid}-${row.key}`}
                    active={isActive(row.key)}
                    picked={picking.has(row.key)}
                    nameOf={(shown) => props.rowName(shown)}
                    mark={(shown) => props.mark?.(shown)}
                    widthOf={(column) => widths().get(column) ?? column.width}
                  />
                )}
              </For>
            )}
          </Show>
        </div>
        {/* Also below the first rows that are here, while the rest is read. */}
        <Show when={rows().count === 0 || (props.state === "pending" && props.long === undefined)}>
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
