import { Index, Show, createEffect, createMemo, createSignal, createUniqueId, on, type JSX } from "solid-js";
import * as K from "@kobalte/core/dialog";
import Search from "lucide-solid/icons/search";
import { createLasting } from "../lib/create-lasting.ts";
import { createFocusReturn } from "./focus-return.ts";
import { Marks } from "./marks.tsx";
import "./dialog.css";
import "./palette.css";
import "./popup.css";

/** An answer comes within a frame or two; a mark that comes and goes with each letter says nothing and is drawn twice. */
const BUSY_MS = 150;

/** Something the palette can open or do. */
export interface PaletteItem {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** The parts of the label that were found. */
  readonly ranges?: readonly (readonly [from: number, to: number])[];
  /** Close behind the label, and never cut for it: what tells one of two with the same label. */
  readonly known?: string;
  /** Beside the label: an address. */
  readonly detail?: string;
  readonly detailRanges?: readonly (readonly [from: number, to: number])[];
  readonly knownRanges?: readonly (readonly [from: number, to: number])[];
  /** Found nothing itself: another place to look for the query. */
  readonly elsewhere?: boolean;
  /** A state, at the end of the row. */
  readonly badge?: () => JSX.Element;
  readonly icon?: JSX.Element;
  readonly keys?: string;
  readonly run: () => void;
  /** Goes on with this query instead of running. */
  readonly fills?: string;
}

interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly placeholder: string;
  /** What was typed before the box was there: asked for when it gets the focus. */
  readonly typed?: (() => string) | undefined;
  /** What is found for a query, best first, already limited; reads signals, so answers may arrive later. */
  readonly find: (query: string) => readonly PaletteItem[];
  /** Called each time it opens: the moment to load an index. */
  readonly onFirstUse?: () => void;
  readonly onQuery?: (query: string) => void;
  /** Searching still runs for this query; Enter waits for its answer. */
  readonly busy?: boolean;
  /** What is said where nothing is found for a query. */
  readonly nothing?: (query: string) => string;
  /** What the person should know about the answers: that some are missing, and why. */
  readonly note?: string | undefined;
}

/** One box that opens every record, page and action; arrows choose, Enter runs. */
export function Palette(props: PaletteProps): JSX.Element {
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(0);
  const [waiting, setWaiting] = createSignal(false);
  const id = createUniqueId();
  let box!: HTMLInputElement;
  // An answer that comes between press and release puts something else there; what was pressed is meant.
  let pressed: PaletteItem | undefined;
  const giveBack = createFocusReturn(() => props.open);
  const items = createMemo(() => (props.open ? props.find(query()) : []));
  // Other answers with the same place marked need no look at where it is: that would have them laid out at once.
  const active = createMemo(() => Math.min(at(), items().length - 1));
  createEffect(
    on(query, (typed) => {
      setAt(0);
      setWaiting(false);
      props.onQuery?.(typed);
    }),
  );
  // Enter pressed before the answer came opens what the answer puts first, never what stood there before.
  createEffect(() => {
    if (!waiting() || props.busy === true) return;
    setWaiting(false);
    run(items()[active()]);
  });
  // Only opening counts: what a load reads and sets must not start it again.
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setQuery("");
        pressed = undefined;
        props.onFirstUse?.();
      },
    ),
  );
  createEffect(() => {
    document.getElementById(`${id}-${active()}`)?.scrollIntoView?.({ block: "nearest" });
  });

  const long = createLasting(() => props.busy === true, BUSY_MS);

  const nothing = () =>
    props.open &&
    props.busy !== true &&
    props.note === undefined &&
    items().every(({ elsewhere }) => elsewhere === true);

  const run = (item: PaletteItem | undefined) => {
    if (item?.fills !== undefined) {
      setQuery(item.fills);
      box.focus();
      return;
    }
    if (item === undefined) return;
    props.onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = items().length;
    if (event.key === "ArrowDown" && count > 0) setAt((active() + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) setAt((active() - 1 + count) % count);
    else if (event.key === "Enter") {
      if (props.busy === true) setWaiting(true);
      else run(items()[active()]);
    } else return;
    event.preventDefault();
  };

  return (
    <K.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <K.Portal>
        <K.Overlay class="scrim" />
        <div class="dialog-place">
          <K.Content class="dialog palette" aria-label={props.placeholder} onCloseAutoFocus={giveBack}>
            <div class="palette-input">
              <Search size={18} aria-hidden="true" />
              <input
                ref={box}
                role="combobox"
                dir="auto"
                aria-expanded="true"
                aria-controls={`${id}-list`}
                aria-activedescendant={items().length === 0 ? undefined : `${id}-${active()}`}
                aria-label={props.placeholder}
                placeholder={props.placeholder}
                autocomplete="off"
                spellcheck={false}
                value={query()}
                onFocus={() => setQuery(query() + (props.typed?.() ?? ""))}
                onInput={(event) => setQuery(event.currentTarget.value)}
                onKeyDown={onKeyDown}
              />
              <Show when={long()}>
                <span class="busy-mark" aria-hidden="true" />
              </Show>
            </div>
            {/* Always there: a region that comes with its text is not read out. */}
            <p class="palette-nothing" role="status">
              {nothing() ? (props.nothing?.(query()) ?? `Nothing found for “${query()}”.`) : ""}
            </p>
            <div class="palette-list" id={`${id}-list`} role="listbox" aria-label="Results">
              {/* By place: what stays where it was keeps its node, so that no answer takes a pressed row away. */}
              <Index each={items()}>
                {(item, index) => (
                  <>
                    <Show when={items()[index - 1]?.group !== item().group}>
                      <div class="popup-heading" role="presentation">
                        {item().group}
                      </div>
                    </Show>
                    <div
                      id={`${id}-${index}`}
                      class="popup-item"
                      role="option"
                      aria-selected={index === active()}
                      data-highlighted={index === active() ? "" : undefined}
                      onPointerMove={() => setAt(index)}
                      onPointerDown={() => (pressed = item())}
                      onClick={() => {
                        run(pressed ?? item());
                        pressed = undefined;
                      }}
                    >
                      {item().icon}
                      {/* Each with its own direction: a name in another script takes no ID apart. */}
                      <span class="text">
                        <bdi>
                          <Marks text={item().label} ranges={item().ranges ?? []} />
                        </bdi>
                        <Show when={item().known}>
                          {(known) => (
                            <bdi class="known">
                              {" "}
                              <Marks text={known()} ranges={item().knownRanges ?? []} />
                            </bdi>
                          )}
                        </Show>
                      </span>
                      <bdi class="faint truncate">
                        <Marks text={item().detail ?? ""} ranges={item().detailRanges ?? []} />
                      </bdi>
                      <span class="end">{item().badge?.() ?? item().keys}</span>
                    </div>
                  </>
                )}
              </Index>
            </div>
            <Show when={props.note}>
              <p class="popup-empty palette-note" role="status">
                {props.note}
              </p>
            </Show>
          </K.Content>
        </div>
      </K.Portal>
    </K.Root>
  );
}
