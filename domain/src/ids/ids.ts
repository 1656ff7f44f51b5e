/** Makes two strings (or numbers) of different meaning different types, at no cost at run time. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

export type CustomerId = Brand<string, "CustomerId">;
export type AdminId = Brand<string, "AdminId">;
export type PartnerId = Brand<string, "PartnerId">;
export type LocationId = Brand<string, "LocationId">;
export type LabelId = Brand<string, "LabelId">;
export type RoleId = Brand<string, "RoleId">;
export type EntryId = Brand<string, "EntryId">;
export type CommentId = Brand<string, "CommentId">;
export type ViewId = Brand<string, "ViewId">;
export type TabId = Brand<string, "TabId">;

/** The partner and the location that every installation has from the start (15 §4.2, §5.2). */
export const MAIN_PARTNER = "main" as PartnerId;
export const MAIN_LOCATION = "main" as LocationId;

/** The sequential ID that people see (10 §1.1); leads and customers share it. */
export type CustomerNumber = Brand<number, "CustomerNumber">;

// A document id never holds a slash; the rest of Firestore's limits is far beyond what we make ourselves.
const SAFE_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** True when the text can be one of our document ids: 1–128 letters, digits, `_` or `-`. */
export function isId(text: string): boolean {
  return SAFE_ID.test(text);
}
