import {
  Show,
  Suspense,
  createEffect,
  createResource,
  createSignal,
  lazy,
  onCleanup,
  onMount,
  untrack,
  type Component,
} from "solid-js";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { saveOwnProfile } from "@trunkline/domain/calls/portal";
import type { FileValue } from "@trunkline/domain/fields/file";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { SignedIn } from "../data/auth.ts";
import { clearTraces } from "../data/device.ts";
import type { Site } from "../data/identity.ts";
import { readHome, type PortalHome } from "../data/portal/lite.ts";
import { sessionTabs } from "../data/session-tabs.ts";
import { lazyReader } from "../data/storage/port.ts";
import { report } from "../lib/report.ts";
import { saveFile } from "../lib/save-file.ts";
import { Brand } from "../ui/brand.tsx";
import { Button } from "../ui/button.tsx";
import { Home } from "./home.tsx";
import { OperatorBar } from "./operator-bar.tsx";

const loadLive = () => import("./live-home.tsx");
const LiveHome = lazy(() => loadLive().then((module) => ({ default: module.LiveHome })));

interface PortalAppProps {
  readonly site: Site;
  readonly who: SignedIn;
  /** The name of the administrator who looks at the portal as the customer. */
  readonly operator?: string;
  readonly onClosed: (notice: string) => void;
}

/** The portal of one customer: his data first, with a small client; then the same, live. */
export const PortalApp: Component<PortalAppProps> = (props) => {
  const customer = () => props.who.uid as CustomerId;
  const [first, { refetch }] = createResource(customer, (id) =>
    readHome(props.site.identity.app, props.site.config, id),
  );
  const [live, setLive] = createSignal(false);
  const [last, setLast] = createSignal<PortalHome>();
  const home = () => last() ?? (first.state === "ready" ? first() : undefined);

  createEffect(() => {
    document.title = home()?.config.title ?? "Customer portal";
  });
  // Opened while cut off: browsers remember which scripts did not come, and there is nothing here to lose.
  const back = () => home() === undefined && location.reload();
  onMount(() => {
    // The live part comes once the first data had its chance to be painted, whatever became of it.
    createEffect(() => {
      if (!first.loading) requestAnimationFrame(() => void loadLive().then(() => setLive(true), report));
    });
    window.addEventListener("online", back);
    onCleanup(() => window.removeEventListener("online", back));
  });
  const ended = () =>
    untrack(() => {
      props.onClosed("Your session has ended. Sign in again to go on.");
      void props.site.identity.leave();
    });
  const own = () => untrack(() => props.who.actingFor === undefined);
  const tabs = sessionTabs(untrack(customer), (news) => news === "ended" && own() && ended());
  onCleanup(() => tabs.stop());
  const leave = async () => {
    await props.site.identity.leave();
    props.onClosed("");
  };
  const signOut = async () => {
    await props.site.identity.call("signOut", { everywhere: false }).catch(() => undefined);
    await props.site.identity.leave();
    await clearTraces();
    location.replace("/");
  };

  const files = lazyReader(
    untrack(() => props.site.identity.app),
    untrack(() => props.site.config),
  );
  const download = async (file: FileValue) => {
    try {
      const got = await files.read(customer(), file.id);
      if (typeof got === "string")
        return got === "offline" ? "No connection." : "This file is no longer there.";
      saveFile(file.name, got);
      return undefined;
    } catch (cause) {
      report(cause);
      return "Something went wrong; try again.";
    }
  };

  return (
    <div class="portal">
      <Show when={props.who.actingFor}>
        {(acting) => (
          <OperatorBar
            view={home()?.view}
            operator={props.operator ?? ""}
            until={acting().until}
            readOnly={acting().readOnly}
            onExit={() => void leave()}
            onEnd={() => void leave()}
          />
        )}
      </Show>
      <header class="portal-bar">
        <Brand size={28} />
        <strong class="truncate">{home()?.config.title ?? "Customer portal"}</strong>
        <Show when={props.who.actingFor === undefined}>
          <Button look="plain" onClick={() => void signOut()}>
            Sign out
          </Button>
        </Show>
      </header>
      <Show when={live()}>
        {/* What is read already stays while the rest comes. */}
        <Suspense>
          <LiveHome
            site={props.site}
            who={props.who}
            onHome={setLast}
            onClosed={() => {
              // The others are to say it too, whichever of them notices it.
              if (own()) tabs.tell("ended");
              ended();
            }}
          />
        </Suspense>
      </Show>
      <Home
        home={home()}
        failed={first.error !== undefined && home() === undefined}
        onRetry={() => void refetch()}
        save={(touched) =>
          props.site.identity.call("saveOwnProfile", {
            touched: touched as InputOf<typeof saveOwnProfile>["touched"],
          })
        }
        readOnly={props.who.actingFor?.readOnly === true}
        download={download}
      />
    </div>
  );
};
