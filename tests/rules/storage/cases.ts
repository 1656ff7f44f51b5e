import type { PartnerId } from "@trunkline/domain/ids/ids";
import { holds, inScope } from "@trunkline/domain/admin/can";
import { FILE_TYPES, LARGEST_FILE } from "@trunkline/domain/fields/file";
import { cut20 } from "@trunkline/domain/testing/files";
import type { Fields } from "../attempt.ts";
import { aStoredCustomer, PEOPLE, type Somebody } from "../world.ts";
import type { StorageCase } from "./judge.ts";

const FILE = cut20("file");
const PDF = { size: 1000, contentType: "application/pdf" };
const METHODS = ["get", "list", "create", "update", "delete"] as const;
type Method = (typeof METHODS)[number];

const portal = (partnerId: string, ...files: readonly string[]) => ({ partnerId, files });
const NAMED = { "portal/c1": portal("A", FILE) };
const UNNAMED = { "portal/c1": portal("A", cut20("other")) };

/** Places of files, and whom the policy lets do what there. */
const PLACES: readonly {
  readonly name: string;
  readonly path: (uid: string) => string;
  readonly given?: Readonly<Record<string, Fields | null>>;
  readonly allows: (who: Somebody, method: Method) => boolean;
}[] = [
  {
    name: "his own upload",
    path: (uid) => `uploads/${uid}/${FILE}`,
    allows: ({ viewer }, method) =>
      viewer !== null &&
      (method === "delete" ||
        (method === "create" &&
          (holds(viewer.session, "customers.view.edit") || holds(viewer.session, "customers.add")))),
  },
  { name: "another's upload", path: () => `uploads/somebody-else/${FILE}`, allows: () => false },
  {
    name: "a file of customer c1 that his portal shows",
    path: () => `customers/c1/staff/${FILE}`,
    given: NAMED,
    allows: ({ viewer, portalOf }, method) =>
      method === "get" && (reads(viewer, "A", "manager") || portalOf === "c1"),
  },
  {
    name: "a file of customer c1 for staff alone",
    path: () => `customers/c1/staff/${FILE}`,
    given: UNNAMED,
    allows: ({ viewer }, method) => method === "get" && reads(viewer, "A", "manager"),
  },
  {
    name: "a file of customer c2",
    path: () => `customers/c2/staff/${FILE}`,
    given: { "portal/c2": portal("B", FILE) },
    allows: ({ viewer, portalOf }, method) =>
      method === "get" && (reads(viewer, "B", "boss") || portalOf === "c2"),
  },
  { name: "a file of a lead", path: () => `customers/lead/staff/${FILE}`, allows: () => false },
  { name: "a file of a deleted customer", path: () => `customers/gone/staff/${FILE}`, allows: () => false },
  { name: "a file of nobody", path: () => `customers/nobody/staff/${FILE}`, allows: () => false },
  { name: "a file at the root", path: () => FILE, allows: () => false },
  { name: "a file below a file", path: () => `customers/c1/staff/${FILE}/x`, allows: () => false },
  { name: "a file of no feature", path: () => `customers/c1/visible/${FILE}`, allows: () => false },
];

function reads(viewer: Somebody["viewer"], partner: string, addedBy: string): boolean {
  if (viewer === null || !inScope(viewer.session.partner, partner as PartnerId)) return false;
  return (
    holds(viewer.session, "customers.view") ||
    (holds(viewer.session, "customers.view.own") && viewer.uid === addedBy)
  );
}

/** Everybody, in every place, in all five ways. */
export const STORAGE_MATRIX: readonly StorageCase[] = PLACES.flatMap(({ name, path, given = {}, allows }) =>
  Object.entries(PEOPLE).flatMap(([who, somebody]) =>
    METHODS.map((method) => ({
      name: `${method} ${name}`,
      who,
      method,
      path: path(somebody.uid ?? "nobody"),
      given: { "customers/c1": aStoredCustomer({ addedBy: "manager" }), ...given },
      // A file that is to be made is not there yet.
      ...(method === "create" ? {} : { before: PDF }),
      ...(method === "create" || method === "update" ? { after: PDF } : {}),
      allowed: allows(somebody, method),
    })),
  ),
);

