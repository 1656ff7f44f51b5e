import { expect, test } from "vitest";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { saveMapsConfig as declared } from "@trunkline/domain/calls/settings";
import { configPath } from "@trunkline/domain/paths";
import { adminDoor } from "../../functions/src/doorway/call.ts";
import { saveMapsConfig } from "../../functions/src/settings/maps.ts";
import { anAdmin, aPartner } from "./house.ts";
import { ownHouse } from "./own-house.ts";

const { house, admin } = await ownHouse();

type Settings = Parameters<typeof saveMapsConfig>[2]["settings"];
const KEY = `AIza${"k".repeat(35)}`;
const save = (settings: Settings, caller = admin) => saveMapsConfig(house.platform, caller, { settings });
const stored = async () => (await house.db.doc(configPath("maps")).get()).data();

test("settings of maps are stored one by one, a map of centres whole", async () => {
  const centres = { l1: { lat: 59.9, lng: 10.7 }, l2: { lat: 50, lng: 14 } } as Settings["centres"];
  expect(await save({ engine: "google", googleKey: KEY, geocoding: true })).toEqual({ kind: "done" });
  expect(await save({ centres })).toEqual({ kind: "done" });
  expect(await stored()).toEqual({ engine: "google", googleKey: KEY, geocoding: true, centres });
  expect(await save({ centres: { l2: { lat: 50, lng: 14 } } as Settings["centres"] })).toEqual({
    kind: "done",
  });
  expect((await stored())?.["centres"]).toEqual({ l2: { lat: 50, lng: 14 } });
  expect(await save({})).toEqual({ kind: "done" });
  const told = await house.db.collection("operations").where("action", "==", "saveMapsConfig").get();
  expect(told.size).toBe(4);
  expect(JSON.stringify(told.docs.map((doc) => doc.data()))).not.toContain(KEY);
});

test("what cannot be stored is refused at its setting, together with what is stored already", async () => {
  const before = await stored();
  expect(await save({ googleKey: "" })).toEqual({
    kind: "fields",
    problems: { googleKey: { kind: "required" } },
  });
  expect(await save({ googleKey: "my key" })).toMatchObject({
    kind: "fields",
    problems: { googleKey: { kind: "bad-format" } },
  });
  expect(await save({ defaultView: { lat: 0, lng: 0, zoom: 90 } })).toMatchObject({
    kind: "fields",
    problems: { defaultZoom: { kind: "out-of-range" } },
  });
  expect(await stored()).toEqual(before);
  expect(await save({ engine: "off", googleKey: "" })).toEqual({ kind: "done" });
});

test.each([
  { engine: "bing" },
  { defaultView: { lat: 91, lng: 0, zoom: 3 } },
  { defaultView: { lat: 1, lng: 0, zoom: 3, name: "x" } },
  { centres: { "a/b": { lat: 0, lng: 0 } } },
  { centres: { l1: { lat: Number.NaN, lng: 0 } } },
  { googleKey: "x".repeat(2000) },
  { secret: 1 },
])("no form of ours sends %j, and the call does not take it", (settings) => {
  expect(declared.input.safeParse({ settings }).success).toBe(false);
});

test("who may not configure the system, or is bound to a partner, is refused", async () => {
  const bound = await anAdmin(house, { partner: await aPartner(house, "NorthNet") });
  expect(await save({ engine: "off" }, bound)).toEqual({ kind: "not-allowed" });
  const door = adminDoor(declared, "config.system.edit", saveMapsConfig);
  const ask = async (permissions: readonly Permission[]) => {
    const { uid } = await anAdmin(house, { permissions });
    const token = { uid, claims: { kind: "admin", sv: 1 } };
    return door(house.platform, {
      token,
      data: { settings: { engine: "keyless" } },
      address: "198.51.100.1",
    });
  };
  expect(await ask(["config.system.view", "config.customers.edit"])).toEqual({ kind: "not-allowed" });
  expect(await ask(["config.system.view", "config.system.edit"])).toEqual({ kind: "done" });
  expect(await stored()).toMatchObject({ engine: "keyless" });
});
