import * as z from "zod/mini";
import type { MatchBy } from "../customer/match.ts";
import type { CustomerKind } from "../customer/status.ts";
import type { CustomerId, CustomerNumber, EntryId } from "../ids/ids.ts";
import { call } from "./call.ts";
import type { BadFields, Conflicted, Limited, NotAllowed, NotFound, OtherCustomer, Saved } from "./parts.ts";
import {
  customerId,
  day,
  fieldKey,
  fieldValue,
  locationId,
  partnerId,
  requestKey,
  shortText,
  status,
} from "./parts.ts";

const values = z.record(fieldKey, fieldValue);
const password = z.string().check(z.maxLength(200));

/** A customer who looks like the one being added (14 §3.14). */
export interface Duplicate extends OtherCustomer {
  readonly customerId: CustomerId | null;
  readonly name: string | null;
  /** A lead has no page among the customers. */
  readonly lead: boolean;
  /** All that is the same, at least one. */
  readonly by: readonly MatchBy[];
}

export type CreateAnswer =
  | { readonly kind: "created"; readonly customerId: CustomerId; readonly number: CustomerNumber }
  | { readonly kind: "duplicates"; readonly duplicates: readonly Duplicate[] }
  /** The key was used for another input. */
  | { readonly kind: "key-reused" }
  /** Duplicates were looked for too often: `findDuplicates` counts with it. */
  | Limited
  | BadFields
  | NotAllowed;

/**
 * Adds a customer with the next number (14 §3). Fields left out get their defaults, a blank login or password is
 * generated; `preview` is the generated login the form showed, so that an `{id}` in it can be made true (10 §3.10).
 */
export const createCustomer = call<CreateAnswer>()(
  "createCustomer",
  "admin",
  z.strictObject({
    key: requestKey,
    values,
    password: z.nullable(password),
    preview: z.nullable(shortText),
    anyway: z.boolean(),
  }),
);

export type DuplicatesAnswer =
  | {
      readonly kind: "duplicates";
      readonly duplicates: readonly Duplicate[];
      /** Of the told values those that only the server can refuse: held by others, or naming what is not there. */
      readonly problems: BadFields["problems"];
    }
  | Limited
  | NotAllowed;

/**
 * Customers and leads that share an address, phone, identification … with what is typed, and what of it the server would
 * refuse (14 §3.14); none is an empty list.
 */
export const findDuplicates = call<DuplicatesAnswer>()(
  "findDuplicates",
  "admin",
  z.strictObject({ values, except: z.nullable(customerId) }),
);

/**
 * When the record that a Save was compared with had last been changed (its `updatedAt` in epoch milliseconds): tells a
 * page whether what it shows is older than the answer.
 */
interface Compared {
  readonly over?: number | null;
}

export type SaveAnswer =
  | (Saved & Compared)
  | ({ readonly kind: "nothing" } & Compared)
  | BadFields
  | (Conflicted & Compared)
  | NotAllowed
  | NotFound;

/**
 * One Save as one transaction, when it touches what the server decides (12 §2.5.1a): each field with the value the
 * form was loaded with. A conflict or one bad field stores nothing. `key` is of one press: sent again, because its
 * answer was lost, it stores nothing more, whatever was changed meanwhile (12 §7.4).
 */
export const saveCustomer = call<SaveAnswer>()(
  "saveCustomer",
  "admin",
  z.strictObject({
    key: requestKey,
    customerId,
    touched: z.record(fieldKey, z.strictObject({ base: fieldValue, mine: fieldValue })),
    password: z.nullable(password),
    undoes: z.nullable(z.string().check(z.maxLength(128))),
  }),
);

export type StatusAnswer = Saved | { readonly kind: "same-status" } | Conflicted | NotAllowed | NotFound;

/** Changes the status by hand (11 §2); `base` is the status the screen showed. */
export const changeStatus = call<StatusAnswer>()(
  "changeStatus",
  "admin",
  z.strictObject({ customerId, base: status, status, cause: z.nullable(shortText) }),
);

export type PlanAnswer =
  | Saved
  | { readonly kind: "too-early" }
  | { readonly kind: "date-taken" }
  | NotAllowed
  | NotFound;

/**
 * Plans a status for a day from tomorrow on; `replaces` names the date of a planned change to be moved (11 §7). `key`: one
 * press, one effect and one answer.
 */
export const planStatus = call<PlanAnswer>()(
  "planStatus",
  "admin",
  z.strictObject({ key: requestKey, customerId, date: day, status, replaces: z.nullable(day) }),
);

/** Removes a planned change. `key`: one press, one effect and one answer. */
export const unplanStatus = call<Saved | NotAllowed | NotFound>()(
  "unplanStatus",
  "admin",
  z.strictObject({ key: requestKey, customerId, date: day }),
);

export type DeleteAnswer = Saved | { readonly kind: "not-inactive" } | NotAllowed | NotFound;

/**
 * Deletes a customer whose saved status is Inactive, softly (11 §8). `key`: one press, one effect and one answer, so that
 * a repeated one deletes nobody whom a colleague has restored since.
 */
export const deleteCustomer = call<DeleteAnswer>()(
  "deleteCustomer",
  "admin",
  z.strictObject({ key: requestKey, customerId }),
);

/** By what a restored customer signs in, where others have it by now. */
export type TakenSignIn = "login" | "email";

