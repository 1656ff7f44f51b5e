import {
  Match,
  Show,
  Switch,
  createEffect,
  createMemo,
  createSignal,
  onCleanup,
  untrack,
  type Component,
} from "solid-js";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { clearTraces, isSharedComputer } from "../data/device.ts";
import type { SignedIn } from "../data/auth.ts";
import { NO_HOLD, holdDatabase, type Hold } from "../data/firestore/hold.ts";
import { openAdminData } from "../data/firestore/open.ts";
import type { Site } from "../data/identity.ts";
import { PortsProvider } from "../data/ports.tsx";
import { keepOwnSession } from "../data/own-session.ts";
import { createSessionGate } from "../data/session-gate.ts";
import { sessionTabs } from "../data/session-tabs.ts";
import { browserClock } from "../lib/clock.ts";
import { createConnection, windowEvents } from "../lib/connection.ts";
import { indexedDraftStorage, localWriteAhead } from "../lib/draft-storage.ts";
import { makeDrafts, memoryDraftStorage } from "../lib/drafts.ts";
import { LiveProvider } from "../lib/live/context.tsx";
import { createLiveDoc } from "../lib/live/create-live.ts";
import { createLiveHub, type LiveHub } from "../lib/live/hub.ts";
import { createNow } from "../lib/now.ts";
import { report } from "../lib/report.ts";
import { makeShortcuts } from "../lib/shortcuts.ts";
import { Notices } from "../ui/toast.tsx";
import { AdminRoutes } from "./routes.tsx";
import { Starting } from "./starting.tsx";
import { WorkspaceProvider, type Tools } from "./workspace.tsx";

interface AdminAppProps {
  readonly site: Site;
  readonly who: SignedIn;
  /** The session ended from the other side; told on the sign-in page. */
  readonly onClosed: (notice: string) => void;
}

/** The application of one signed-in administrator, as soon as no other tab is ending the session before it. */
export const AdminApp: Component<AdminAppProps> = (props) => {
  const [hold, setHold] = createSignal<Hold>();
  const gone = new AbortController();
  onCleanup(() => gone.abort());
  const given = isSharedComputer() ? Promise.resolve(NO_HOLD) : holdDatabase(gone.signal);
  given.then(setHold, (cause: unknown) => gone.signal.aborted || report(cause));
  return (
    <Show when={hold()} fallback={<Starting failed={false} />}>
      {(mine) => <Opened {...props} hold={mine()} />}
    </Show>
  );
};

/** What an administrator works with: its data, its listeners, its pages. */
const Opened: Component<AdminAppProps & { readonly hold: Hold }> = (props) => {
  // The application lives as long as the sign-in; only the token's version changes under it.
  const site = untrack(() => props.site);
  const uid = untrack(() => props.who.uid) as AdminId;
  const data = openAdminData(
    site.identity,
    site.config,
    uid,
    untrack(() => props.hold),
  );
  let hub!: LiveHub;
  const connection = createConnection({
    clock: browserClock,
    events: windowEvents(),
    probe: data.probe,
    cut: () => hub.cut(),
    onReturn: () => {
      // Fails when the data was closed meanwhile.
      data.reconnect().catch(report);
      hub.retry();
    },
  });
  hub = createLiveHub({
    clock: browserClock,
    connected: connection.connected,
    onCut: () => connection.doubt(),
  });
  const drafts = isSharedComputer()
    ? makeDrafts(memoryDraftStorage(), browserClock)
    : makeDrafts(indexedDraftStorage(uid), browserClock, localWriteAhead(uid));
  const tools: Tools = {
    connection,
    shortcuts: makeShortcuts(window),
    drafts,
    now: createNow(browserClock, 30_000),
  };

  /** `since` names the sign-in that ended; without it whoever is signed in is signed out. */
  const tearDown = async (since?: number) => {
    hub.clear();
    connection.stop();
    // Whoever signs in in another tab now waits until this one has left: it would sign him out as well. When it slept
    // for so long that he no longer waits, it goes on with his sign-in.
    await data.close(async () => {
      if (!(await site.identity.leave(since))) location.reload();
    });
  };
  const ended = () => {
    const kept = isSharedComputer() ? "" : " What you typed is kept on this device.";
    untrack(() => props.onClosed)(`Your session has ended.${kept} Sign in again to go on.`);
    tearDown(untrack(() => props.who.since)).catch(report);
  };

  const tabs = sessionTabs(uid, (news) => {
    // What the rules refused here may have been asked with that tab's old token: one of them asks for all.
    if (news === "token") site.identity.follow().then(() => hub.retry(), report);
    else if (news === "ended") ended();
    else {
      const { since } = untrack(() => props.who);
      const leave = () => tearDown(since);
      drafts.clear().then(leave, leave).catch(report);
    }
  });

  const keepDrafts = () => void drafts.flush();
  window.addEventListener("pagehide", keepDrafts);
  onCleanup(() => {
    window.removeEventListener("pagehide", keepDrafts);
    connection.stop();
    tools.shortcuts.stop();
    hub.clear();
    tabs.stop();
    data.close().catch(report);
  });

  const signOut = async () => {
    // Without a connection the device forgets all the same; the server's part ends with the token.
    await site.identity.call("signOut", { everywhere: false }).catch(() => undefined);
    tabs.tell("left");
    await drafts.clear();
    await tearDown();
    await clearTraces();
    location.replace("/");
  };

  const own = keepOwnSession(site.identity.call, (token) => site.identity.enter(token), tabs.alone);

  const Inside: Component = () => {
    const stored = createLiveDoc(() => data.session);
    const gate = createSessionGate({
      who: () => props.who,
      session: stored.value,
      state: stored.state,
      changing: own.changing,
      shared: () => tabs.settled().then(() => site.identity.follow()),
      refresh: () => site.identity.call("refreshSession", {}),
      enter: (token) => site.identity.enter(token),
      onRenewed: () => {
        hub.retry();
        tabs.tell("token");
      },
      after: (ms, run) => browserClock.after(ms, run),
    });
    const open = createMemo(() => {
      const now = gate();
      return now.kind === "open" ? now.session : undefined;
    });
    createEffect(() => {
      if (gate().kind !== "closed") return;
      // The others are to say it too, and to give the database up: this one waits for them before it leaves.
      tabs.tell("ended");
      ended();
    });

    return (
      // Opened without a connection where nothing is kept, as on a shared computer: the database has given up once.
      <Switch fallback={<Starting failed={stored.state().kind === "cached"} />}>
        <Match when={open()}>
          {(session) => {
            const ports = { ...data.ports(session, signOut), call: own.call };
            return (
              <PortsProvider ports={ports}>
                <WorkspaceProvider tools={tools}>
                  <AdminRoutes />
                  <Notices />
                </WorkspaceProvider>
              </PortsProvider>
            );
          }}
        </Match>
      </Switch>
    );
  };

  return (
    <LiveProvider hub={hub}>
      <Inside />
    </LiveProvider>
  );
};
