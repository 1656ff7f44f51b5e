import { createContext, useContext, type ParentComponent } from "solid-js";
import type { ActivityEntry, Source } from "@trunkline/domain/activity/entry";
import type { Session } from "@trunkline/domain/admin/session";
import type { Comment } from "@trunkline/domain/comment/comment";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import type { CommentsConfig } from "@trunkline/domain/config/comments";
import type { CustomersConfig } from "@trunkline/domain/config/customers";
import type { Directory } from "@trunkline/domain/config/directory";
import type { GeneralConfig } from "@trunkline/domain/config/general";
import type { MapsConfig } from "@trunkline/domain/config/maps";
import type { PlannedChange } from "@trunkline/domain/customer/planned";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerFieldsConfig } from "@trunkline/domain/fields/definition";
import type {
  AdminId,
  CommentId,
  CustomerId,
  CustomerNumber,
  EntryId,
  PartnerId,
  ViewId,
} from "@trunkline/domain/ids/ids";
import type { Job } from "@trunkline/domain/jobs/job";
import type { StatusChange } from "@trunkline/domain/logs/status-change";
import type { ListFilters, ListOrder } from "@trunkline/domain/list/filters";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import type { Amount } from "@trunkline/domain/money/amount";
import type { Touched } from "@trunkline/domain/merge/merge";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Presence } from "@trunkline/domain/presence/presence";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import type { StatusChangeFilter } from "@trunkline/domain/queries";
import type { Hit } from "@trunkline/domain/search/hit";
import type { CustomerStats } from "@trunkline/domain/search/stats";
import type { Preferences, SavedView } from "@trunkline/domain/views/views";
import type { LiveSource } from "../lib/live/source.ts";
import type { Caller } from "./calls.ts";
import type { SaveSettings } from "./save-route.ts";
import type { DrawnAnswer, SiftWindow } from "./search/protocol.ts";
import type { FieldTypes } from "./search/sketches.ts";
import type { FilesPort } from "./storage/port.ts";

/*
 * What screens may ask of the data. Screens see these and never Firebase: the product passes the Firestore ones,
 * a test passes a few lines.
 */

/** How the customer list is ordered and narrowed; everything here is answered by an index. */
export interface CustomerQuery {
  readonly order: ListOrder;
  readonly descending: boolean;
  readonly filters: ListFilters;
  readonly limit: number;
  /** The last row of the page before this one. */
  readonly after?: Customer;
}

export interface Totals {
  readonly count: number;
  readonly balance: Amount;
}

/** Rows beside the index, and there when it is. */
export interface RowsPort {
  /** Those of these customers that are within the viewer's scope, in no order; at most `MOST_IDS`. */
  some(ids: readonly CustomerId[]): LiveSource<readonly Customer[]>;
  /** The few of the viewer's scope that changed last. */
  newest(): LiveSource<readonly Customer[]>;
}

export interface CustomersPort extends RowsPort {
  list(query: CustomerQuery): LiveSource<readonly Customer[]>;
  /** How many customers pass the filters and what they have together, counted by the database at this moment. */
  totals(filters: ListFilters): Promise<Totals>;
  /** How many customers the viewer's scope holds, by status, as last counted. */
  stats(): LiveSource<CustomerStats>;
  /** The customer with this ID within the viewer's scope; undefined when there is none he may know of. */
  byNumber(number: CustomerNumber): LiveSource<Customer | undefined>;
  /** The customer a record belongs to, asked once; undefined when the viewer may not know of him. */
  find(id: CustomerId): Promise<Customer | undefined>;
  /**
   * Stores touched fields as one operation, comparing each with the value the form was loaded with. Goes through the
   * server where the server decides. Throws CallError `offline` when no answer came: then the same press, sent again,
   * has its effect once, whatever was changed meanwhile.
   */
  save(
    customer: Customer,
    touched: Readonly<Record<string, Touched>>,
    settings: SaveSettings,
    press: SavePress,
  ): Promise<SaveAnswer>;
}