const upload = (
  name: string,
  allowed: boolean,
  after: Fields,
  more: Partial<StorageCase> = {},
): StorageCase => ({
  name,
  who: "manager",
  method: "create",
  path: `uploads/manager/${FILE}`,
  after,
  allowed,
  ...more,
});
const session = (uid: string, permissions: readonly string[], partner = "*") => ({
  [`sessions/${uid}`]: { open: true, sv: 3, partner, permissions },
});
const read = (name: string, allowed: boolean, more: Partial<StorageCase> = {}): StorageCase => ({
  name,
  who: "manager",
  method: "get",
  path: `customers/c1/staff/${FILE}`,
  before: PDF,
  allowed,
  ...more,
});

/** Single fields and permissions, each refusal beside what is allowed. */
export const STORAGE_DETAILS: readonly StorageCase[] = [
  ...Object.keys(FILE_TYPES).map((contentType) =>
    upload(`uploads ${contentType}`, true, { ...PDF, contentType }),
  ),
  ...[
    "text/html",
    "image/svg+xml",
    "application/octet-stream",
    "application/x-msdownload",
    "un known",
    "",
  ].map((contentType) => upload(`uploads ${contentType}`, false, { ...PDF, contentType })),
  upload("the largest file", true, { ...PDF, size: LARGEST_FILE }),
  upload("one byte more", false, { ...PDF, size: LARGEST_FILE + 1 }),
  upload("the smallest file", true, { ...PDF, size: 1 }),
  upload("an empty file", false, { ...PDF, size: 0 }),
  upload("over a file that is there", false, PDF, { before: PDF }),
  ...[FILE.slice(1), `${FILE}0`, `${FILE.slice(1)}.`, "new"].map((id) =>
    upload(`under the name ${id}`, false, PDF, { path: `uploads/manager/${id}` }),
  ),
  upload("with the right to add alone", true, PDF, { given: session("manager", ["customers.add"]) }),
  upload("with the right to edit alone", true, PDF, { given: session("manager", ["customers.view.edit"]) }),
  upload("with the right to look alone", false, PDF, { given: session("manager", ["customers.view"]) }),
  upload("to a colleague's place with every right", false, PDF, { path: `uploads/boss/${FILE}` }),
  {
    ...upload("a colleague's upload taken away", false, PDF, {
      method: "delete",
      path: `uploads/boss/${FILE}`,
    }),
    before: PDF,
  },
  read("of a customer he added, with the right to his own", true, {
    given: {
      ...session("manager", ["customers.view.own"]),
      "customers/c1": aStoredCustomer({ addedBy: "manager" }),
    },
  }),
  read("of a customer another added, with the right to his own", false, {
    given: {
      ...session("manager", ["customers.view.own"]),
      "customers/c1": aStoredCustomer({ addedBy: "boss" }),
    },
  }),
  read("of a customer he added, without a right", false, {
    given: { ...session("manager", []), "customers/c1": aStoredCustomer({ addedBy: "manager" }) },
  }),
  read("of his partner's customer", true, { given: session("manager", ["customers.view"], "A") }),
  read("of another partner's customer", false, { given: session("manager", ["customers.view"], "B") }),
  read("by a customer whose portal has no files yet", false, {
    who: "customer c1",
    given: { "portal/c1": { partnerId: "A" } },
  }),
  read("by a customer who moved to another partner, as his session", true, {
    who: "customer c1",
    given: {
      "portal/c1": portal("B", FILE),
      "sessions/c1": { open: true, sv: 1, partner: "B", permissions: [] },
    },
  }),
  read("by a customer who moved, before his session followed", false, {
    who: "customer c1",
    given: { "portal/c1": portal("B", FILE) },
  }),
  // The portal of one uid holds nothing for the token of another kind of person.
  read("by an administrator whose own id names a portal", false, {
    who: "idle",
    path: `customers/idle/staff/${FILE}`,
    given: { "portal/idle": portal("*", FILE) },
  }),
  read("by somebody of another kind whose id names a portal", false, {
    who: "a stranger with an account",
    claims: { kind: "robot", sv: 3 },
    path: `customers/stranger/staff/${FILE}`,
    given: {
      "portal/stranger": portal("A", FILE),
      "sessions/stranger": { open: true, sv: 3, partner: "A", permissions: [] },
    },
  }),
  ...(
    [
      ["scoped to the customer's partner", "A", ["customers.view.loginAs"], true],
      ["scoped to another partner since", "B", ["customers.view.loginAs"], false],
      ["without the right since", "*", ["customers.view"], false],
    ] as const
  ).map(([name, partner, permissions, allowed]) =>
    read(`by an operator as c1, ${name}`, allowed, {
      who: "an operator as c1",
      given: { ...NAMED, ...session("boss", permissions, partner) },
    }),
  ),
];
