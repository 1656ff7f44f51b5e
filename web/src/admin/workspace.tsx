import { createContext, createMemo, untrack, useContext, type Accessor, type JSX } from "solid-js";
import { can, type Reach } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import type { Viewer } from "@trunkline/domain/admin/session";
import type { CommentsConfig } from "@trunkline/domain/config/comments";
import type { CustomersConfig } from "@trunkline/domain/config/customers";
import type { Directory } from "@trunkline/domain/config/directory";
import type { GeneralConfig } from "@trunkline/domain/config/general";
import { usableFields, type FieldDefinition } from "@trunkline/domain/fields/definition";
import type { Amount } from "@trunkline/domain/money/amount";
import { formatAmount } from "@trunkline/domain/money/format";
import { usePorts } from "../data/ports.tsx";
import type { SaveSettings } from "../data/save-route.ts";
import { createLiveDoc } from "../lib/live/create-live.ts";
import type { Connection } from "../lib/connection.ts";
import type { Drafts } from "../lib/drafts.ts";
import type { Shortcuts } from "../lib/shortcuts.ts";
import type { Person } from "../ui/avatar.tsx";
import { freeSeat, type Seat } from "../ui/table/create-seat.ts";
import { TimeProvider } from "../ui/time.tsx";
import { createCustomerNames, type CustomerNames } from "./customer-names.ts";

/** What the device gives to every page. */
export interface Tools {
  readonly connection: Connection;
  readonly shortcuts: Shortcuts;
  readonly drafts: Drafts;
  readonly now: Accessor<number>;
}

/** What every page of the admin application needs besides its own data. */
export interface Workspace extends Tools {
  readonly viewer: Accessor<Viewer>;
  /** The viewer holds the permission, and the record, if one is named, is within reach. */
  may(permission: Permission, record?: Reach): boolean;
  /** He may search, and list what is found: the index holds every customer of his partner. */
  readonly searches: Accessor<boolean>;
  readonly directory: Accessor<Directory | undefined>;
  readonly general: Accessor<GeneralConfig | undefined>;
  readonly customersConfig: Accessor<CustomersConfig | undefined>;
  readonly fields: Accessor<readonly FieldDefinition[]>;
  /** The fields as forms obey them: one that cannot be kept now is locked. */
  readonly formFields: Accessor<readonly FieldDefinition[]>;
  /** Whether the fields were read: none yet, or none at all. */
  readonly fieldsKnown: Accessor<boolean>;
  /** What of the configuration decides which way a Save goes. */
  readonly saveSettings: Accessor<SaveSettings>;
  readonly commentsConfig: Accessor<CommentsConfig | undefined>;
  /** A colleague, a customer or a machine by the id that stands in a record. */
  person(id: string): Person;
  /** A customer that a field points to; undefined while his name is asked for. */
  readonly customer: CustomerNames;
  money(amount: Amount): string;
  /** Where the customer list was left, for as long as the person is signed in. */
  readonly listSeat: Seat;
}

const WorkspaceContext = createContext<Workspace>();

/** The surrounding workspace; throws outside a WorkspaceProvider. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new Error("useWorkspace needs a WorkspaceProvider above it");
  return workspace;
}

const MACHINE_NAMES: Readonly<Record<string, string>> = {
  system: "System",
  scheduled: "Scheduled",
  import: "Import",
};

/** Loads names and settings once and gives them, with the tools, to the pages inside. */
export function WorkspaceProvider(props: {
  readonly tools: Tools;
  readonly children: JSX.Element;
}): JSX.Element {
  const ports = usePorts();
  // Made once for the application; never replaced under it.
  const tools = untrack(() => props.tools);
  const directory = createLiveDoc(() => ports.names.directory());
  const general = createLiveDoc(() => ports.names.general());
  const customersConfig = createLiveDoc(() => ports.names.customers());
  const customerFields = createLiveDoc(() => ports.names.customerFields());
  const commentsConfig = createLiveDoc(() => ports.names.comments());
  const viewer = createMemo<Viewer>(() => ({ uid: ports.uid, session: ports.session() }));

  const formFields = createMemo(() =>
    usableFields(customerFields.value()?.fields ?? [], {
      showPasswords: customersConfig.value()?.showPasswords ?? true,
    }),
  );

  // Apart from the store it comes from: every amount of a long list reads it.
  const moneyFormat = createMemo(() => {
    const format = general.value()?.money;
    return format === undefined ? undefined : { ...format };
  });

  const may: Workspace["may"] = (permission, record) => can(viewer(), permission, record);
  const workspace: Workspace = {
    ...tools,
    viewer,
    may,
    searches: () => may("customers.search") && may("customers.list"),
    directory: directory.value,
    general: general.value,
    customersConfig: customersConfig.value,
    fields: () => customerFields.value()?.fields ?? [],
    formFields,
    fieldsKnown: () => customerFields.value() !== undefined,
    saveSettings: () => ({
      definitions: customerFields.value()?.fields ?? [],
      authField: customersConfig.value()?.authField ?? "login",
    }),
    commentsConfig: commentsConfig.value,
    person(id) {
      const machine = MACHINE_NAMES[id];
      const staff = directory.value()?.staff as
        | Readonly<Record<string, { readonly name: string }>>
        | undefined;
      return { id, name: machine ?? staff?.[id]?.name ?? "Unknown" };
    },
    listSeat: freeSeat(),
    customer: createCustomerNames(ports.call, tools.connection.connected, tools.now),
    money(amount) {
      const format = moneyFormat();
      return format === undefined ? "" : formatAmount(amount, format);
    },
  };
  const sense = {
    get locale() {
      return general.value()?.language;
    },
    get timeZone() {
      return general.value()?.timeZone ?? "UTC";
    },
    get dateFormat() {
      return general.value()?.dateFormat ?? "YYYY-MM-DD";
    },
    get hours() {
      return general.value()?.hours ?? 24;
    },
    now: tools.now,
  };
  return (
    <WorkspaceContext.Provider value={workspace}>
      <TimeProvider value={sense}>{props.children}</TimeProvider>
    </WorkspaceContext.Provider>
  );
}
