import { createSignal, type Component } from "solid-js";
import { MemoryRouter, Route, createMemoryHistory } from "@solidjs/router";
import { render } from "@solidjs/testing-library";
import type { ActivityEntry } from "@trunkline/domain/activity/entry";
import type { Session } from "@trunkline/domain/admin/session";
import type { CommentsConfig } from "@trunkline/domain/config/comments";
import type { CustomersConfig } from "@trunkline/domain/config/customers";
import type { Directory } from "@trunkline/domain/config/directory";
import type { MapsConfig } from "@trunkline/domain/config/maps";
import type { Customer } from "@trunkline/domain/customer/record";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { AdminId, CommentId, EntryId } from "@trunkline/domain/ids/ids";
import type { Job } from "@trunkline/domain/jobs/job";
import type { Amount } from "@trunkline/domain/money/amount";
import type { StatusChange } from "@trunkline/domain/logs/status-change";
import type { Presence } from "@trunkline/domain/presence/presence";
import type { CustomerStats } from "@trunkline/domain/search/stats";
import type { Preferences, SavedView } from "@trunkline/domain/views/views";
import type { Caller } from "../../data/calls.ts";
import {
  PortsProvider,
  type AdminPorts,
  type CustomersPort,
  type LoggedPlan,
  type ShownComment,
  type ShownPlan,
} from "../../data/ports.tsx";
import type { ConnectionKind } from "../../lib/connection.ts";
import { makeDrafts, memoryDraftStorage, type DraftStorage } from "../../lib/drafts.ts";
import { LiveProvider } from "../../lib/live/context.tsx";
import { createLiveHub } from "../../lib/live/hub.ts";
import type { LiveSource } from "../../lib/live/source.ts";
import { createNow } from "../../lib/now.ts";
import { makeShortcuts } from "../../lib/shortcuts.ts";
import { fakeClock } from "../../lib/testing/fake-clock.ts";
import { fakeSource } from "../../lib/testing/fake-source.ts";
import { Notices } from "../../ui/toast.tsx";
import { WorkspaceProvider } from "../workspace.tsx";
import { COMMENTS_CONFIG, CUSTOMERS_CONFIG, DIRECTORY, GENERAL, MAPS_CONFIG, aSession } from "./builders.ts";

// As the database sends it: new objects of this document's own realm, which stores take for records; those that
// structuredClone makes here come from another one.
const copied = <T,>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

/** A source that answers at once and then as often as the test says. */
function answering<T>(key: string, first: T) {
  const source = fakeSource<T>(key);
  let last = first;
  return {
    send(value: T) {
      last = value;
      source.send(copied(value));
    },
    fail: source.fail,
    live: {
      key,
      subscribe(observer) {
        const stop = source.subscribe(observer);
        observer.next(copied(last), false);
        return stop;
      },
    } satisfies LiveSource<T>,
  };
}

export interface DeskOptions {
  readonly customer?: Customer | undefined;
  readonly rows?: readonly Customer[];
  /** What the database counts for any filter. */
  readonly counted?: number;
  /** … and adds up of their balances; where nothing is said no index gives it. */
  readonly summed?: number;
  readonly stats?: CustomerStats;
  readonly jobs?: readonly Job[];
  readonly removals?: readonly Job[];
  readonly ownViews?: readonly SavedView[];
  readonly sharedViews?: readonly SavedView[];
  readonly views?: Partial<AdminPorts["views"]>;
  readonly comments?: readonly ShownComment[];
  readonly due?: readonly ShownComment[];
  readonly mentions?: readonly ShownComment[];
  readonly activity?: readonly ActivityEntry[];
  readonly planned?: readonly ShownPlan[];
  readonly statusChanges?: readonly StatusChange[];
  readonly plannedLog?: readonly LoggedPlan[];
  readonly presence?: readonly Presence[];
  readonly session?: Session;
  readonly fields?: readonly FieldDefinition[];
  readonly maps?: Partial<MapsConfig>;
  readonly folds?: Preferences["folds"];
  /** How the administrator arranged his tables before. */
  readonly tables?: Preferences["tables"];
  /** How the administrator chose his search fields before. */
  readonly searchFields?: Preferences["search"];
  readonly save?: CustomersPort["save"];
  readonly find?: CustomersPort["find"];
  readonly some?: CustomersPort["some"];
  readonly list?: CustomersPort["list"];
  readonly comment?: Partial<AdminPorts["comments"]>;
  readonly search?: Partial<AdminPorts["search"]>;
  readonly files?: Partial<AdminPorts["files"]>;
  readonly call?: Caller;
  /** The same device after a reload. */
  readonly storage?: DraftStorage;
}

