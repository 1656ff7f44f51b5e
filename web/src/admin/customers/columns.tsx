import { Show, type JSX } from "solid-js";
import { BILLING_TYPE_LABELS, CATEGORY_LABELS } from "@trunkline/domain/customer/status";
import { CUSTOMER_FIELDS } from "@trunkline/domain/customer/table";
import type { AttrValue, FieldDefinition } from "@trunkline/domain/fields/definition";
import { attrKey } from "@trunkline/domain/fields/definition";
import { listedDefinitions, type ListField } from "@trunkline/domain/list/fields";
import type { ListedCustomer } from "@trunkline/domain/list/listed";
import { formatDay } from "@trunkline/domain/time/format";
import type { Day } from "@trunkline/domain/time/day";
import { AvatarStack, type Person } from "../../ui/avatar.tsx";
import { Chip } from "../../ui/chip.tsx";
import { moulded } from "../../ui/moulded.ts";
import { EDGES, fits, textWidth } from "../../ui/table/fits.ts";
import type { Column, Stamps } from "../../ui/table/types.ts";
import { Moment } from "../../ui/time.tsx";
import type { Workspace } from "../workspace.tsx";
import { valueText } from "../customer/labels.ts";
import { filterOf } from "./choices.ts";
import { STATUS_BADGES } from "./status-badge.tsx";

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

// Plain links, which the router follows all the same: its own look at the address each time it moves, three in each row.
const customerHref = (customer: ListedCustomer) => `/customers/${customer.number}`;

const text = (
  key: "street" | "zip" | "city" | "identification" | "companyId" | "contactPerson" | "vatId",
  width: number,
): Column<ListedCustomer> => ({
  id: key,
  title: CUSTOMER_FIELDS[key].label,
  width,
  cell: { text: (row) => row[key], isolated: true },
});
const list = (key: "emails" | "billingEmails" | "phones", width: number): Column<ListedCustomer> => ({
  id: key,
  title: CUSTOMER_FIELDS[key].label,
  width,
  cell: { text: (row) => row[key].join(", "), isolated: true },
});
const moment = (key: "updatedAt" | "lastOnlineAt", title: string): Column<ListedCustomer> => ({
  id: key,
  title,
  width: 130,
  cell: (row) => <Show when={row()[key]}>{(at) => <Moment at={at()} short />}</Show>,
});

/** Every column the customer list can show, for the names and settings of this installation. */
export function customerColumns(
  workspace: Workspace,
  fields: readonly ListField[],
  here: (customer: ListedCustomer) => readonly Person[],
): readonly Column<ListedCustomer>[] {
  return [
    ...fixedColumns(workspace, here),
    ...listedDefinitions(workspace.fields()).map((field) => attrColumn(workspace, field)),
  ].map((column) => {
    const field = fields.find(({ key }) => key === column.id);
    // An administrator of one partner sees no other's customers anyway.
    if (field === undefined || (field.key === "partnerId" && workspace.viewer().session.partner !== "*")) {
      return column;
    }
    return { ...column, filter: filterOf(workspace, field) };
  });
}

interface Label {
  readonly title: string;
  readonly colour: string;
}

const MOST_PICTURES = 1000;

/** The picture of each label and of each number of more, made once; another name or colour is another picture. */
function chips() {
  const made = new Map<string, () => JSX.Element>();
  const once = (key: string, picture: () => JSX.Element) => {
    // Any labels can stand together in a row: a tab that is open for days does not keep all it ever drew.
    if (made.size > MOST_PICTURES) made.clear();
    const known = made.get(key) ?? moulded(picture);
    made.set(key, known);
    return known;
  };
  const chip = ({ title, colour }: Label) =>
    once(`${colour} ${title}`, () => <Chip text={title} colour={colour} />);
  return (labels: readonly Label[], width: () => number): Stamps => {
    const shown = labels.length < 2 ? labels.length : fitting(labels, width());
    const pictures = labels.slice(0, shown).map(chip);
    const whole = standWhole(labels.slice(0, shown), width(), shown === labels.length ? 0 : MORE_CHIP);
    if (shown === labels.length) return { pictures, whole };
    const all = labels.map(({ title }) => title).join(", ");
    const more = once(`+${labels.length - shown} ${all}`, () => (
      <span class="chip more" role="img" aria-label={`${labels.length - shown} more of ${all}`} title={all}>
        +{labels.length - shown}
      </span>
    ));
    return { pictures: [...pictures, more], whole };
  };
}

/* Pixels, a little more than most letters take: a row that asked what its labels measure would be laid out twice. */
const CHIP_EDGES = 32;
const MORE_CHIP = 34;
const LEAST_CHIP = 54;
const WIDEST_CHIP = 204;
const LETTER = 6;
/** Its text against that of the page: --text-xs, --text-m. */
const CHIP_TEXT = 12 / 14;

/** How many labels stand whole in a column so wide, beside the number of the others. */
function fitting(labels: readonly Label[], width: number): number {
  const room = width - EDGES;
  let taken = 0;
  const ends = labels.map(({ title }) => {
    const letters = title.replaceAll(/[\u2e80-\uffff]/g, "WW").length;
    return (taken += Math.min(WIDEST_CHIP, CHIP_EDGES + letters * LETTER));
  });
  if (taken <= room) return labels.length;
  const whole = ends.filter((end) => end <= room - MORE_CHIP).length;
  return whole === 0 && room - MORE_CHIP >= LEAST_CHIP ? 1 : whole;
}

