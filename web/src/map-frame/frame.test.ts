import { expect, test } from "vitest";
import type { FromFrame, ToFrame } from "@trunkline/domain/geo/frame";
import { runFrame, type Maps } from "./frame.ts";

const view = { lat: 59.9, lng: 10.7, zoom: 12 };
const start: ToFrame = {
  kind: "start",
  key: "k",
  mapId: "",
  language: "en",
  dark: false,
  greedy: true,
  view,
};
const marker = (part: Partial<Extract<ToFrame, { kind: "marker" }>> = {}): ToFrame => ({
  kind: "marker",
  place: { lat: 1, lng: 2 },
  colour: "#146c3a",
  movable: true,
  ...part,
});

/** The few classes of Google's that the frame uses, as its reference documents them. */
function google(geocode: (address: string) => Promise<unknown> = () => Promise.reject(new Error("unused"))) {
  const events = new Map<string, (event?: unknown) => void>();
  const made: { options: Record<string, unknown>; map: unknown }[] = [];
  const keys: unknown[] = [];
  const moves: unknown[] = [];
  class Map_ {
    readonly options: { readonly center: unknown; readonly zoom: number };
    constructor(_element: HTMLElement, options: { center: unknown; zoom: number }) {
      this.options = options;
    }
    addListener(name: string, run: (event?: unknown) => void) {
      events.set(`map ${name}`, run);
    }
    getCenter = () => this.options.center;
    getZoom = () => this.options.zoom;
    setCenter = (center: unknown) => moves.push(center);
    setZoom = (zoom: unknown) => moves.push(zoom);
  }
  class AdvancedMarkerElement {
    map: unknown;
    position: unknown;
    readonly options: Record<string, unknown>;
    constructor(options: Record<string, unknown>) {
      this.options = options;
      this.map = options["map"];
      this.position = options["position"];
      made.push(this);
    }
    addListener(name: string, run: () => void) {
      events.set(`marker ${name}`, run);
    }
  }
  class Geocoder {
    geocode = ({ address }: { address: string }) => geocode(address);
  }
  const libraries = {
    maps: { Map: Map_ },
    marker: { AdvancedMarkerElement },
    geocoding: { Geocoder },
  };
  let refused: (() => void) | undefined;
  const maps = {
    options: (...given: unknown[]) => keys.push(given),
    load: async (name: keyof typeof libraries) => libraries[name],
    onRefused: (run: () => void) => (refused = run),
  } as unknown as Maps;
  return {
    maps,
    made,
    keys,
    moves,
    emit: (name: string, event?: unknown) => events.get(name)?.(event),
    refuse: () => refused?.(),
  };
}

function open(with_: Pick<ReturnType<typeof google>, "maps">) {
  const said: FromFrame[] = [];
  let listener: ((data: unknown) => void) | undefined;
  runFrame({
    element: document.createElement("div"),
    maps: with_.maps,
    port: { send: (message) => said.push(message), hear: (hear) => (listener = hear) },
  });
  return {
    said,
    async hear(data: unknown) {
      listener?.(data);
      await new Promise((done) => setTimeout(done));
    },
  };
}

test("says hello, loads with the key once, and is ready", async () => {
  const fake = google();
  const { said, hear } = open(fake);
  expect(said).toEqual([{ kind: "hello" }]);
  await hear(start);
  await hear({ ...start, dark: true });
  expect(fake.keys).toEqual([["k", "en"]]);
  expect(said.slice(1)).toEqual([{ kind: "ready" }, { kind: "ready" }]);
});

test("a marker that was wished for before the map came stands on it; another wish takes its place", async () => {
  const fake = google();
  const { hear } = open(fake);
  await hear(marker());
  expect(fake.made).toHaveLength(0);
  await hear(start);
  expect(fake.made.map(({ options }) => options)).toMatchObject([
    { position: { lat: 1, lng: 2 }, gmpDraggable: true },
  ]);
  await hear(marker({ place: { lat: 3, lng: 4 } }));
  expect(fake.made[0]?.map).toBeNull();
  await hear(marker({ place: null }));
  expect(fake.made[1]?.map).toBeNull();
  expect(fake.made).toHaveLength(2);
});

test("a click and the end of a drag are told where a place may be set, and nowhere else", async () => {
  const fake = google();
  const { said, hear } = open(fake);
  await hear(start);
  await hear(marker({ movable: false }));
  fake.emit("map click", { latLng: { lat: () => 5, lng: () => 6 } });
  expect(said.filter(({ kind }) => kind === "placed")).toEqual([]);
  await hear(marker());
  fake.emit("map click", { latLng: { lat: () => 5.123_456_78, lng: () => 6 } });
  Object.assign(fake.made[1] ?? {}, { position: { lat: 7, lng: 8 } });
  fake.emit("marker dragend");
  expect(said.filter(({ kind }) => kind === "placed")).toEqual([
    { kind: "placed", place: { lat: 5.123_457, lng: 6 } },
    { kind: "placed", place: { lat: 7, lng: 8 } },
  ]);
});

test("tells where it was moved, and moves where it is told", async () => {
  const fake = google();
  const { said, hear } = open(fake);
  await hear(start);
  fake.emit("map idle");
  expect(said.at(-1)).toEqual({ kind: "view", view });
  await hear({ kind: "view", view: { lat: 1, lng: 2, zoom: 16 } });
  expect(fake.moves).toEqual([{ lat: 1, lng: 2 }, 16]);
});

test.each([
  [
    "a place",
    async () => ({ results: [{ geometry: { location: { lat: 1, lng: 2 } } }] }),
    { kind: "found", place: { lat: 1, lng: 2 } },
  ],
  [
    "no result",
    () => Promise.reject(Object.assign(new Error(), { code: "ZERO_RESULTS" })),
    { kind: "found", place: null },
  ],
  ["an empty result", async () => ({ results: [] }), { kind: "found", place: null }],
  [
    "a refusal",
    () => Promise.reject(Object.assign(new Error(), { code: "REQUEST_DENIED" })),
    { kind: "not-found", why: "refused" },
  ],
  [
    "the limit",
    () => Promise.reject(Object.assign(new Error(), { code: "OVER_QUERY_LIMIT" })),
    { kind: "not-found", why: "limit" },
  ],
  ["a fault", () => Promise.reject(new Error("network")), { kind: "not-found", why: "broken" }],
] as const)("an address with %s is answered", async (_name, geocode, answer) => {
  const { said, hear } = open(google(geocode));
  await hear(start);
  await hear({ kind: "find", request: 4, address: "13 High St" });
  expect(said.at(-1)).toEqual({ ...answer, request: 4 });
});

test("a script that does not come and a key that is refused are told", async () => {
  const fake = google();
  const none = open({
    maps: { ...fake.maps, load: () => Promise.reject(new Error("could not load")) } as unknown as Maps,
  });
  await none.hear(start);
  expect(none.said.at(-1)).toEqual({ kind: "failed", why: "unreachable" });
  const { said, hear } = open(fake);
  await hear(start);
  fake.refuse();
  expect(said.at(-1)).toEqual({ kind: "failed", why: "key" });
});

test("what is no message is not answered", async () => {
  const fake = google();
  const { said, hear } = open(fake);
  await hear({ kind: "start", key: "k" });
  await hear("start");
  await hear({ ...start, view: { lat: 200, lng: 0, zoom: 1 } });
  expect(fake.keys).toEqual([]);
  expect(said).toEqual([{ kind: "hello" }]);
});