const NO_PREFERENCES: Preferences = { tables: {}, folds: {}, search: {}, seenMentions: null };
const unused = () => Promise.reject(new Error("Not part of this test"));

/** One operator's desk in a test: screens over ports the test drives by hand. */
export function openDesk(page: Component, path: string, at: string, options: DeskOptions = {}) {
  const clock = fakeClock(Date.UTC(2026, 10, 22, 12));
  const [kind, setKind] = createSignal<ConnectionKind>("online");
  const hub = createLiveHub({ clock, connected: () => kind() === "online" });
  const storage = options.storage ?? memoryDraftStorage();
  const drafts = makeDrafts(storage, clock);
  const [session, setSession] = createSignal(options.session ?? aSession());
  const customer = answering<Customer | undefined>("customer", options.customer);
  const rows = answering<readonly Customer[]>("customers", options.rows ?? []);
  const comments = answering<readonly ShownComment[]>("comments", options.comments ?? []);
  const activity = answering<readonly ActivityEntry[]>("activity", options.activity ?? []);
  const planned = answering<readonly ShownPlan[]>("planned", options.planned ?? []);
  const presence = answering<readonly Presence[]>("presence", options.presence ?? []);
  const customerFields = answering("fields", { fields: options.fields ?? [], names: [] });
  const directory = answering<Directory>("directory", DIRECTORY);
  const customersConfig = answering<CustomersConfig>("config", CUSTOMERS_CONFIG);
  const jobs = answering<readonly Job[]>("jobs", options.jobs ?? []);
  const removals = answering<readonly Job[]>("removals", options.removals ?? []);
  const ownViews = answering<readonly SavedView[]>("ownViews", options.ownViews ?? []);
  const sharedViews = answering<readonly SavedView[]>("sharedViews", options.sharedViews ?? []);
  const statusChanges = answering<readonly StatusChange[]>("statusChanges", options.statusChanges ?? []);
  const plannedLog = answering<readonly LoggedPlan[]>("plannedLog", options.plannedLog ?? []);
  const logged: unknown[] = [];
  const mapsConfig = answering<MapsConfig>("maps", { ...MAPS_CONFIG, ...options.maps });
  let arranged: Preferences = {
    ...NO_PREFERENCES,
    tables: options.tables ?? {},
    folds: options.folds ?? {},
    search: options.searchFields ?? {},
  };
  const preferences = answering<Preferences>("preferences", arranged);
  const folds: (readonly [string, boolean])[] = [];
  const due = answering<readonly ShownComment[]>("due", options.due ?? []);
  const mentions = answering<readonly ShownComment[]>("mentions", options.mentions ?? []);
  const commentsConfig = answering<CommentsConfig>("commentsConfig", COMMENTS_CONFIG);
  const lists: unknown[] = [];
  let made = 0;
  const announced: unknown[] = [];
  const histories: unknown[] = [];
  const queries: unknown[] = [];

  const ports: AdminPorts = {
    uid: "eva" as AdminId,
    session,
    customers: {
      list(query) {
        queries.push(query);
        if (options.list !== undefined) return options.list(query);
        return query.after === undefined ? rows.live : answering<readonly Customer[]>("more", []).live;
      },
      some: options.some ?? (() => answering<readonly Customer[]>("some", []).live),
      newest: () => answering<readonly Customer[]>("newest", []).live,
      totals: async () => ({ count: options.counted ?? 0, balance: (options.summed ?? 0) as Amount }),
      stats: () =>
        answering("stats", options.stats ?? { new: 0, active: 2, blocked: 0, inactive: 0, balance: 0 }).live,
      byNumber: () => customer.live,
      find: options.find ?? (async () => options.customer),
      save: options.save ?? unused,
    },
    comments: {
      list: () => comments.live,
      recent(_customer, type, most) {
        lists.push({ type, most });
        // As the database answers: of one type, the newest first, so many.
        return {
          key: `recent ${type} ${most}`,
          subscribe: (observer) =>
            comments.live.subscribe({
              ...observer,
              next: (rows, fromCache) =>
                observer.next(
                  rows.filter((row) => type === null || row.type === type).slice(0, most),
                  fromCache,
                ),
            }),
        };
      },
      due: () => due.live,
      mentions: () => mentions.live,
      newId: () => `new${(made += 1)}` as CommentId,
      newEntry: () => `entry${(made += 1)}` as EntryId,
      add: unused,
      edit: unused,
      complete: unused,
      pin: unused,
      arrived: unused,
      stored: unused,
      remove: unused,
      ...options.comment,
    },
    activity: {
      list(_customer, limit, filter) {
        histories.push({ limit, ...filter });
        // Each question is one of its own, as it is for the database.
        return { ...activity.live, key: `activity ${limit} ${JSON.stringify(filter ?? {})}` };
      },
    },
    planned: { waiting: () => planned.live },
    logs: {
      statusChanges(filter, limit) {
        logged.push({ ...filter, limit });
        return { ...statusChanges.live, key: `statusChanges ${limit} ${JSON.stringify(filter)}` };
      },
      planned: (limit) => ({ ...plannedLog.live, key: `plannedLog ${limit}` }),
    },
    presence: {
      onCustomer: () => presence.live,
      everywhere: () => answering<readonly Presence[]>("everywhere", []).live,
      announce: (where) => announced.push(where),
      vanish: () => announced.push(undefined),
    },
    names: {
      directory: () => directory.live,
      general: () => answering("general", GENERAL).live,
      customers: () => customersConfig.live,
      customerFields: () => customerFields.live,
      comments: () => commentsConfig.live,
      maps: () => mapsConfig.live,
    },
    preferences: {
      mine: () => preferences.live,
      async keepTable(table, value) {
        arranged = { ...arranged, tables: { ...arranged.tables, [table]: value } };
        preferences.send(arranged);
      },
      async resetTables() {
        arranged = { ...arranged, tables: {} };
        preferences.send(arranged);
      },
      async keepFold(section, folded) {
        folds.push([section, folded]);
      },
      async keepSearch(search) {
        preferences.send({ ...NO_PREFERENCES, search });
      },
      keepSeenMentions: async (at) => preferences.send({ ...NO_PREFERENCES, seenMentions: at }),
    },
    jobs: { mine: () => jobs.live, removals: () => removals.live },
    views: {
      own: () => ownViews.live,
      shared: () => sharedViews.live,
      add: unused,
      change: unused,
      remove: unused,
      ...options.views,
    },
    search: {
      load: () => undefined,
      state: () => "idle",
      version: () => 0,
      find: unused,
      sift: unused,
      gone: () => undefined,
      ...options.search,
    },
    files: { upload: unused, giveUp: unused, read: unused, ...options.files },
    call: options.call ?? unused,
    signOut: async () => undefined,
  };
  const history = createMemoryHistory();
  history.set({ value: at });
  const shown = render(() => (
    <LiveProvider hub={hub}>
      <PortsProvider ports={ports}>
        <WorkspaceProvider
          tools={{
            connection: {
              kind,
              connected: () => kind() === "online",
              lastContact: () => clock.now(),
              check: () => undefined,
              doubt: () => undefined,
              stop: () => undefined,
            },
            shortcuts: makeShortcuts(window),
            drafts,
            now: createNow(clock, 30_000),
          }}
        >
          <MemoryRouter history={history}>
            <Route path={path} component={page} />
            <Route path="*" component={() => <p>Elsewhere</p>} />
          </MemoryRouter>
          <Notices />
        </WorkspaceProvider>
      </PortsProvider>
    </LiveProvider>
  ));
  return {
    ...shown,
    clock,
    storage,
    drafts,
    history,
    announced,
    folds,
    histories,
    logged,
    queries,
    lists,
    send: {
      customer: customer.send,
      rows: rows.send,
      jobs: jobs.send,
      removals: removals.send,
      ownViews: ownViews.send,
      comments: comments.send,
      due: due.send,
      mentions: mentions.send,
      commentsConfig: commentsConfig.send,
      activity: activity.send,
      planned: planned.send,
      statusChanges: statusChanges.send,
      presence: presence.send,
      session: setSession,
      fields: (fields: readonly FieldDefinition[]) => customerFields.send({ fields, names: [] }),
      directory: directory.send,
      maps: (part: Partial<MapsConfig>) => mapsConfig.send({ ...MAPS_CONFIG, ...part }),
      customersConfig: (part: Partial<CustomersConfig>) =>
        customersConfig.send({ ...CUSTOMERS_CONFIG, ...part }),
      connection: setKind,
    },
    refuse: () => customer.fail({ kind: "refused", cause: null }),
  };
}
