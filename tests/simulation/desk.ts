import { deleteApp, initializeApp, type FirebaseApp } from "firebase/app";
import { getFirestore, terminate, waitForPendingWrites } from "firebase/firestore";
import { createComponent, createMemo, createRoot, createSignal, untrack } from "solid-js";
import type { ActivityEntry } from "@trunkline/domain/activity/entry";
import type { Session } from "@trunkline/domain/admin/session";
import { saveCustomer as declared } from "@trunkline/domain/calls/customers";
import type { CheckContext } from "@trunkline/domain/customer/check";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Day } from "@trunkline/domain/time/day";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { createOutgoing, type Outgoing } from "../../web/src/admin/comments/outgoing.ts";
import { createCustomerForm, type CustomerForm } from "../../web/src/admin/customer/create-customer-form.ts";
import { WorkspaceProvider, useWorkspace } from "../../web/src/admin/workspace.tsx";
import { makeCaller } from "../../web/src/data/calls.ts";
import { NO_HOLD } from "../../web/src/data/firestore/hold.ts";
import { openAdminData } from "../../web/src/data/firestore/open.ts";
import {
  PortsProvider,
  usePorts,
  type AdminPorts,
  type CustomersPort,
  type ShownComment,
} from "../../web/src/data/ports.tsx";
import { browserClock, type Clock } from "../../web/src/lib/clock.ts";
import { createConnection, type Connection } from "../../web/src/lib/connection.ts";
import {
  makeDrafts,
  memoryDraftStorage,
  type DraftStorage,
  type WriteAhead,
} from "../../web/src/lib/drafts.ts";
import { LiveProvider } from "../../web/src/lib/live/context.tsx";
import { createLiveDoc, createLiveList } from "../../web/src/lib/live/create-live.ts";
import { createLiveHub } from "../../web/src/lib/live/hub.ts";
import { makeShortcuts } from "../../web/src/lib/shortcuts.ts";
import { storedWriteAhead } from "../../web/src/lib/write-ahead.ts";
import type { Network } from "./network.ts";
import type { Shared, World } from "./world.ts";

/** The product's pauses (a look at the connection every 15 s, 2 s while it is cut), this many times shorter. */
const HASTE = 4;
const hasty: Clock = { now: () => Date.now(), after: (ms, run) => browserClock.after(ms / HASTE, run) };
const TODAY = "2026-03-10" as Day;

/** What a reload leaves: everything that is kept outside the page. */
export interface Device {
  readonly name: string;
  readonly drafts: DraftStorage;
  /** How many pages were opened on it. */
  pages: number;
}

export function aDevice(name: string): Device {
  return { name, drafts: memoryDraftStorage(), pages: 0 };
}

/** What the page of one customer shows. */
export interface Screen {
  readonly customer: () => Customer;
  readonly editing: CustomerForm;
  readonly comments: () => readonly ShownComment[];
  readonly activity: () => readonly ActivityEntry[];
}

/** One open tab of the admin application, everything in it the product's own except what draws. */
export interface Tab {
  readonly ports: AdminPorts;
  readonly connection: Connection;
  /** The page of the customer, once he is there. */
  open(customer: Shared): void;
  readonly screen: () => Screen | undefined;
  readonly outgoing: Outgoing;
  /** Comments of this person that the device keeps: words that came back to a form, and what is not settled yet. */
  kept(): Promise<{ readonly back: readonly string[]; readonly onTheirWay: readonly string[] }>;
  /** What is known of the page, for the message of a run that fails. */
  readonly state: () => unknown;
  /** Resolves when the server took or refused everything that this tab queued. */
  drained(): Promise<void>;
  /** The tab is gone, as by a reload: whatever was only in memory is lost. */
  kill(): Promise<void>;
}

interface TabOptions {
  readonly world: World;
  readonly person: AdminCaller;
  readonly device: Device;
  readonly network: Pick<Network, "line" | "events" | "losesAnswer">;
  /** Stands between the form and the data, to note what is sent and answered. */
  readonly watch: (save: CustomersPort["save"]) => CustomersPort["save"];
}

/** What a page that is gone waits for. */
const GONE = new Promise<never>(() => undefined);

/** Nobody looks at the list here, whose rows sign in a second time. */
const noRows = () => {
  throw new Error("Not part of this run");
};

