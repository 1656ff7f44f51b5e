import { For, Show } from "solid-js";
import { A } from "@solidjs/router";
import {
  BILLING_TYPES,
  BILLING_TYPE_LABELS,
  CATEGORIES,
  CATEGORY_LABELS,
  CUSTOMER_STATUSES,
  STATUS_SHORT,
} from "@trunkline/domain/customer/status";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_FIELDS } from "@trunkline/domain/customer/table";
import { formatDay } from "@trunkline/domain/time/format";
import type { Day } from "@trunkline/domain/time/day";
import { AvatarStack, type Person } from "../../ui/avatar.tsx";
import { Chip } from "../../ui/chip.tsx";
import type { Column } from "../../ui/table/types.ts";
import type { Workspace } from "../workspace.tsx";
import { StatusBadge } from "./status-badge.tsx";

/** The columns a fresh administrator sees (14 §1.2); plans and addresses join with their features. */
export const DEFAULT_COLUMNS = [
  "status",
  "number",
  "login",
  "name",
  "phones",
  "emails",
  "city",
  "labelIds",
  "balance",
];

/** On a phone the name comes first: it is what people look for, and the rest is a swipe away. */
export const NARROW_COLUMNS = [
  "name",
  "status",
  "number",
  "balance",
  "phones",
  "emails",
  "login",
  "city",
  "labelIds",
];

const customerHref = (customer: Customer) => `/customers/${customer.number}`;

const options = <V extends string>(values: readonly V[], labels: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value, label: labels[value] }));

const named = (
  names: Readonly<Record<string, { readonly name?: string; readonly title?: string }>> | undefined,
) =>
  Object.entries(names ?? {}).map(([value, entry]) => ({ value, label: entry.name ?? entry.title ?? value }));

const text = (
  key: "street" | "zip" | "city" | "identification" | "companyId" | "contactPerson" | "vatId",
  width: number,
): Column<Customer> => ({
  id: key,
  title: CUSTOMER_FIELDS[key].label,
  width,
  sortable: key === "city",
  cell: (row) => <bdi>{row[key]}</bdi>,
});
const list = (key: "emails" | "billingEmails" | "phones", width: number): Column<Customer> => ({
  id: key,
  title: CUSTOMER_FIELDS[key].label,
  width,
  cell: (row) => <bdi>{row[key].join(", ")}</bdi>,
});

/** Every column the customer list can show, for the names and settings of this installation. */
export function customerColumns(
  workspace: Workspace,
  here: (customer: Customer) => readonly Person[],
): readonly Column<Customer>[] {
  const directory = () => workspace.directory();
  const day = (value: Day | null) => {
    const format = workspace.general()?.dateFormat;
    return value === null || format === undefined ? "" : formatDay(value, format);
  };
  return [
    {
      id: "status",
      title: "Status",
      width: 104,
      sortable: true,
      filter: options(CUSTOMER_STATUSES, STATUS_SHORT),
      cell: (row) => <StatusBadge status={row.status} />,
    },
    {
      id: "number",
      title: "ID",
      width: 76,
      align: "end",
      sortable: true,
      cell: (row) => (
        <A href={customerHref(row)} tabIndex={-1}>
          {row.number}
        </A>
      ),
    },
    {
      id: "login",
      title: "Portal login",
      width: 128,
      sortable: true,
      cell: (row) => (
        <A href={customerHref(row)} tabIndex={-1}>
          {row.login}
        </A>
      ),
    },
    {
      id: "name",
      title: "Full name",
      width: 220,
      grows: true,
      sortable: true,
      cell: (row) => (
        <>
          <A href={customerHref(row)} tabIndex={-1}>
            <bdi>{row.name}</bdi>
          </A>
          <Show when={here(row).length > 0}>
            <AvatarStack people={here(row)} label="Here now" />
          </Show>
        </>
      ),
    },
    list("phones", 150),
    list("emails", 220),
    list("billingEmails", 220),
    {
      id: "labelIds",
      title: "Labels",
      width: 160,
      filter: named(directory()?.labels),
      cell: (row) => (
        <For each={row.labelIds}>
          {(id) => {
            const label = () => directory()?.labels[id];
            return (
              <Show when={label()}>{(known) => <Chip text={known().title} colour={known().colour} />}</Show>
            );
          }}
        </For>
      ),
    },
    {
      id: "balance",
      title: "Account balance",
      width: 132,
      align: "end",
      sortable: true,
      cell: (row) => <span classList={{ negative: row.balance < 0 }}>{workspace.money(row.balance)}</span>,
    },
    {
      id: "partnerId",
      title: "Partner",
      width: 130,
      // An administrator of one partner sees no other's customers anyway.
      ...(workspace.viewer().session.partner === "*" ? { filter: named(directory()?.partners) } : {}),
      cell: (row) => <bdi>{directory()?.partners[row.partnerId]?.name}</bdi>,
    },
    {
      id: "locationId",
      title: "Location",
      width: 130,
      filter: named(directory()?.locations),
      cell: (row) => <bdi>{directory()?.locations[row.locationId]?.name}</bdi>,
    },
    text("street", 190),
    text("zip", 90),
    text("city", 130),
    {
      id: "dateAdded",
      title: "Date added",
      width: 110,
      sortable: true,
      filter: "days",
      cell: (row) => <span class="number">{day(row.dateAdded)}</span>,
    },
    {
      id: "category",
      title: "Category",
      width: 110,
      filter: options(CATEGORIES, CATEGORY_LABELS),
      cell: (row) => CATEGORY_LABELS[row.category],
    },
    {
      id: "billingType",
      title: "Billing type",
      width: 130,
      filter: options(BILLING_TYPES, BILLING_TYPE_LABELS),
      cell: (row) => BILLING_TYPE_LABELS[row.billingType],
    },
    {
      id: "birthday",
      title: "Date of birth",
      width: 110,
      cell: (row) => <span class="number">{day(row.birthday)}</span>,
    },
    text("identification", 140),
    text("companyId", 130),
    text("contactPerson", 150),
    text("vatId", 130),
  ];
}
