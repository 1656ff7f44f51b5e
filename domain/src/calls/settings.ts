import * as z from "zod/mini";
import { commentCategory, commentType } from "../config/comments.ts";
import { AUTH_FIELDS } from "../config/customers.ts";
import { MAP_ENGINES } from "../config/maps.ts";
import { BILLING_TYPES } from "../customer/status.ts";
import { fieldDefinition } from "../fields/reader.ts";
import type { CustomerId, CustomerNumber, LabelId } from "../ids/ids.ts";
import { call } from "./call.ts";
import type { BadFields, Done, NotAllowed, NotFound } from "./parts.ts";
import { fieldKey, labelId, locationId, requestKey, shortText } from "./parts.ts";

const settings = z.partial(
  z.strictObject({
    loginOnAdd: z.boolean(),
    loginOnEdit: z.boolean(),
    loginCharacters: shortText,
    showGenerate: z.boolean(),
    loginFormat: shortText,
    passwordCharacters: shortText,
    passwordLength: z.int(),
    passwordFormat: shortText,
    showPasswords: z.boolean(),
    authField: z.enum(AUTH_FIELDS),
    defaultBillingType: z.enum(BILLING_TYPES),
    fieldLimit: z.int(),
    mostFound: z.int(),
  }),
);

/** Saves settings of `config/customers` (10 §3, §9). Switching `showPasswords` off destroys every readable copy. */
export const saveCustomersConfig = call<Done | BadFields | NotAllowed>()(
  "saveCustomersConfig",
  "admin",
  z.strictObject({ settings }),
);

/** Somebody who cannot sign in by e-mail; `email` is the address he shares with others, null when he has none. */
export interface CannotSignIn {
  readonly customerId: CustomerId;
  readonly number: CustomerNumber;
  readonly name: string;
  readonly kind: "customer" | "lead";
  readonly email: string | null;
}

export type EmailSignInAnswer =
  | {
      readonly kind: "found";
      /** How many share their first address with another one, leads among them. */
      readonly sharing: number;
      /** How many customers have no address at all. */
      readonly without: number;
      /** The first of those who share, address by address, and then of those without. */
      readonly examples: readonly CannotSignIn[];
    }
  | NotAllowed;

/** Who could not sign in if customers signed in by e-mail (21 §1 `authField`). */
export const findEmailSignIn = call<EmailSignInAnswer>()("findEmailSignIn", "admin", z.strictObject({}));

const latitude = z.number().check(z.minimum(-90), z.maximum(90));
const longitude = z.number().check(z.minimum(-180), z.maximum(180));
const maps = z.partial(
  z.strictObject({
    engine: z.enum(MAP_ENGINES),
    googleKey: shortText,
    googleMapId: shortText,
    geocoding: z.boolean(),
    defaultView: z.nullable(z.strictObject({ lat: latitude, lng: longitude, zoom: z.number() })),
    centres: z
      .record(locationId, z.strictObject({ lat: latitude, lng: longitude }))
      .check(z.refine((centres) => Object.keys(centres).length <= 500, "at most 500 locations")),
  }),
);

/** Saves settings of `config/maps` (12 §3.4.3); each setting is stored whole. */
export const saveMapsConfig = call<Done | BadFields | NotAllowed>()(
  "saveMapsConfig",
  "admin",
  z.strictObject({ settings: maps }),
);

export type SaveFieldAnswer =
  | Done
  /** Unique was turned on while these values occur more than once (10 §8.20). */
  | { readonly kind: "duplicates"; readonly examples: readonly string[] }
  | { readonly kind: "name-taken" }
  /** A field of this name was deleted, and its values are still being taken off the records. */
  | { readonly kind: "name-leaving" }
  | BadFields
  | NotAllowed;

/**
 * Adds (or, with its name, changes) an additional field of customers; name and type stay as they were made. `key`: one
 * press, one effect and one answer; one that broke off among the records goes on where it stopped.
 */
export const saveCustomerField = call<SaveFieldAnswer>()(
  "saveCustomerField",
  "admin",
  z.strictObject({
    key: requestKey,
    definition: fieldDefinition,
    isNew: z.boolean(),
    setForAll: z.boolean(),
  }),
);

/** Deletes an additional field; its values are taken off the records after the answer (10 §8.21). */
export const removeCustomerField = call<Done | NotAllowed | NotFound>()(
  "removeCustomerField",
  "admin",
  z.strictObject({ name: fieldKey }),
);

/** Places the additional fields of customers in the order named (10 §8, Position). */
export const orderCustomerFields = call<Done | NotAllowed>()(
  "orderCustomerFields",
  "admin",
  z.strictObject({ names: z.array(fieldKey).check(z.maxLength(500)) }),
);

/** Shows an additional field to customers in their portal, or takes it out of it (10 §8.22, 21 §2.3). */
export const setFieldPortal = call<Done | BadFields | NotAllowed | NotFound>()(
  "setFieldPortal",
  "admin",
  z.strictObject({ name: fieldKey, portal: z.enum(["none", "view", "edit"]) }),
);

/** How many records hold something that is about to be taken away. */
export interface Use {
  readonly kind: "use";
  readonly records: number;
}

/** Counts the records that hold a value of a field, or (named) one option of it (10 §8.16, §8.21). */
export const customerFieldUse = call<Use | NotAllowed | NotFound>()(
  "customerFieldUse",
  "admin",
  z.strictObject({ name: fieldKey, option: z.nullable(shortText) }),
);

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/));

export type SaveLabelAnswer =
  | { readonly kind: "done"; readonly labelId: LabelId }
  | BadFields
  | NotAllowed
  | NotFound;

/** Adds (null) or changes a label of customers (10 §7.1). `key`: one press, one effect and one answer. */
export const saveLabel = call<SaveLabelAnswer>()(
  "saveLabel",
  "admin",
  z.strictObject({ key: requestKey, labelId: z.nullable(labelId), title: shortText, colour }),
);

/** Deletes a label; it is taken off the records after the answer (10 §7.6). */
export const removeLabel = call<Done | NotAllowed | NotFound>()(
  "removeLabel",
  "admin",
  z.strictObject({ labelId }),
);

/** Counts the records that carry a label (10 §7.6). */
export const labelUse = call<Use | NotAllowed>()("labelUse", "admin", z.strictObject({ labelId }));

/** Saves types and categories of comments (12 §5.4); what is left out is retired, not gone. */
export const saveCommentsConfig = call<Done | BadFields | NotAllowed>()(
  "saveCommentsConfig",
  "admin",
  z.partial(
    z.strictObject({
      types: z.array(commentType).check(z.maxLength(200)),
      categories: z.array(commentCategory).check(z.maxLength(200)),
    }),
  ),
);
