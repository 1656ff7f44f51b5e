import { createEffect, createSignal, on, untrack, type Accessor } from "solid-js";
import type { Geo } from "@trunkline/domain/customer/record";
import { formatGeo, geoProblemText, rounded, typedGeo } from "@trunkline/domain/geo/typed";
import { PLACE_ZOOM, viewOf, type MapView } from "@trunkline/domain/geo/view";
import { CLICK, findingText } from "./finding-text.ts";
import type { Find } from "./frame-host.ts";

interface PlacingOptions {
  /** Coordinates as stored or typed; opened on. */
  readonly geo: string;
  /** Looked for when there are no coordinates. */
  readonly address: string;
  /** Shown while no place is known. */
  readonly area: MapView;
}

/** What the geo dialog holds while it is open: one place, set in any of its ways (10 §6.2). */
export interface Placing {
  /** The coordinates as they stand in the field. */
  readonly text: Accessor<string>;
  readonly place: Accessor<Geo | null>;
  /** What is wrong with the typed text, once it was left or saved. */
  readonly problem: Accessor<string | undefined>;
  readonly view: Accessor<MapView>;
  readonly address: Accessor<string>;
  readonly looking: Accessor<boolean>;
  /** What to do, or what came of looking for the address. */
  readonly note: Accessor<string>;
  readonly find: Accessor<Find | undefined>;
  put(place: Geo): void;
  /** Puts it in the middle of what the map shows. */
  putMiddle(): void;
  type(text: string): void;
  leave(): void;
  clear(): void;
  shows(view: MapView): void;
  setAddress(address: string): void;
  search(): void;
  setFind(find: Find | undefined): void;
  /** The place to store, or undefined when the field holds none; the field then says why. */
  check(): { readonly place: Geo | null } | undefined;
}

/** Opens on coordinates, else on the geocoded address where somebody knows addresses, else on the area (10 §6.3). */
export function createPlacing(options: PlacingOptions): Placing {
  const [text, setText] = createSignal(options.geo);
  const [checked, setChecked] = createSignal(false);
  const [touched, setTouched] = createSignal(false);
  const [address, setAddress] = createSignal(options.address);
  const [looking, setLooking] = createSignal(false);
  const [note, setNote] = createSignal("");
  const [find, setFind] = createSignal<Find>();
  const typed = () => typedGeo(text());
  const place = () => {
    const now = typed();
    return now.ok ? now.value : null;
  };
  const first = untrack(place);
  const [view, setView] = createSignal<MapView>(first === null ? options.area : viewOf(first, PLACE_ZOOM));
  let shown = untrack(view);

  const put = (next: Geo): void => {
    setTouched(true);
    setText(formatGeo(next));
    setNote("");
  };
  const look = async (search: Find, wanted: string, byItself: boolean): Promise<void> => {
    if (wanted === "" || looking()) return;
    setLooking(true);
    const finding = await search(wanted);
    setLooking(false);
    // What the person set meanwhile is not moved by an answer nobody waited for.
    if (byItself && touched()) return;
    const words = findingText(finding, wanted);
    if (finding.kind === "place") {
      put(finding.place);
      setView(viewOf(finding.place, PLACE_ZOOM));
    }
    setNote(finding.kind === "place" ? words : `${words} ${CLICK}`);
  };

  let asked = false;
  createEffect(
    on(find, (search) => {
      if (search === undefined || asked || first !== null || touched()) return;
      asked = true;
      void look(search, options.address, true);
    }),
  );

  return {
    text,
    place,
    problem() {
      const now = typed();
      return checked() && !now.ok ? geoProblemText(now.error) : undefined;
    },
    view,
    address,
    looking,
    note: () => (looking() ? "Looking for the address …" : note() || (place() === null ? CLICK : "")),
    find,
    put,
    putMiddle: () => put(rounded(shown)),
    type(next) {
      setTouched(true);
      setText(next);
      const now = typedGeo(next);
      if (now.ok) setChecked(false);
      // Typed coordinates are looked at near by, unless the map is nearer already.
      if (now.ok && now.value !== null) setView(viewOf(now.value, Math.max(shown.zoom, PLACE_ZOOM)));
    },
    leave() {
      setChecked(true);
      const now = place();
      if (now !== null) setText(formatGeo(now));
    },
    clear() {
      setTouched(true);
      setText("");
      setChecked(false);
    },
    shows: (next) => (shown = next),
    setAddress,
    search() {
      const search = find();
      if (search !== undefined) void look(search, address().trim(), false);
    },
    setFind: (next) => setFind(() => next),
    check() {
      setChecked(true);
      const now = typed();
      return now.ok ? { place: now.value } : undefined;
    },
  };
}
