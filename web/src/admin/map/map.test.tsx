import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { toaster } from "@kobalte/core/toast";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import type { FromFrame, ToFrame } from "@trunkline/domain/geo/frame";
import type { EntryId } from "@trunkline/domain/ids/ids";
import { CallError } from "../../data/calls.ts";
import AddCustomer from "../customers/add.tsx";
import CustomerPage from "../customer/page.tsx";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
// Fetched late in the product; here at once, so that no test waits for it.
import "../customer/comments/form.tsx";
import "../../ui/map/keyless-map.tsx";
import "./customer-place.tsx";
import "./google-map.tsx";

const KEY = `AIza${"k".repeat(35)}`;
const GOOGLE = { engine: "google", googleKey: KEY, geocoding: true } as const;
const done: SaveAnswer = { kind: "done", entryId: "e9" as EntryId };
const home = { street: "13 High St", zip: "10115", city: "Berlin" };
const nowhere = { street: "", zip: "", city: "" };

beforeEach(() => {
  // The test's browser draws nothing, and has no site to fetch outlines from.
  HTMLCanvasElement.prototype.getContext = () => null;
  // It knows no sandbox either: a frame without an origin shows its document to nobody.
  vi.spyOn(HTMLIFrameElement.prototype, "contentDocument", "get").mockReturnValue(null);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
});
afterEach(() => toaster.clear());

const open = (options: DeskOptions = {}) =>
  openDesk(CustomerPage, "/customers/:number", "/customers/17", { customer: aCustomer(), ...options });
const section = () => within(screen.getByRole("region", { name: "Maps" }));
const dialog = async () => within(await screen.findByRole("dialog", { name: "Geo data" }));
const user = () => userEvent.setup();
const coordinates = async () => (await dialog()).getByLabelText<HTMLInputElement>(/^Latitude, longitude/);
const type = async (text: string) => fireEvent.input(await coordinates(), { target: { value: text } });
const press = async (name: string) => user().click((await dialog()).getByRole("button", { name }));
/** A click at a point of the map: its middle is 320,160 in a browser that lays nothing out. */
function clickMap(surface: HTMLElement, x: number, y: number): void {
  const at = { clientX: x, clientY: y, button: 0, pointerId: 1 };
  surface.dispatchEvent(Object.assign(new MouseEvent("pointerdown", at), { pointerId: 1 }));
  surface.dispatchEvent(Object.assign(new MouseEvent("pointerup", at), { pointerId: 1 }));
}

/** Google's frame in a test: says what it is told to say, and keeps what it hears. */
async function frame() {
  const element = await waitFor(() => {
    const found = [...document.querySelectorAll("iframe")].at(-1);
    if (found === undefined) throw new Error("No frame yet");
    return found;
  });
  // A microtask after it was made the page listens.
  await Promise.resolve();
  const heard: ToFrame[] = [];
  const source = element.contentWindow;
  if (source === null) throw new Error("The frame has no window");
  source.postMessage = ((message: ToFrame) =>
    void heard.push(structuredClone(message))) as typeof source.postMessage;
  const say = (data: FromFrame | object, from: Partial<MessageEventInit> = {}) =>
    window.dispatchEvent(new MessageEvent("message", { data, origin: "null", source, ...from }));
  return { element, heard, say, ready: () => (say({ kind: "hello" }), say({ kind: "ready" })) };
}

