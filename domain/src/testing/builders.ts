import type { Customer } from "../customer/record.ts";
import type { Comment } from "../comment/comment.ts";
import type { FieldDefinition } from "../fields/definition.ts";
import type {
  AdminId,
  CommentId,
  CustomerId,
  CustomerNumber,
  EntryId,
  LocationId,
  PartnerId,
} from "../ids/ids.ts";
import type { Permission } from "../admin/permissions.ts";
import type { PartnerScope, Viewer } from "../admin/session.ts";
import type { Amount } from "../money/amount.ts";
import type { Day } from "../time/day.ts";
import type { Instant } from "../time/instant.ts";

/* Builders for tests: an ordinary record, and what the test wants different. */

/** A customer as his reader gives him. */
export function aCustomer(changes: Partial<Customer> = {}): Customer {
  return {
    id: "c1" as CustomerId,
    number: 1 as CustomerNumber,
    kind: "customer",
    login: "000001",
    status: "active",
    billingType: "recurring",
    name: "John Doe",
    nameFolded: "john doe",
    emails: ["john@example.com"],
    billingEmails: [],
    phones: ["+49 30 123-456"],
    partnerId: "main" as PartnerId,
    locationId: "north" as LocationId,
    street: "13 High St",
    zip: "10115",
    city: "Berlin",
    geo: null,
    dateAdded: "2026-01-05" as Day,
    category: "person",
    birthday: null,
    identification: "",
    companyId: "",
    contactPerson: "",
    vatId: "",
    labelIds: [],
    balance: 0 as Amount,
    addedBy: "anna" as AdminId,
    addedVia: "admin",
    passwordBy: "system",
    passwordAt: null,
    nextPlanned: null,
    flaws: {},
    lastActivity: "e1" as EntryId,
    createdAt: null,
    updatedAt: null,
    lastOnlineAt: null,
    deletedAt: null,
    attrs: {},
    ...changes,
  };
}

/** A comment of Anna's, as its reader gives it. */
export function aComment(changes: Partial<Comment> = {}): Comment {
  return {
    id: "m1" as CommentId,
    customerId: "c1" as CustomerId,
    state: "comment",
    text: "Call back",
    format: "plain",
    type: "comment",
    category: "info",
    scheduled: null,
    assignee: null,
    mentions: [],
    pinned: false,
    author: "anna" as AdminId,
    partnerId: "main" as PartnerId,
    doneBy: null,
    doneAt: null,
    mentionedAt: null,
    createdAt: 1_000 as Instant,
    updatedAt: 1_000 as Instant,
    lastActivity: "e1" as EntryId,
    ...changes,
  };
}

/** An additional field with the defaults of its form. */
export function aField(changes: Partial<FieldDefinition> = {}): FieldDefinition {
  return {
    name: "contract_id",
    title: "Contract ID",
    type: "string",
    category: "all",
    defaultValue: null,
    min: null,
    max: null,
    required: false,
    unique: false,
    showInList: false,
    onAdd: true,
    searchable: false,
    readonly: false,
    disabled: false,
    hidden: false,
    portal: "none",
    options: [],
    relation: null,
    position: 0,
    ...changes,
  };
}

/** Somebody signed in with these permissions. */
export function aViewer(uid: string, partner: string, permissions: readonly Permission[]): Viewer {
  return {
    uid: uid as AdminId,
    session: { open: true, sv: 1, partner: partner as PartnerScope, permissions },
  };
}

/** A Timestamp as an SDK gives it. */
export function aTimestamp(millis: number): {
  readonly seconds: number;
  readonly nanoseconds: number;
  toMillis(): number;
} {
  return { seconds: Math.floor(millis / 1000), nanoseconds: (millis % 1000) * 1e6, toMillis: () => millis };
}

/** The same bytes each time, from a seed: a stand-in for the cryptographic generator. */
export function seededBytes(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}
