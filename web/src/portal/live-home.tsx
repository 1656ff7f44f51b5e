import { Show, createEffect, onCleanup, untrack, type Component } from "solid-js";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import WifiOff from "lucide-solid/icons/wifi-off";
import type { SignedIn } from "../data/auth.ts";
import type { Site } from "../data/identity.ts";
import type { PortalHome } from "../data/portal/lite.ts";
import { openPortalLive } from "../data/portal/live.ts";
import { createSessionGate } from "../data/session-gate.ts";
import { browserClock } from "../lib/clock.ts";
import { createConnection, windowEvents } from "../lib/connection.ts";
import { LiveProvider } from "../lib/live/context.tsx";
import { createLiveDoc } from "../lib/live/create-live.ts";
import { createLiveHub, type LiveHub } from "../lib/live/hub.ts";
import { Banner } from "../ui/banner.tsx";

interface LiveHomeProps {
  readonly site: Site;
  readonly who: SignedIn;
  /** Told each time the data changed. */
  readonly onHome: (home: PortalHome) => void;
  /** The session ended from the other side. */
  readonly onClosed: () => void;
}

/** Keeps the page in step with the server and ends it with the session; shows only a cut connection. */
export const LiveHome: Component<LiveHomeProps> = (props) => {
  // Made for one sign-in; only the token's version changes under it.
  const { identity, config } = untrack(() => props.site);
  const data = openPortalLive(identity, config, untrack(() => props.who.uid) as CustomerId);
  let hub!: LiveHub;
  const connection = createConnection({
    clock: browserClock,
    events: windowEvents(),
    probe: data.probe,
    cut: () => hub.cut(),
    onReturn: () => {
      void data.reconnect();
      hub.retry();
    },
  });
  hub = createLiveHub({
    clock: browserClock,
    connected: connection.connected,
    onCut: () => connection.doubt(),
  });
  onCleanup(() => {
    connection.stop();
    hub.clear();
    void data.close();
  });

  // An operator's rights stand in the administrator's session, which the rules look at; this tab just loses its data.
  const operator = () => props.who.actingFor !== undefined;

  const Follow: Component = () => {
    const session = createLiveDoc(() => (operator() ? undefined : data.session));
    const gate = createSessionGate({
      who: () => props.who,
      session: session.value,
      state: session.state,
      refresh: () => identity.call("refreshSession", {}),
      enter: (token) => identity.enter(token),
      onRenewed: () => hub.retry(),
      after: (ms, run) => browserClock.after(ms, run),
    });
    const view = createLiveDoc(() => (operator() || gate().kind === "open" ? data.view : undefined));
    const refused = () => {
      const state = view.state();
      return state.kind === "failed" && state.failure.kind === "refused";
    };
    createEffect(() => {
      if (operator() ? !refused() : gate().kind !== "closed") return;
      props.onClosed();
    });
    const look = createLiveDoc(() => {
      const partner = view.value()?.partnerId;
      return partner === undefined ? undefined : data.config(partner);
    });
    createEffect(() => {
      const now = view.value();
      const title = look.value();
      // Plain copies: what is shown must not change under a reader who holds it.
      if (now !== undefined && title !== undefined) props.onHome({ view: { ...now }, config: { ...title } });
    });
    return (
      <Show when={!connection.connected()}>
        <div class="portal-offline">
          <Banner tone="warn" icon={<WifiOff size={16} aria-hidden="true" />}>
            No connection. What you see may be out of date.
          </Banner>
        </div>
      </Show>
    );
  };
  return (
    <LiveProvider hub={hub}>
      <Follow />
    </LiveProvider>
  );
};