/** One press of Save, or of Undo. */
export interface SavePress {
  readonly key: string;
  /** It was sent before, and may have arrived. */
  readonly again?: boolean;
  /** The entry whose change it takes back. */
  readonly undoes?: string;
}

/** A comment, and whether this device still waits for the server to take it. */
export interface ShownComment extends Comment {
  readonly waiting: boolean;
}

export interface CommentsPort {
  /** What a customer's panel shows: everything open and everything pinned, and the newest of the rest. */
  list(customer: CustomerId): LiveSource<readonly ShownComment[]>;
  /** Everything of a customer, the newest first, of one type when given (12 §5.1). */
  recent(customer: CustomerId, type: string | null, limit: number): LiveSource<readonly ShownComment[]>;
  /** One's own open to-dos of all customers that are due before a moment, the latest first. */
  due(before: Instant): LiveSource<readonly ShownComment[]>;
  /** What names oneself, of all customers, the latest first. */
  mentions(): LiveSource<readonly ShownComment[]>;
  /** A new id, made by the device so that a queued comment has a name. */
  newId(customer: CustomerId): CommentId;
  /** A new id for the entry that tells a change: by it the device finds out later whether the change arrived. */
  newEntry(customer: CustomerId): EntryId;
  /**
   * Queued by the device while offline; the promise ends when the server took it, or fails when it refused it. It fails
   * with CallError `offline` when nobody knows: then it may have arrived, or be on its way still.
   */
  add(customer: Customer, id: CommentId, draft: CommentDraft, entry: EntryId): Promise<void>;
  edit(customer: Customer, comment: Comment, draft: CommentDraft, entry: EntryId): Promise<void>;
  complete(customer: Customer, comment: Comment, done: boolean): Promise<void>;
  pin(customer: Customer, comment: Comment, pinned: boolean): Promise<void>;
  remove(customer: Customer, comment: Comment): Promise<void>;
  /**
   * Whether the change that this entry tells is in the history; answers when the server can be reached and nothing is
   * queued any more, and fails when that cannot be found out now.
   */
  arrived(customer: CustomerId, entry: EntryId): Promise<boolean>;
  /**
   * What the server has of it once nothing of it is queued: undefined when it is not there, or not for the viewer.
   * Answers when the server can be reached, and fails as `add` does when the page is going.
   */
  stored(customer: CustomerId, comment: CommentId): Promise<Comment | undefined>;
}

/** Which entries of a history: all of those, where nothing is said. */
export interface ActivityFilter {
  readonly source?: Source;
  /** The first moment that counts. */
  readonly from?: Instant;
  /** The first moment after those that count. */
  readonly before?: Instant;
}

export interface ActivityPort {
  /** Newest first. */
  list(customer: CustomerId, limit: number, filter?: ActivityFilter): LiveSource<readonly ActivityEntry[]>;
}

/** A planned status change; its id is its date. */
export interface ShownPlan extends PlannedChange {
  readonly id: string;
}

export interface PlannedPort {
  /** Status changes of a customer that still wait for their day, in no order. */
  waiting(customer: CustomerId): LiveSource<readonly ShownPlan[]>;
}

/** A planned change among those of all customers. */
export interface LoggedPlan extends ShownPlan {
  readonly customerId: CustomerId;
}

export interface LogsPort {
  /** Status changes of the viewer's scope, newest first (11 §10.2). */
  statusChanges(filter: StatusChangeFilter, limit: number): LiveSource<readonly StatusChange[]>;
  /** Planned changes of the viewer's scope that still wait, the next ones first (11 §7.6). */
  planned(limit: number): LiveSource<readonly LoggedPlan[]>;
}

export interface PresencePort {
  onCustomer(customer: CustomerId): LiveSource<readonly Presence[]>;
  everywhere(): LiveSource<readonly Presence[]>;
  /** Tells colleagues where this tab is; undefined when it left. */
  announce(
    at: { readonly customer: Customer; readonly field: string | null; readonly beat: number } | undefined,
  ): void;
  /** Tells the same while the page goes away, as far as that can be told. */
  vanish(): void;
}

