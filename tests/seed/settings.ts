import { createHash } from "node:crypto";
import type { GeneralConfig } from "@trunkline/domain/config/general";
import type { DirectorySources } from "@trunkline/domain/config/directory";
import { directoryFor } from "@trunkline/domain/config/directory";
import { uniqueValue } from "@trunkline/domain/fields/check";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { browserNames } from "@trunkline/domain/fields/definition";
import type { LabelId, LocationId, PartnerId } from "@trunkline/domain/ids/ids";
import { MAIN_LOCATION, MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import {
  configPath,
  directoryPath,
  labelPath,
  locationPath,
  partnerPath,
  portalConfigPath,
  uniquePath,
} from "@trunkline/domain/paths";
import type { SeedDocument } from "./document.ts";

/** The provider's partners, the main one first, with their share of the customers. */
export const PARTNERS = [
  { id: MAIN_PARTNER, name: "Main", number: 1, weight: 70 },
  { id: "nordlink" as PartnerId, name: "Nordlink Wireless", number: 2, weight: 20 },
  { id: "valley" as PartnerId, name: "Valley Fibre Co-op", number: 3, weight: 10 },
] as const;

export const LOCATIONS = [
  { id: MAIN_LOCATION, name: "Main", number: 1, weight: 30 },
  { id: "north" as LocationId, name: "North ridge", number: 2, weight: 25 },
  { id: "old-town" as LocationId, name: "Old town", number: 3, weight: 20 },
  { id: "harbour" as LocationId, name: "Harbour", number: 4, weight: 15 },
  { id: "zizkov" as LocationId, name: "Žižkov – vysílač", number: 5, weight: 10 },
] as const;

export const LABELS = [
  { id: "vip" as LabelId, title: "VIP", colour: "#b45309", share: 0.05 },
  { id: "fiber" as LabelId, title: "Fiber", colour: "#047857", share: 0.35 },
  { id: "wireless" as LabelId, title: "Wireless", colour: "#0369a1", share: 0.3 },
  { id: "slow-payer" as LabelId, title: "Slow payer", colour: "#b91c1c", share: 0.08 },
  { id: "contract" as LabelId, title: "24-month contract", colour: "#6d28d9", share: 0.25 },
] as const;

export const GENERAL: GeneralConfig = {
  timeZone: "Europe/Prague",
  language: "en",
  dateFormat: "YYYY-MM-DD",
  hours: 24,
  firstWeekday: 1,
  money: {
    currency: "EUR",
    symbol: "€",
    position: "after-space",
    decimals: 2,
    decimalSeparator: ".",
    thousandsSeparator: " ",
  },
  country: "CZ",
};

const plain: Omit<FieldDefinition, "name" | "title" | "type" | "position"> = {
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
};

const option = (value: string) => ({ value, retired: false });

/** Additional fields this provider keeps of its customers (10 §8). */
export const FIELDS: readonly FieldDefinition[] = [
  {
    ...plain,
    name: "contract_id",
    title: "Contract ID",
    type: "string",
    position: 1,
    unique: true,
    searchable: true,
    min: 10,
    max: 10,
  },
  {
    ...plain,
    name: "connection",
    title: "Connection",
    type: "select",
    position: 2,
    showInList: true,
    portal: "view",
    options: [option("Fibre"), option("Wireless"), option("Cable"), option("Copper")],
  },
  { ...plain, name: "installed_on", title: "Installed on", type: "date", position: 3, onAdd: false },
  { ...plain, name: "access_note", title: "How to get in", type: "text", position: 4, searchable: true },
  {
    ...plain,
    name: "employees",
    title: "Employees",
    type: "integer",
    position: 5,
    category: "company",
    min: 1,
  },
];

/** Settings, and the places and labels that customers refer to. */
export function* settings(sources: Pick<DirectorySources, "admins">): Iterable<SeedDocument> {
  yield { path: configPath("general"), data: { ...GENERAL } };
  yield { path: configPath("customers"), data: { loginFormat: "{id|6}" } };
  yield { path: configPath("customerFields"), data: { fields: FIELDS, names: browserNames(FIELDS) } };
  yield { path: configPath("comments"), data: {} };
  for (const { id, name, number } of PARTNERS) {
    yield { path: partnerPath(id), data: { name, number } };
    yield {
      path: portalConfigPath(id),
      data: { title: id === MAIN_PARTNER ? "Customer portal" : `${name} portal`, general: GENERAL },
    };
  }
  for (const { id, name, number } of LOCATIONS) yield { path: locationPath(id), data: { name, number } };
  for (const { id, title, colour } of LABELS)
    yield { path: labelPath(id), data: { title, colour, module: "customers" } };
  const all: DirectorySources = { ...sources, partners: PARTNERS, locations: LOCATIONS, labels: LABELS };
  for (const scope of ["*", ...PARTNERS.map(({ id }) => id)] as const) {
    yield { path: directoryPath(scope), data: { ...directoryFor(scope, all) } };
  }
}

/** Where the holder of a unique value is noted; undefined for a value that counts as nothing. */
export function uniqueDocument(
  field: string,
  value: string | null,
  holder: Readonly<Record<string, unknown>>,
): SeedDocument | undefined {
  const folded = uniqueValue(value);
  if (folded === undefined) return undefined;
  return { path: uniquePath(field, createHash("sha256").update(folded).digest("hex")), data: holder };
}