export type RestoreAnswer =
  | Saved
  | { readonly kind: "needed"; readonly fields: readonly TakenSignIn[] }
  | BadFields
  | NotAllowed
  | NotFound;

/**
 * Brings a deleted customer back as Inactive (11 §8.5–8.6); `login` and `email` where the old ones are taken. The new
 * address takes the place of the first one. `key`: one press, one effect and one answer.
 */
export const restoreCustomer = call<RestoreAnswer>()(
  "restoreCustomer",
  "admin",
  z.strictObject({
    key: requestKey,
    customerId,
    login: z.nullable(shortText),
    email: z.nullable(shortText),
  }),
);

/** One row of the page that restores (11 §8.4). */
export interface DeletedCustomer {
  readonly customerId: CustomerId;
  readonly number: CustomerNumber;
  readonly login: string;
  readonly name: string;
  readonly phones: readonly string[];
  readonly deletedAt: number;
}

/** Deleted customers by number, login, name or phone, the latest first: those to be shown, or all for a file. */
export const findDeleted = call<
  | {
      readonly kind: "found";
      readonly rows: readonly DeletedCustomer[];
      /** There are older ones too. */
      readonly more: boolean;
    }
  | NotAllowed
>()("findDeleted", "admin", z.strictObject({ text: shortText, forFile: z.boolean() }));

/** What keeps a customer from becoming a lead (11 §9.3). */
export type ConvertObstacle = "not-new" | "services" | "unpaid-invoices" | "balance";
export type ConvertAnswer =
  | Saved
  | { readonly kind: "obstacles"; readonly obstacles: readonly ConvertObstacle[] }
  | NotAllowed
  | NotFound;

/** Converts a New customer to a lead with the same number (11 §9). `key`: one press, one effect and one answer. */
export const convertToLead = call<ConvertAnswer>()(
  "convertToLead",
  "admin",
  z.strictObject({ key: requestKey, customerId }),
);

export type LoginAnswer =
  /** `varies` is false where the format has nothing to vary and the button says so (10 §3.9). */
  { readonly kind: "login"; readonly login: string; readonly varies: boolean } | NotAllowed;

/** A login by the configured format, free at this moment (10 §3.9–3.11). */
export const generateLogin = call<LoginAnswer>()(
  "generateLogin",
  "admin",
  z.strictObject({
    email: shortText,
    phone: shortText,
    partnerId: z.nullable(partnerId),
    locationId: z.nullable(locationId),
    dateAdded: z.nullable(day),
    /** The number of an existing customer; null on the add form. */
    number: z.nullable(z.int()),
  }),
);

/** A password by the configured format; nothing is stored. */
export const generatePassword = call<{ readonly kind: "password"; readonly password: string } | NotAllowed>()(
  "generatePassword",
  "admin",
  z.strictObject({}),
);

export type SetPasswordAnswer = Saved | BadFields | NotAllowed | NotFound;

/**
 * Sets a portal password, typed or (null) generated, and ends the open portal sessions (10 §4.8). `key`: one press, one
 * effect and one answer, so that a repeated one takes no newer password back.
 */
export const setPassword = call<SetPasswordAnswer>()(
  "setPassword",
  "admin",
  z.strictObject({ key: requestKey, customerId, password: z.nullable(password) }),
);

export type ShowPasswordAnswer =
  /** `setAt`: when it was set (epoch milliseconds), so that a page knows which one it shows. */
  | {
      readonly kind: "shown";
      readonly password: string;
      readonly setAt: number | null;
      readonly entryId: EntryId;
    }
  /** The customer's own choice, or set while showing was off. */
  | { readonly kind: "no-copy" }
  | { readonly kind: "switched-off" }
  | Limited
  | { readonly kind: "sign-in-too-old" }
  | { readonly kind: "wrong-password" }
  | NotAllowed
  | NotFound;

/** Shows a portal password once, after it is in the Activity (10 §4); `own` where the sign-in is over 12 h old. */
export const showPassword = call<ShowPasswordAnswer>()(
  "showPassword",
  "admin",
  z.strictObject({ customerId, own: z.nullable(password) }),
);

/**
 * Shows an additional field of type Password once (10 §8.16): the same rules, limits and entries as the portal password.
 * `field` is its key in the record.
 */
export const showFieldPassword = call<ShowPasswordAnswer>()(
  "showFieldPassword",
  "admin",
  z.strictObject({ customerId, field: fieldKey, own: z.nullable(password) }),
);

/** A customer that another record points to, as the asker may know him. */
export type NamedCustomer =
  | { readonly kind: CustomerKind; readonly number: CustomerNumber; readonly name: string }
  /** Outside his partner, or no such record: told apart to nobody. */
  | { readonly kind: "unreachable" };

export type NamesAnswer =
  | { readonly kind: "names"; readonly names: Readonly<Record<string, NamedCustomer>> }
  | NotAllowed;

/** The most customers one call names. */
export const MOST_NAMED = 200;

/** Who the customers with these ids are: what fields that point to customers show (10 §8.16). */
export const nameCustomers = call<NamesAnswer>()(
  "nameCustomers",
  "admin",
  z.strictObject({ customerIds: z.array(customerId).check(z.minLength(1), z.maxLength(MOST_NAMED)) }),
);
