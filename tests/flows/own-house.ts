import { afterAll } from "vitest";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { anAdmin, openHouse, type House } from "./house.ts";

/** The house of one file of tests, closed behind it, and an administrator who may do everything in it. */
export async function ownHouse(): Promise<{ readonly house: House; readonly admin: AdminCaller }> {
  const house = await openHouse();
  afterAll(() => house.close());
  return { house, admin: await anAdmin(house) };
}
