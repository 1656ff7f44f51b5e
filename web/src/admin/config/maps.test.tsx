import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { toaster } from "@kobalte/core/toast";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import "../../ui/map/keyless-map.tsx";
import MapsConfigPage from "./maps.tsx";
import { aServer, box, configurer, reader } from "./testing.ts";

beforeEach(() => {
  // The test's browser draws nothing, and has no site to fetch outlines from.
  HTMLCanvasElement.prototype.getContext = () => null;
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
});
afterEach(() => toaster.clear());

const KEY = `AIza${"k".repeat(35)}`;
const open = (options: DeskOptions = {}) =>
  openDesk(MapsConfigPage, "/config/maps", "/config/maps", { session: configurer, ...options });
const type = (label: string, text: string) => fireEvent.input(box(label), { target: { value: text } });
const save = () => userEvent.setup().click(screen.getByRole("button", { name: "Save" }));
const google = { engine: "google", googleKey: KEY } as const;

test("Google's map asks for a key that looks like one; only what was touched is sent", async () => {
  const server = aServer();
  open({ ...server, maps: google });
  type("Google API key", "my key");
  await save();
  expect(screen.getByText("This is not in the right form.")).toBeTruthy();
  type("Google API key", "");
  await save();
  expect(screen.getByText("This field is required.")).toBeTruthy();
  type("Google API key", ` ${KEY.replace("k", "z")} `);
  await userEvent.setup().click(screen.getByRole("checkbox", { name: /^Find addresses/ }));
  await save();
  expect(server.to("saveMapsConfig")).toEqual([
    { settings: { googleKey: KEY.replace("k", "z"), geocoding: true } },
  ]);
});

test("the default view is typed, or taken from the map; a place without a zoom and a zoom without a place are refused", async () => {
  const server = aServer();
  open(server);
  type("Middle", "91,0");
  await save();
  expect(screen.getByText("The latitude lies between -90 and 90.")).toBeTruthy();
  type("Middle", "59.9,10.7");
  await save();
  expect(screen.getByText("Between 1 and 19.")).toBeTruthy();
  type("Middle", "");
  type("Zoom", "7");
  await save();
  expect(screen.getByText("Say where, or leave the zoom empty too.")).toBeTruthy();
  expect(server.to("saveMapsConfig")).toEqual([]);
  const map = within(await screen.findByRole("group", { name: "Map" }));
  fireEvent.keyDown(map.getByRole("application"), { key: "+" });
  await userEvent.setup().click(screen.getByRole("button", { name: "Use what this map shows" }));
  await save();
  expect(server.to("saveMapsConfig")).toMatchObject([
    {
      settings: {
        defaultView: { lat: expect.any(Number), lng: expect.any(Number), zoom: expect.any(Number) },
      },
    },
  ]);
});

test("a location's centre is stored with the others, and an emptied one is left out", async () => {
  const server = aServer();
  const { send } = open({ ...server, maps: { centres: { l9: { lat: 1, lng: 2 } } } });
  type("Main", "north of the church");
  await save();
  expect(screen.getByText(/Latitude and longitude in degrees/)).toBeTruthy();
  type("Main", "59.9,10.7");
  await save();
  expect(server.to("saveMapsConfig")).toEqual([
    { settings: { centres: { l1: { lat: 59.9, lng: 10.7 }, l9: { lat: 1, lng: 2 } } } },
  ]);
  send.maps({ centres: { l1: { lat: 59.9, lng: 10.7 } } });
  await waitFor(() => expect(box("Main").value).toBe("59.9,10.7"));
  type("Main", "");
  await save();
  expect(server.to("saveMapsConfig").at(-1)).toEqual({ settings: { centres: {} } });
});

test("who may only look sees the settings and nothing to change them with", () => {
  open({ session: reader, maps: google });
  expect(box("Google API key").readOnly).toBe(true);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Use what this map shows" })).toBeNull();
});
