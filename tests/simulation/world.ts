import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomerId, CustomerNumber } from "@trunkline/domain/ids/ids";
import { configPath } from "@trunkline/domain/paths";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { aCustomer, anAdmin, openHouse, recordOf, type House } from "../flows/house.ts";

/** A customer that several people work on. */
export interface Shared {
  readonly id: CustomerId;
  readonly number: CustomerNumber;
}

export interface World {
  readonly house: House;
  /** A new customer of the main partner. */
  customer(name: string): Promise<Shared>;
  person(): Promise<AdminCaller>;
  /** The answer of the next call of that kind that reaches the server is lost after its work was done. */
  loseNextAnswer(method: "commit" | "write"): Promise<void>;
  /** No answer is lost from now on. */
  beKind(): Promise<void>;
  close(): Promise<void>;
}

/** The real rules, the real functions and one additional field of each kind over a local server. */
export async function openWorld(): Promise<World> {
  const rules = readFileSync(join(import.meta.dirname, "../../firestore.rules"), "utf8");
  const house = await openHouse({ rules, unkind: true });
  await house.db.doc(configPath("customerFields")).set({
    fields: [
      { name: "note", title: "Note", type: "string" },
      { name: "contract", title: "Contract", type: "string", unique: true },
    ],
    names: ["attr_note"],
  });
  const owner = await anAdmin(house);
  const faults = `http://127.0.0.1:${house.port}/local/v1/faults`;
  return {
    house,
    async customer(name) {
      const id = await aCustomer(house, owner, { name });
      return { id, number: (await recordOf(house, id))["number"] as CustomerNumber };
    },
    person: () => anAdmin(house),
    async loseNextAnswer(method) {
      await fetch(faults, { method: "POST", body: JSON.stringify({ loseAnswer: [{ method }] }) });
    },
    async beKind() {
      await fetch(faults, { method: "DELETE" });
    },
    close: () => house.close(),
  };
}
