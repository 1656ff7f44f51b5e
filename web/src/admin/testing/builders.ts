import { readEntry, type ActivityEntry } from "@trunkline/domain/activity/entry";
import type { Session } from "@trunkline/domain/admin/session";
import { readComment } from "@trunkline/domain/comment/comment";
import { readCommentsConfig } from "@trunkline/domain/config/comments";
import { readCustomersConfig } from "@trunkline/domain/config/customers";
import type { Directory } from "@trunkline/domain/config/directory";
import { readGeneral } from "@trunkline/domain/config/general";
import { readMapsConfig } from "@trunkline/domain/config/maps";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { BadRecord, Result } from "@trunkline/domain/result/result";
import type { ShownComment } from "../../data/ports.tsx";

function good<T>(result: Result<T, BadRecord>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.problems.join()}`);
  return result.value;
}

/** A customer as the reader would give it; number 17 unless said otherwise. */
export function aCustomer(part: Record<string, unknown> = {}): Customer {
  const number = typeof part["number"] === "number" ? part["number"] : 17;
  return good(
    readCustomer(`c${number}`, {
      number,
      login: `login${number}`,
      status: "active",
      name: `Customer ${number}`,
      partnerId: "p1",
      locationId: "l1",
      dateAdded: "2025-03-01",
      city: "Oslo",
      phones: ["+47 22 33 44 55"],
      addedBy: "eva",
      lastActivity: "e0",
      ...part,
    }),
  );
}

/** An administrator of all partners with the usual rights. */
export function aSession(part: Partial<Session> = {}): Session {
  return {
    open: true,
    sv: 1,
    partner: "*",
    permissions: [
      "customers.add",
      "customers.list",
      "customers.view",
      "customers.view.edit",
      "customers.view.geo",
      "customers.view.labels",
      "customers.view.activity",
      "customers.comments.add",
      "customers.comments.editOwn",
    ],
    ...part,
  };
}

/** A comment as the reader would give it, by Eva unless said otherwise. */
export function aComment(part: Record<string, unknown> = {}): ShownComment {
  const { id = "m1", waiting = false, scheduled = null, ...rest } = part;
  const stored = {
    author: "eva",
    partnerId: "p1",
    state: "comment",
    text: "Call back",
    scheduled: typeof scheduled === "number" ? { toMillis: () => scheduled } : null,
    createdAt: { toMillis: () => 1_000 },
    updatedAt: { toMillis: () => 1_000 },
    lastActivity: "e1",
    ...rest,
  };
  return { ...good(readComment("c17", String(id), stored)), waiting: waiting === true };
}

/** An entry of customer 17's activity, by Tom unless said otherwise. */
export function anEntry(part: Record<string, unknown> = {}): ActivityEntry {
  const { id = "e1", ...rest } = part;
  const stored = {
    time: { toMillis: () => 1_000 },
    actor: "tom",
    source: "administrator",
    kind: "customer",
    record: "c17",
    action: "changed",
    before: {},
    after: {},
    partnerId: "p1",
    ...rest,
  };
  return good(readEntry("activity", String(id), stored));
}

export const DIRECTORY = {
  staff: {
    eva: { name: "Eva Dvořák", login: "eva", active: true, here: true },
    tom: { name: "Tom Okafor", login: "tom", active: true, here: true },
  },
  partners: { p1: { name: "Main" }, p2: { name: "NorthNet" } },
  locations: { l1: { name: "Main" } },
  labels: { vip: { title: "VIP", colour: "#d97706" } },
} as Directory;

export const GENERAL = good(readGeneral({ timeZone: "Europe/Oslo" }));
export const CUSTOMERS_CONFIG = good(readCustomersConfig(undefined));
export const MAPS_CONFIG = good(readMapsConfig(undefined));
export const COMMENTS_CONFIG = good(readCommentsConfig(undefined));

/** Additional fields as an operator would define them. */
export function someFields(...fields: readonly Partial<FieldDefinition>[]): readonly FieldDefinition[] {
  return good(readCustomerFields({ fields })).fields;
}