export interface NamesPort {
  directory(): LiveSource<Directory>;
  general(): LiveSource<GeneralConfig>;
  customers(): LiveSource<CustomersConfig>;
  customerFields(): LiveSource<CustomerFieldsConfig>;
  comments(): LiveSource<CommentsConfig>;
  maps(): LiveSource<MapsConfig>;
}

export interface PreferencesPort {
  mine(): LiveSource<Preferences>;
  keepTable(table: string, value: Preferences["tables"][string]): Promise<void>;
  /** Every table as it came. */
  resetTables(): Promise<void>;
  /** Remembers whether a section is folded. */
  keepFold(section: string, folded: boolean): Promise<void>;
  /** How this administrator searches customers, by field; what he chose before is replaced. */
  keepSearch(search: Preferences["search"]): Promise<void>;
  /** Mentions up to that moment were seen. */
  keepSeenMentions(at: Instant): Promise<void>;
}

/** `failed`: an index could not be read; the next `load` tries again. */
export type SearchState = "idle" | "loading" | "ready" | "failed";

export interface SearchAnswer {
  /** The nearest first. */
  readonly hits: readonly Hit[];
  /** More customers answer than are given. */
  readonly more: boolean;
}

export interface SearchPort {
  /** Brings the indexes of these partners, at the first use of a search box; asking again costs nothing. */
  load(partners: readonly PartnerId[]): void;
  readonly state: () => SearchState;
  /** Grows when the index changed: what was found may be found differently now. */
  readonly version: () => number;
  /** Customers for what was typed; none while nothing is loaded. */
  find(typed: string, limit: number): Promise<SearchAnswer>;
  /**
   * Places of the list that a question makes of all customers; none while nothing is loaded. Lines that the window asks for
   * are read by the types of the additional fields.
   */
  sift(question: SiftQuestion, window: SiftWindow, types?: FieldTypes): Promise<DrawnAnswer>;
  /** The page listened for this customer, and the server says that he is not there any more. */
  gone(id: CustomerId): void;
}

export interface JobsPort {
  /** One's own latest long runs, the newest first. */
  mine(): LiveSource<readonly Job[]>;
  /** Deleted labels and additional fields that are still being taken off the records, for who may look at them. */
  removals(): LiveSource<readonly Job[]>;
}

/** What a saved view keeps of a table. */
export type ViewContent = Pick<SavedView, "table" | "name" | "shared" | "columns" | "filters" | "sort">;

export interface ViewsPort {
  /** One's own views of a table. */
  own(table: string): LiveSource<readonly SavedView[]>;
  /** Those that colleagues share, one's own among them. */
  shared(table: string): LiveSource<readonly SavedView[]>;
  /** Stores a new view and gives its id. */
  add(view: ViewContent): Promise<ViewId>;
  /** Writes one's own view anew. */
  change(id: ViewId, view: ViewContent): Promise<void>;
  remove(id: ViewId): Promise<void>;
}

/** Everything the admin screens stand on. */
export interface AdminPorts {
  readonly uid: AdminId;
  readonly session: () => Session;
  readonly customers: CustomersPort;
  readonly comments: CommentsPort;
  readonly activity: ActivityPort;
  readonly planned: PlannedPort;
  readonly logs: LogsPort;
  readonly presence: PresencePort;
  readonly names: NamesPort;
  readonly preferences: PreferencesPort;
  readonly jobs: JobsPort;
  readonly views: ViewsPort;
  readonly search: SearchPort;
  readonly files: FilesPort;
  readonly call: Caller;
  readonly signOut: () => Promise<void>;
}

const PortsContext = createContext<AdminPorts>();

/** Gives the screens inside their data. */
export const PortsProvider: ParentComponent<{ readonly ports: AdminPorts }> = (props) => (
  // oxlint-disable-next-line solid/reactivity -- made once per sign-in and never replaced
  <PortsContext.Provider value={props.ports}>{props.children}</PortsContext.Provider>
);

/** The surrounding ports; throws outside a PortsProvider. */
export function usePorts(): AdminPorts {
  const ports = useContext(PortsContext);
  if (ports === undefined) throw new Error("usePorts needs a PortsProvider above it");
  return ports;
}