/** Whether the browser need not cut them, nor what stands after them. */
function standWhole(labels: readonly Label[], width: number, after: number): boolean {
  let plain = after;
  let spaced = after;
  for (const { title } of labels) {
    const text = textWidth(title);
    if (text === undefined || text.plain * CHIP_TEXT + CHIP_EDGES > WIDEST_CHIP) return false;
    plain += text.plain * CHIP_TEXT + CHIP_EDGES;
    spaced += text.spaced * CHIP_TEXT + CHIP_EDGES;
  }
  return fits({ plain, spaced }, width);
}

/** The widest status stands whole in it. */
const STATUS_WIDTH = 104;

const NUMERIC = new Set(["integer", "decimal"]);

const empty = (value: AttrValue | undefined) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

function attrColumn(workspace: Workspace, field: FieldDefinition): Column<ListedCustomer> {
  const key = attrKey(field.name);
  const shown = (value: AttrValue | undefined) => (empty(value) ? "" : valueText(workspace, key, value));
  return {
    id: key,
    title: field.title,
    width: NUMERIC.has(field.type) ? 110 : 140,
    ...(NUMERIC.has(field.type) ? { align: "end" as const } : {}),
    cell: { text: (row) => shown(row.attrs[field.name]), isolated: true },
  };
}

function fixedColumns(
  workspace: Workspace,
  here: (customer: ListedCustomer) => readonly Person[],
): readonly Column<ListedCustomer>[] {
  const directory = () => workspace.directory();
  const chipsOf = chips();
  const day = (value: Day | null) => {
    const format = workspace.general()?.dateFormat;
    return value === null || format === undefined ? "" : formatDay(value, format);
  };
  return [
    {
      id: "status",
      title: "Status",
      width: STATUS_WIDTH,
      cell: {
        stamp: (row, width) => ({
          pictures: [STATUS_BADGES[row.status]],
          whole: width() >= STATUS_WIDTH,
        }),
      },
    },
    {
      id: "number",
      title: "ID",
      width: 76,
      align: "end",
      cell: { text: (row) => String(row.number), href: customerHref },
    },
    {
      id: "login",
      title: "Portal login",
      width: 128,
      cell: { text: (row) => row.login, href: customerHref },
    },
    {
      id: "name",
      title: "Full name",
      width: 220,
      grows: true,
      pinned: true,
      cell: {
        text: (row) => row.name,
        isolated: true,
        href: customerHref,
        beside: {
          when: (row) => here(row).length > 0,
          draw: (row) => <AvatarStack people={here(row())} label="Here now" />,
        },
      },
    },
    list("phones", 150),
    list("emails", 220),
    list("billingEmails", 220),
    {
      id: "labelIds",
      title: "Labels",
      width: 200,
      cell: {
        stamp: (row, width) =>
          chipsOf(
            row.labelIds.flatMap((id) => directory()?.labels[id] ?? []),
            width,
          ),
      },
    },
    {
      id: "balance",
      title: "Account balance",
      width: 132,
      align: "end",
      cell: {
        text: ({ balance }) => (balance === undefined ? "" : workspace.money(balance)),
        look: ({ balance = 0 }) => (balance < 0 ? "negative" : ""),
      },
    },
    {
      id: "partnerId",
      title: "Partner",
      width: 130,
      cell: { text: (row) => directory()?.partners[row.partnerId]?.name ?? "", isolated: true },
    },
    {
      id: "locationId",
      title: "Location",
      width: 130,
      cell: { text: (row) => directory()?.locations[row.locationId]?.name ?? "", isolated: true },
    },
    text("street", 190),
    text("zip", 90),
    text("city", 130),
    {
      id: "dateAdded",
      title: "Date added",
      width: 110,
      cell: { text: (row) => day(row.dateAdded), look: () => "number" },
    },
    {
      id: "category",
      title: "Category",
      width: 110,
      cell: { text: (row) => CATEGORY_LABELS[row.category] },
    },
    {
      id: "billingType",
      title: "Billing type",
      width: 130,
      cell: { text: (row) => BILLING_TYPE_LABELS[row.billingType] },
    },
    {
      id: "birthday",
      title: "Date of birth",
      width: 110,
      cell: { text: (row) => day(row.birthday), look: () => "number" },
    },
    text("identification", 140),
    text("companyId", 130),
    text("contactPerson", 150),
    text("vatId", 130),
    {
      id: "geo",
      title: CUSTOMER_FIELDS.geo.label,
      width: 160,
      cell: {
        text: ({ geo = null }) => (geo === null ? "" : `${geo.lat}, ${geo.lng}`),
        look: () => "number",
      },
    },
    {
      id: "addedBy",
      title: "Added by",
      width: 140,
      cell: {
        text: (row) => (row.addedBy === null ? "" : workspace.person(row.addedBy).name),
        isolated: true,
      },
    },
    moment("updatedAt", "Last update"),
    moment("lastOnlineAt", "Last online"),
  ];
}