/** Opens a tab on a device. */
export function openTab(options: TabOptions): Tab {
  const { person, device, network } = options;
  const app = initializeApp({ projectId: "demo-trunkline", apiKey: "demo" }, device.name);
  signIn(app, person);
  let alive = true;
  const server = serverOf(options);
  const call = makeCaller(
    async () => undefined,
    (...request) => whileOpen(server(...request), () => alive),
  );
  const data = openAdminData(
    { app, auth: noRows, call, watch: () => () => undefined, enter: never, follow: never, leave: never },
    {
      firebase: { projectId: "demo-trunkline", apiKey: "demo" },
      emulators: { host: "127.0.0.1", firestore: network.line.port, auth: 0, storage: 0 },
    },
    person.uid,
    NO_HOLD,
  );
  return createRoot((dispose) => {
    const [wanted, setWanted] = createSignal<Shared>();
    const [screen, setScreen] = createSignal<Screen>();
    let state: () => unknown = () => "no page";
    const connection = createConnection({
      clock: hasty,
      events: network.events,
      probe: data.probe,
      cut: () => hub.cut(),
      onReturn: () => {
        data.reconnect().catch(() => undefined);
        hub.retry();
      },
    });
    const hub = createLiveHub({
      clock: hasty,
      connected: connection.connected,
      onCut: () => connection.doubt(),
    });
    const shortcuts = makeShortcuts(window);
    const tools = {
      connection,
      shortcuts,
      drafts: makeDrafts(
        whileAlive(device.drafts, () => alive),
        browserClock,
        aheadWhile(storedWriteAhead(localStorage, device.name, String((device.pages += 1))), () => alive),
      ),
      now: () => Date.now(),
    };
    const session = () => person.session as Session;
    const plain = data.ports(session, never);
    const ports: AdminPorts = {
      ...plain,
      customers: { ...plain.customers, save: options.watch(plain.customers.save) },
    };
    const page = () =>
      createMemo(() => {
        const shared = wanted();
        if (shared !== undefined) state = untrack(() => createPage(shared, setScreen));
      });
    const outgoing = createOutgoing(ports.comments, tools.drafts);
    createComponent(LiveProvider, {
      hub,
      get children() {
        return createComponent(PortsProvider, {
          ports,
          get children() {
            return createComponent(WorkspaceProvider, {
              tools,
              get children() {
                page();
                return undefined;
              },
            });
          },
        });
      },
    });
    return {
      ports,
      connection,
      open(customer) {
        if (untrack(wanted) === customer) return;
        setScreen(undefined);
        setWanted(customer);
      },
      screen,
      outgoing,
      async kept() {
        const keys = await tools.drafts.keys();
        const of = (...starts: string[]) => keys.filter((key) => starts.some((one) => key.startsWith(one)));
        const drafts = await Promise.all(of("comment_", "edit_").map((key) => tools.drafts.load(key)));
        return {
          back: drafts.map((draft) => String(draft?.fields["text"]?.value)),
          onTheirWay: of("sent_"),
        };
      },
      state: () => [connection.kind(), state()],
      drained: () => waitForPendingWrites(getFirestore(app)),
      async kill() {
        alive = false;
        connection.stop();
        shortcuts.stop();
        dispose();
        hub.clear();
        await terminate(getFirestore(app));
        await deleteApp(app);
      },
    } satisfies Tab;
  });
}

function createPage(shared: Shared, show: (screen: Screen) => void): () => unknown {
  const ports = usePorts();
  const workspace = useWorkspace();
  const live = createLiveDoc(() => ports.customers.byNumber(shared.number));
  const customer = (): Customer => {
    const now = live.value();
    if (now === undefined) throw new Error("The customer is not here");
    return now;
  };
  const comments = createLiveList(() => ports.comments.recent(shared.id, null, 1000));
  const activity = createLiveList(() => ports.activity.list(shared.id, 500));
  const context = (): CheckContext => ({ today: TODAY, definitions: workspace.fields() });
  const here = createMemo(() => live.value() !== undefined);
  createMemo(() => {
    if (!here()) return;
    const editing = untrack(() => createCustomerForm(customer, context));
    untrack(() => show({ customer, editing, comments: comments.rows, activity: activity.rows }));
  });
  return () => live.state();
}

function never(): Promise<never> {
  return Promise.reject(new Error("Not part of this run"));
}

/** What the server answers to a page that is gone reaches nobody. */
async function whileOpen<T>(answer: Promise<T>, alive: () => boolean): Promise<T> {
  await answer.catch(() => undefined);
  return alive() ? answer : GONE;
}

/** What a page that is gone still writes reaches nothing. */
function whileAlive(storage: DraftStorage, alive: () => boolean): DraftStorage {
  const guard =
    <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      alive() ? run(...args) : GONE;
  return {
    get: guard(storage.get),
    update: guard(storage.update),
    keys: guard(storage.keys),
    clear: guard(storage.clear),
  };
}

function aheadWhile(ahead: WriteAhead, alive: () => boolean): WriteAhead {
  return { ...ahead, write: (batch) => alive() && ahead.write(batch) };
}

/** Gives the database the token that signing in would have given: the local server reads it and asks no more. */
function signIn(app: FirebaseApp, { uid, session }: AdminCaller): void {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub: uid, user_id: uid, kind: "admin", sv: session.sv };
  const accessToken = `${part({ alg: "none" })}.${part(claims)}.`;
  const auth = {
    getToken: async () => ({ accessToken }),
    getUid: () => uid,
    addAuthTokenListener: (run: (token: string) => void) => queueMicrotask(() => run(accessToken)),
    removeAuthTokenListener: () => undefined,
  };
  const { container } = app as FirebaseApp & { container: { addComponent(component: unknown): void } };
  container.addComponent({
    name: "auth-internal",
    instanceFactory: () => auth,
    type: "PRIVATE",
    multipleInstances: false,
    serviceProps: {},
    instantiationMode: "LAZY",
    onInstanceCreated: null,
  });
}

/** The functions behind this person's cable. */
function serverOf({ world, person, network: { line, losesAnswer } }: TabOptions): typeof fetch {
  return async (address, init) => {
    if (!line.up()) throw new TypeError("The cable is cut");
    if (address !== "/api/saveCustomer") throw new Error(`Not part of this run: ${String(address)}`);
    const { data } = JSON.parse(String(init?.body)) as { data: unknown };
    const result = await saveCustomer(world.house.platform, person, declared.input.parse(data) as never);
    if (!line.up() || losesAnswer()) throw new TypeError("The answer was lost");
    return new Response(JSON.stringify({ result }));
  };
}