describe("the section (12 §3.4)", () => {
  test("shows the place of a customer with coordinates, in the colour of his status", async () => {
    const { send } = open({ customer: aCustomer({ geo: { lat: 59.91, lng: 10.75 } }) });
    const pin = await section().findByRole("img", { name: "Customer 17, 59.91,10.75" });
    expect(pin.dataset["tone"]).toBe("good");
    expect(section().getByText("59.91,10.75")).toBeTruthy();
    expect(
      section()
        .getByRole("link", { name: /OpenStreetMap/ })
        .getAttribute("href"),
    ).toContain("mlat=59.91");
    send.customer(aCustomer({ geo: { lat: 60, lng: 11 }, status: "blocked" }));
    expect((await section().findByRole("img", { name: "Customer 17, 60,11" })).dataset["tone"]).toBe("bad");
  });

  test("12 example 10: says that maps are switched off and where; switched on it shows without reload", async () => {
    const { send } = open({ customer: aCustomer({ ...home }), maps: { engine: "off" } });
    expect(section().getByText(/Config → Main → Maps/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Set on the map" })).toBeNull();
    send.maps({ engine: "keyless" });
    expect(await section().findByText("13 High St, Berlin, 10115")).toBeTruthy();
    expect(section().getByRole("button", { name: "Set the place on the map" })).toBeTruthy();
  });

  test("says what is missing, and offers nothing to who may not set it", async () => {
    const { send } = open({
      customer: aCustomer(nowhere),
      session: aSession({ permissions: ["customers.view", "customers.view.edit"] }),
    });
    expect(section().getByText("Neither coordinates nor an address are set.")).toBeTruthy();
    expect(section().queryByRole("button", { name: /on the map/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Set on the map" })).toBeNull();
    send.session(aSession());
    expect(await section().findByRole("button", { name: "Set the place on the map" })).toBeTruthy();
  });

  test("12 example 10: *Set the place on the map* stores the clicked point at once", async () => {
    const sent: unknown[] = [];
    open({
      customer: aCustomer({ ...home }),
      save: async (_customer, touched) => {
        sent.push(touched);
        return done;
      },
    });
    await user().click(await section().findByRole("button", { name: "Set the place on the map" }));
    expect((await dialog()).getByText("Click the map to set the place.")).toBeTruthy();
    clickMap((await dialog()).getByRole("application"), 320, 160);
    const { value } = await coordinates();
    expect(value).toMatch(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/);
    await press("Save");
    const [lat, lng] = value.split(",").map(Number);
    expect(sent).toEqual([{ geo: { base: null, mine: { lat, lng } } }]);
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Geo data" })).toBeNull());
  });

  test("15 §3.1: who may set the place and edit nothing else does so here, and only here", async () => {
    const sent: unknown[] = [];
    open({
      customer: aCustomer({ ...home }),
      session: aSession({ permissions: ["customers.view", "customers.view.geo"] }),
      save: async (_customer, touched) => {
        sent.push(touched);
        return done;
      },
    });
    expect(screen.queryByRole("button", { name: "Set on the map" })).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>("Street").readOnly).toBe(true);
    await user().click(await section().findByRole("button", { name: "Set the place on the map" }));
    await type("2,3");
    await press("Save");
    await waitFor(() => expect(sent).toEqual([{ geo: { base: null, mine: { lat: 2, lng: 3 } } }]));
  });

  test("a colleague's place is not replaced unseen", async () => {
    const sent: unknown[] = [];
    open({
      customer: aCustomer({ geo: { lat: 1, lng: 1 } }),
      save: async (_customer, touched) => {
        sent.push(touched);
        const conflict = {
          field: "geo",
          base: { lat: 1, lng: 1 },
          theirs: { lat: 5, lng: 6 },
          mine: { lat: 2, lng: 2 },
        };
        return sent.length === 1 ? { kind: "conflict", conflicts: [conflict] } : done;
      },
    });
    await user().click(await section().findByRole("button", { name: "Move the place" }));
    await type("2,2");
    await press("Save");
    expect((await dialog()).getByText(/A colleague set 5,6 meanwhile/)).toBeTruthy();
    await press("Save");
    expect(sent).toEqual([
      { geo: { base: { lat: 1, lng: 1 }, mine: { lat: 2, lng: 2 } } },
      { geo: { base: { lat: 5, lng: 6 }, mine: { lat: 2, lng: 2 } } },
    ]);
  });

  test("a lost connection keeps the dialog with what was set", async () => {
    open({
      customer: aCustomer({ ...home }),
      save: () => Promise.reject(new CallError("offline", "cut")),
    });
    await user().click(await section().findByRole("button", { name: "Set the place on the map" }));
    await type("2,2");
    await press("Save");
    expect((await dialog()).getByText(/save again when back online/)).toBeTruthy();
    expect((await coordinates()).value).toBe("2,2");
  });

  test("folded, it asks for nothing; a press is remembered, and another browser's is followed", async () => {
    const { folds } = open({
      customer: aCustomer({ geo: { lat: 1, lng: 2 } }),
      folds: { customerMaps: true },
    });
    expect(section().queryByRole("img")).toBeNull();
    await user().click(section().getByRole("button", { name: "Maps", expanded: false }));
    expect(await section().findByRole("img", { name: "Customer 17, 1,2" })).toBeTruthy();
    expect(folds).toEqual([["customerMaps", false]]);
  });
});

describe("the dialog (10 §6)", () => {
  const fromField = async (options: DeskOptions = {}) => {
    const desk = open(options);
    await user().click(await screen.findByRole("button", { name: "Set on the map" }));
    await dialog();
    return desk;
  };
  const field = () => screen.getByLabelText<HTMLInputElement>(/^Geo data/, { selector: "input" });

  test("opens on the coordinates; what it saves is the form's, and goes with the page's Save", async () => {
    const sent: unknown[] = [];
    await fromField({
      customer: aCustomer({ geo: { lat: 59.91, lng: 10.75 } }),
      save: async (_customer, touched) => {
        sent.push(touched);
        return done;
      },
    });
    expect((await coordinates()).value).toBe("59.91,10.75");
    await type("60.1234567, 11");
    await press("Save");
    await waitFor(() => expect(field().value).toBe("60.123457,11"));
    expect(sent).toEqual([]);
    await user().click(await screen.findByRole("button", { name: "Save" }));
    expect(sent).toEqual([{ geo: { base: { lat: 59.91, lng: 10.75 }, mine: { lat: 60.123457, lng: 11 } } }]);
  });

  test("10 §2.15: the box is only read; where maps are switched off the dialog takes typed coordinates alone", async () => {
    open({ customer: aCustomer({ geo: { lat: 59.91, lng: 10.75 } }), maps: { engine: "off" } });
    expect(field().readOnly).toBe(true);
    await user().click(await screen.findByRole("button", { name: "Set the coordinates" }));
    const shown = await dialog();
    expect(shown.queryByRole("application")).toBeNull();
    expect(shown.queryByRole("button", { name: "Set in the middle" })).toBeNull();
    await type("60, 11");
    await press("Save");
    await waitFor(() => expect(field().value).toBe("60,11"));
  });

  test.each([
    ["91,0", "The latitude lies between -90 and 90."],
    ["0,181", "The longitude lies between -180 and 180."],
    ["NaN,NaN", /Latitude and longitude in degrees/],
    ["by the church", /Latitude and longitude in degrees/],
  ])("%s is refused at the field, and nothing is saved", async (text, words) => {
    await fromField();
    await type(text);
    await press("Save");
    expect((await dialog()).getByText(words)).toBeTruthy();
    expect((await coordinates()).getAttribute("aria-invalid")).toBe("true");
    expect(field().value).toBe("");
  });

  test("the marker moves with the keys, the map too, and Enter sets the place in the middle", async () => {
    await fromField({ customer: aCustomer({ geo: { lat: 0, lng: 0 } }) });
    const marker = () => screen.getByRole("button", { name: /^Place, / });
    const east = async () => Number((await coordinates()).value.split(",")[1]);
    fireEvent.keyDown(marker(), { key: "ArrowRight" });
    const step = await east();
    expect(step).toBeGreaterThan(0);
    fireEvent.keyDown(marker(), { key: "ArrowLeft", shiftKey: true });
    expect(await east()).toBeCloseTo(step * 0.9, 5);
    const surface = (await dialog()).getByRole("application");
    fireEvent.keyDown(surface, { key: "ArrowUp" });
    fireEvent.keyDown(surface, { key: "Enter" });
    expect(Number((await coordinates()).value.split(",")[0])).toBeGreaterThan(0);
    fireEvent.keyDown(surface, { key: "+" });
    expect((await dialog()).getByText("100 m")).toBeTruthy();
  });

  test("Clear takes the place away, Cancel keeps it, and both leave the map's button with the focus", async () => {
    await fromField({ customer: aCustomer({ geo: { lat: 59.91, lng: 10.75 } }) });
    await press("Clear");
    expect((await coordinates()).value).toBe("");
    await press("Cancel");
    const opener = await screen.findByRole("button", { name: "Set on the map" });
    await waitFor(() => expect(document.activeElement).toBe(opener));
    expect(field().value).toBe("59.91,10.75");
    await user().click(await screen.findByRole("button", { name: "Set on the map" }));
    await press("Clear");
    await press("Save");
    await waitFor(() => expect(field().value).toBe(""));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("button", { name: "Set on the map" })),
    );
  });

  test("is there in the form that adds a customer", async () => {
    openDesk(AddCustomer, "/customers/add", "/customers/add");
    await user().click(await screen.findByRole("button", { name: "Set on the map" }));
    await type("1,2");
    await press("Save");
    await waitFor(() => expect(field().value).toBe("1,2"));
  });
});

describe("Google's map", () => {
  test("is started with the key, gets coordinates and colours only, and says where it was clicked", async () => {
    open({ customer: aCustomer({ ...home, geo: { lat: 1, lng: 2 } }), maps: GOOGLE });
    const google = await frame();
    expect(google.element.getAttribute("sandbox")).toBe(
      "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    );
    google.ready();
    expect(google.heard).toMatchObject([
      { kind: "start", key: KEY, dark: false, view: { zoom: 16 } },
      { kind: "marker", place: { lat: 1, lng: 2 }, movable: false },
    ]);
    expect(JSON.stringify(google.heard)).not.toContain("Customer 17");
    expect(JSON.stringify(google.heard)).not.toContain("High St");
  });

  test("10 example 12: the dialog puts the marker where Google finds the address, and Save fills Geo data", async () => {
    open({ customer: aCustomer({ ...home }), maps: GOOGLE });
    await user().click(await screen.findByRole("button", { name: "Set on the map" }));
    await dialog();
    const google = await frame();
    google.ready();
    expect(google.heard.at(-1)).toEqual({ kind: "find", request: 1, address: "13 High St, Berlin, 10115" });
    google.say({ kind: "found", request: 1, place: { lat: 52.5, lng: 13.4 } });
    await waitFor(async () => expect((await coordinates()).value).toBe("52.5,13.4"));
    await press("Save");
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>(/^Geo data/, { selector: "input" }).value).toBe(
        "52.5,13.4",
      ),
    );
  });

  test("10 §6.5: an address that is not found leaves the field empty and says so", async () => {
    open({ customer: aCustomer({ ...home, city: "Nowhere" }), maps: GOOGLE });
    await user().click(await screen.findByRole("button", { name: "Set on the map" }));
    await dialog();
    const google = await frame();
    google.ready();
    google.say({ kind: "found", request: 1, place: null });
    expect(
      await (await dialog()).findByText(/Google knows no place for “13 High St, Nowhere, 10115”/),
    ).toBeTruthy();
    await user().click((await dialog()).getByRole("button", { name: "Find" }));
    google.say({ kind: "not-found", request: 2, why: "refused" });
    expect(await (await dialog()).findByText(/may not look for addresses/)).toBeTruthy();
    expect((await coordinates()).value).toBe("");
    await type("1,1");
    await press("Save");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Geo data" })).toBeNull());
  });

  test("12 §3.4.2: an address alone is looked for once, shown, and offered for saving", async () => {
    const sent: unknown[] = [];
    open({
      customer: aCustomer({ ...home, city: "Bonn" }),
      maps: GOOGLE,
      save: async (_customer, touched) => {
        sent.push(touched);
        return done;
      },
    });
    const google = await frame();
    google.ready();
    google.say({ kind: "found", request: 1, place: { lat: 50.7, lng: 7.1 } });
    expect(await section().findByText("Found for the address")).toBeTruthy();
    expect(google.heard.at(-1)).toMatchObject({ kind: "marker", place: { lat: 50.7, lng: 7.1 } });
    await user().click(section().getByRole("button", { name: "Save into Geo data" }));
    expect(sent).toEqual([{ geo: { base: null, mine: { lat: 50.7, lng: 7.1 } } }]);
    expect(google.heard.filter(({ kind }) => kind === "find")).toHaveLength(1);
  });

  test("a key that is refused says so and the keyless map stands in", async () => {
    open({ customer: aCustomer({ geo: { lat: 1, lng: 2 } }), maps: GOOGLE });
    const google = await frame();
    google.ready();
    google.say({ kind: "failed", why: "key" });
    expect(await section().findByText(/Google Maps refused the key/)).toBeTruthy();
    expect(await section().findByRole("img", { name: "Customer 17, 1,2" })).toBeTruthy();
  });

  test("hears nobody but the frame, and nothing of another shape", async () => {
    open({ customer: aCustomer({ geo: { lat: 1, lng: 2 } }), maps: GOOGLE });
    const google = await frame();
    google.say({ kind: "hello" }, { source: window });
    google.say({ kind: "hello" }, { origin: "https://example.com" });
    google.say({ kind: "hello", more: true });
    expect(google.heard).toEqual([]);
    google.say({ kind: "hello" });
    expect(google.heard).toHaveLength(1);
  });
});
