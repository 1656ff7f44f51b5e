import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { expectNoViolation } from "./axe.ts";
import { openCustomer } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { people, sees, type People, type Person } from "./people.ts";

/* The place of a customer: set by a click and by keys on the map without a key, then on Google's, live for a colleague. */

const stack = inject("stack");
const NUMBER = 11;

let all: People;
let olga: Person;
let petr: Person;

beforeAll(async () => {
  all = await people(stack);
  [olga, petr] = await Promise.all([all.operator("admin"), all.operator("petr")]);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

/** Stands in for Google's script: the documented classes that the frame uses. The key `AIzaREFUSED…` is refused. */
const GOOGLE = `
  const listeners = new WeakMap();
  const listen = (object, name, run) => listeners.set(object, { ...listeners.get(object), [name]: run });
  const point = ({ lat, lng }) => ({ lat: () => lat, lng: () => lng });
  class Map {
    constructor(element, options) {
      this.center = options.center; this.zoom = options.zoom;
      element.replaceChildren();
      element.dataset.zoom = String(options.zoom);
      // A click lies a hundredth of a degree north-east of the middle, wherever it is.
      element.onclick = () => listeners.get(this)?.click?.({ latLng: point({ lat: this.center.lat + 0.01, lng: this.center.lng + 0.01 }) });
      setTimeout(() => listeners.get(this)?.idle?.());
    }
    addListener(name, run) { listen(this, name, run); }
    getCenter() { return point(this.center); }
    getZoom() { return this.zoom; }
    setCenter(center) { this.center = center; }
    setZoom(zoom) { this.zoom = zoom; }
  }
  class AdvancedMarkerElement {
    constructor(options) {
      Object.assign(this, options);
      options.content.setAttribute("data-at", options.position.lat + "," + options.position.lng);
      document.getElementById("map").append(options.content);
    }
    set map(map) { if (map === null) this.content.remove(); }
    addListener(name, run) { listen(this, name, run); }
  }
  class Geocoder {
    async geocode({ address }) {
      if (address.includes("Nowhere")) throw Object.assign(new Error("ZERO_RESULTS"), { code: "ZERO_RESULTS" });
      return { results: [{ geometry: { location: point({ lat: 50.5, lng: 14.25 }) } }] };
    }
  }
  google.maps.importLibrary = async (name) => ({ maps: { Map }, marker: { AdvancedMarkerElement }, geocoding: { Geocoder } })[name];
  google.maps.__ib__();
  if (new URL(document.currentScript.src).searchParams.get("key").startsWith("AIzaREFUSED")) setTimeout(() => gm_authFailure());
`;
const KEY = `AIza${"x".repeat(35)}`;

const section = ({ page }: Person) => page.getByRole("region", { name: "Maps" });
const dialog = ({ page }: Person) => page.getByRole("dialog", { name: "Geo data" });
const typed = (person: Person) => dialog(person).getByRole("textbox", { name: /^Latitude, longitude/ });
const frame = ({ page }: Person) => page.frameLocator('iframe[title="Google Maps"]').last();

async function configure(engine: string, key?: string): Promise<void> {
  const { page } = olga;
  await page.goto(`${new URL(page.url()).origin}/config/maps`);
  await page.getByRole("button", { name: /^Map/ }).first().click();
  await page.getByRole("option", { name: engine }).click();
  if (key !== undefined) {
    await page.getByRole("textbox", { name: /^Google API key/ }).fill(key);
    await page.getByRole("checkbox", { name: /^Find addresses/ }).check();
  }
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await sees(page.getByRole("button", { name: "Save", exact: true, disabled: true }));
}

test("10 example 12, 12 example 10: without a key the place is clicked, moved with keys, saved, and a colleague sees it", async () => {
  await openCustomer(petr, NUMBER);
  const mine = await openCustomer(olga, NUMBER);
  await section(olga).scrollIntoViewIfNeeded();
  await section(petr).scrollIntoViewIfNeeded();
  await expectNoViolation(olga.page, "the map");
  const before = await mine.field("Geo data").inputValue();

  const { page } = olga;
  await page.getByRole("button", { name: "Set on the map" }).click();
  await sees(dialog(olga));
  await expectNoViolation(olga.page, "setting the place");
  const surface = dialog(olga).getByRole("application");
  await surface.click({ position: { x: 60, y: 60 } });
  const clicked = await typed(olga).inputValue();
  expect(clicked).toMatch(/^-?\d+(\.\d{1,6})?,-?\d+(\.\d{1,6})?$/);
  expect(clicked).not.toBe(before);
  await dialog(olga)
    .getByRole("button", { name: /^Place, / })
    .focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  const [lat = 0, lng = 0] = clicked.split(",").map(Number);
  const [north = 0, east = 0] = (await typed(olga).inputValue()).split(",").map(Number);
  expect(north).toBeGreaterThan(lat);
  expect(east).toBeGreaterThan(lng);
  const place = await typed(olga).inputValue();
  await dialog(olga).getByRole("button", { name: "Save" }).click();
  expect(await mine.field("Geo data").inputValue()).toBe(place);
  await mine.save();
  await sees(section(petr).getByText(place, { exact: true }));
  await sees(mine.activity(/geo/i));

  // What stores itself: one press, no Save of the page.
  await section(olga).getByRole("button", { name: "Move the place" }).click();
  await typed(olga).fill("59.913869,10.752245");
  await dialog(olga).getByRole("button", { name: "Save" }).click();
  await sees(section(petr).getByText("59.913869,10.752245", { exact: true }));
  await eventually(() => mine.field("Geo data").inputValue()).toBe("59.913869,10.752245");
});

test("12 §3.4: Google's map comes into open pages, finds the address, and a refused key leaves the other map", async () => {
  for (const person of [olga, petr]) {
    await person.context.route("https://maps.googleapis.com/**", (route) =>
      route.fulfill({ contentType: "text/javascript", body: GOOGLE }),
    );
  }
  const theirs = await openCustomer(petr, NUMBER);
  await section(petr).scrollIntoViewIfNeeded();
  await configure("Google Maps", KEY);
  await sees(frame(petr).locator('svg[data-at="59.913869,10.752245"]'));

  // The address is found where there are no coordinates; a click beside it moves the place.
  await theirs.field("City").fill("Ústí");
  await petr.page.getByRole("button", { name: "Set on the map" }).click();
  await dialog(petr).getByRole("button", { name: "Clear" }).click();
  await dialog(petr).getByRole("button", { name: "Save" }).click();
  await petr.page.getByRole("button", { name: "Set on the map" }).click();
  await eventually(() => typed(petr).inputValue()).toBe("50.5,14.25");
  await sees(dialog(petr).getByText(/^Found “/));
  await dialog(petr).getByRole("searchbox", { name: "Address" }).fill("Nowhere 1");
  await dialog(petr).getByRole("button", { name: "Find" }).click();
  await sees(dialog(petr).getByText(/Google knows no place for “Nowhere 1”/));
  await frame(petr).locator("#map").click();
  await eventually(() => typed(petr).inputValue()).toBe("50.51,14.26");
  await expectNoViolation(petr.page, "setting the place on Google's map");
  await dialog(petr).getByRole("button", { name: "Save" }).click();
  await theirs.save();
  await sees(frame(petr).locator('svg[data-at="50.51,14.26"]'));

  await configure("Google Maps", `AIzaREFUSED${"x".repeat(28)}`);
  await sees(section(petr).getByText(/Google Maps refused the key/));
  await sees(section(petr).getByRole("img", { name: /50\.51,14\.26$/ }));
  await configure("Off");
  await sees(section(petr).getByText(/Maps are switched off/));
  await configure("Map without a key");
  await sees(section(petr).getByRole("img", { name: /50\.51,14\.26$/ }));
});
