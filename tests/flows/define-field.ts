import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { aField } from "@trunkline/domain/testing/builders";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { saveCustomerField } from "../../functions/src/settings/fields.ts";
import { aKey, type House } from "./house.ts";

/** Defines an additional field, or changes one; its title is its name unless told otherwise. */
export function defineField(
  house: House,
  admin: AdminCaller,
  changes: Partial<FieldDefinition>,
  { isNew = true, setForAll = false }: { readonly isNew?: boolean; readonly setForAll?: boolean } = {},
): ReturnType<typeof saveCustomerField> {
  const definition = aField({ title: changes.name ?? "", ...changes });
  return saveCustomerField(house.platform, admin, {
    key: aKey(),
    // The call takes lists that nobody promises to leave alone.
    definition: definition as Parameters<typeof saveCustomerField>[2]["definition"],
    isNew,
    setForAll,
  });
}
